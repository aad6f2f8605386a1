import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A portal that one test starts and ends as it needs. */
export interface OwnPortal {
  pid: number
  /** Ends it and all its processes: asked to, or killed. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** All that it has printed. */
  output(): string
}

/** Starts the portal as an operator does, on variables of its own; it answers when this returns. */
export async function startPortal(variables: Record<string, string>): Promise<OwnPortal> {
  // Tests say themselves where a request comes from, as a proxy on this machine would.
  const env = { ...process.env, DATABASE_URL: '', BASE_URL: '', TRUSTED_PROXIES: '127.0.0.1, ::1', ...variables }
  // A group of its own, so that what it started can be killed with it.
  const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'scripts/start.ts'], {
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
