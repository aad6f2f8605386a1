import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { build } from 'esbuild'
import { nodeBundle } from '../server-bundle'

/** A process under a test's control. */
export interface TestProcess {
  /** Runs its `work` and returns the result. */
  call<T>(argument?: unknown): Promise<T>
  /** Ends the process, by force if necessary. */
  end(): Promise<unknown>
}

/** The arguments of Node that run a bundle from standard input. */
export const bundleArguments = ['--conditions=react-server', '--input-type=module', '-']

/**
 * Bundles a TypeScript module, given as text, with our modules that it imports. A process that runs the bundle takes a
 * third of the CPU time of one that translates each module.
 */
export async function bundleModule(module: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: module, resolveDir: process.cwd(), loader: 'ts' },
    write: false,
    ...nodeBundle,
  })
  return outputFiles[0]!.text
}

/** Starts a process with a TypeScript module, given as text with a function `work`, and waits until it is ready. */
export async function startProcess(module: string): Promise<TestProcess> {
  return startBundle(await bundleWork(module))
}

const bundleWork = (module: string) =>
  bundleModule(`${module}
    process.on('message', async (argument) => process.send(await work(argument)))
    process.send('ready')`)

async function startBundle(bundle: string): Promise<TestProcess> {
  const child = spawn(process.execPath, bundleArguments, { stdio: ['pipe', 'inherit', 'inherit', 'ipc'] })
  child.stdin!.end(bundle)
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
  const bundle = await bundleWork(module)
  const processes = await Promise.all(Array.from({ length: count }, () => startBundle(bundle)))
  try {
    return await Promise.all(processes.map((each) => each.call<T>(argument)))
  } finally {
    await Promise.all(processes.map((each) => each.end()))
  }
}
