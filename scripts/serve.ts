import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { OperatorError } from '../lib/env'

const commands = {
  start: { args: ['--import', 'tsx', 'server/main.ts'], mode: 'production' },
  dev: { args: ['node_modules/next/dist/bin/next', 'dev'], mode: 'development' },
} as const

/** Starts the portal as a process of its own that ends with this one, and waits until it answers. */
export async function serve(command: keyof typeof commands, port: number): Promise<ChildProcess> {
  const { args, mode } = commands[command]
  const child = spawn(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, PORT: String(port), NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1' },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
  child.once('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)))
  for (let tries = 0; tries < 600; tries++) {
    if (await answers(port)) return child
    await wait(100)
  }
  child.kill()
  throw new OperatorError('The server did not answer within a minute; what it printed stands above.')
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/api/health`)).ok
  } catch {
    return false
  }
}
