import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { UserFacingError, type Env } from '../lib/env'
import { serverArguments, serverEnvironment } from './server-bundle'

const commands = {
  start: { args: serverArguments, mode: 'production' },
  dev: { args: ['--import', 'tsx', 'server/main.ts'], mode: 'development' },
} as const

/** Starts the portal as a child process that ends with this one, and waits until it is ready. */
export async function serve(command: keyof typeof commands, env: Env): Promise<ChildProcess> {
  const { args, mode } = commands[command]
  const { port, host } = env
  const child = spawn(process.execPath, args, {
    stdio: 'inherit',
    env: { ...serverEnvironment, ...process.env, PORT: String(port), NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1' },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
  child.once('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)))
  // Reading 2,000 topics takes a minute on two busy cores.
  for (let tries = 0; tries < 6000; tries++) {
    if (await answers(port, host)) return child
    await wait(100)
  }
  child.kill()
  throw new UserFacingError('The server did not start within ten minutes; see its output above.')
}

async function answers(port: number, host: string | null): Promise<boolean> {
  const name = !host || /^(0\.0\.0\.0|::)$/.test(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
  try {
    return (await fetch(`http://${name}:${port}/api/health`)).ok
  } catch {
    return false
  }
}
