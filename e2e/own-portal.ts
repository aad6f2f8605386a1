import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A portal that a single test starts and ends. */
export interface OwnPortal {
  pid: number
  /** Ends all of its processes. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Returns its whole output. */
  output(): string
}

/** Starts the portal like an operator, with these variables, and waits until it answers. */
export async function startPortal(variables: Record<string, string>): Promise<OwnPortal> {
  // Tests set a request's address like a proxy on this machine.
  const env = { ...process.env, DATABASE_URL: '', BASE_URL: '', TRUSTED_PROXIES: '127.0.0.1, ::1', ...variables }
  // A separate process group, to end child processes too.
  const child = spawn(process.execPath, ['--conditions=react-server', 'scripts/run-bundled.mjs', 'scripts/start.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const exited = once(child, 'exit')
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += String(chunk)
      if (output.includes('Lectern is at')) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => reject(new Error(output)))
  })
  return {
    pid: child.pid!,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null)
        process.kill(signal === 'SIGKILL' ? -child.pid! : child.pid!, signal)
      await exited
    },
  }
}
