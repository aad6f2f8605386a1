import { spawn, type ChildProcess } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { pipeline } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { OperatorError, type Env } from '../lib/env'

/** Starts Next as a process of its own that ends with this one, and waits until it answers. */
export async function serve(command: 'start' | 'dev', { port, host }: Env): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', command, '--port', String(port), ...(host ? ['--hostname', host] : [])], {
    stdio: 'inherit',
    env: { ...process.env, PORT: String(port), NEXT_TELEMETRY_DISABLED: '1' },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
  child.once('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)))
  for (let tries = 0; tries < 600; tries++) {
    if (await answers(port, host)) {
      if (host === 'localhost') listenOnBoth(port)
      return child
    }
    await wait(100)
  }
  child.kill()
  throw new OperatorError('The server did not answer within a minute; what it printed stands above.')
}

async function answers(port: number, host: string | null): Promise<boolean> {
  const name = !host || /^(0\.0\.0\.0|::)$/.test(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
  try {
    return (await fetch(`http://${name}:${port}/api/health`)).ok
  } catch {
    return false
  }
}

/** Next listens on one address, and "localhost" has two; whatever comes to the other one is handed on. */
function listenOnBoth(port: number): void {
  for (const address of ['127.0.0.1', '::1'])
    createServer((client) => pipeline(client, connect(port, 'localhost'), client, () => {}))
      // Next has this one, or the machine has it not.
      .on('error', () => {})
      .listen(port, address)
}
