import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Another process that a test gives orders to. */
export interface TestProcess {
  /** Has it run its `work` and gives the answer. */
  call<T>(argument?: unknown): Promise<T>
  /** Ends it, if need be by force. */
  end(): Promise<unknown>
}

/** Starts a process of a TypeScript module, given as text with a function `work`; ready to be called when this returns. */
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

/** Has several processes do the same thing at the same moment, and gives all their answers. */
export async function runTogether<T>(count: number, module: string, argument: unknown): Promise<T[]> {
  const processes = await Promise.all(Array.from({ length: count }, () => startProcess(module)))
  try {
    return await Promise.all(processes.map((each) => each.call<T>(argument)))
  } finally {
    await Promise.all(processes.map((each) => each.end()))
  }
}
