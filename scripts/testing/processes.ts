import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A process under a test's control. */
export interface TestProcess {
  /** Runs its `work` and returns the result. */
  call<T>(argument?: unknown): Promise<T>
  /** Ends the process, by force if necessary. */
  end(): Promise<unknown>
}

/** Starts a process with a TypeScript module, given as text with a function `work`, and waits until it is ready. */
export async function startProcess(module: string): Promise<TestProcess> {
  const source = `${module}
    process.on('message', async (argument) => process.send(await work(argument)))
    process.send('ready')`
  const args = ['--import', 'tsx', '--conditions=react-server', '--input-type=module', '-e', source]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const exited = once(child, 'exit')
  const answer = async () => {
    const [message] = await Promise.race([
      once(child, 'message'),
      exited.then(([code]) => Promise.reject(new Error(`The process ended with ${code}.`))),
    ])
    return message
  }
  await answer()
  return {
    async call(argument = null) {
      const answered = answer()
      child.send(argument as object)
      return await answered
    },
    end() {
      child.kill('SIGKILL')
      return exited
    },
  }
}

/** Runs the same module in several processes at the same moment and returns all results. */
export async function runTogether<T>(count: number, module: string, argument: unknown): Promise<T[]> {
  const processes = await Promise.all(Array.from({ length: count }, () => startProcess(module)))
  try {
    return await Promise.all(processes.map((each) => each.call<T>(argument)))
  } finally {
    await Promise.all(processes.map((each) => each.end()))
  }
}
