import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { request, Agent, type Dispatcher } from 'undici'
import { serverArguments, serverEnvironment } from '../../scripts/server-bundle'

/** The production build in separate processes. */
export interface Server {
  base: string
  pid: number
  /** Resolves with the exit code. */
  exited: Promise<number | null>
  /** Ends all of its processes. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Returns its whole output. */
  output(): string
}

/** The timeout of such a test in milliseconds; on a busy machine, starting a server takes half a minute. */
export const patience = 240_000

/** The first port of the tests; FAULTS_PORT moves it, to run several side by side. */
const firstPort = Number(process.env.FAULTS_PORT ?? 3490)

/** Variables without limits, since one machine sends the requests of many readers. */
export const unhurried = { READER_CHANGES_PER_MINUTE: '999999', NETWORK_CHANGES_PER_MINUTE: '999999' }

/** The readers' address of all servers: they are processes of one portal, each at a port of its own. */
export const address = 'http://localhost:3000'

/** Starts the server of the existing build on a prepared database, and waits until it answers. */
export async function startServer(
  variables: Record<string, string>,
  { port = firstPort, before = [] }: { port?: number; before?: string[] } = {},
): Promise<Server> {
  const base = `http://127.0.0.1:${port}`
  const env = {
    ...serverEnvironment,
    ...process.env,
    NODE_ENV: 'production' as const,
    PORT: String(port),
    BASE_URL: address,
    TRUSTED_PROXIES: '127.0.0.1, ::1',
    ...unhurried,
    ...variables,
  }
  const [command = '', ...args] = [...before, process.execPath, ...serverArguments]
  // A separate process group, to kill all of it at once.
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  const isAnswering = async () => {
    while (child.exitCode === null && (await get(base, '/api/health')).status !== 200) await wait(50)
  }
  await Promise.race([isAnswering(), exited.then(() => Promise.reject(new Error(output)))])
  return {
    base,
    pid: child.pid!,
    exited,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null)
        process.kill(signal === 'SIGKILL' ? -child.pid! : child.pid!, signal)
      await exited
    },
    output: () => output,
  }
}

/** A response with its duration. A broken connection has status 0 and its error as text. */
export interface TimedResponse {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  /** The duration in milliseconds. */
  took: number
}

/** The most connections of a test to one server. */
export const mostConnections = 64

const agent = new Agent({ connections: mostConnections, headersTimeout: 60_000, bodyTimeout: 60_000 })

async function ask(url: string, options: Omit<Dispatcher.RequestOptions, 'origin' | 'path'>): Promise<TimedResponse> {
  const began = performance.now()
  try {
    const { statusCode, headers, body } = await request(url, { ...options, dispatcher: agent })
    return { status: statusCode, headers, text: await body.text(), took: performance.now() - began }
  } catch (error) {
    return { status: 0, headers: {}, text: String(error), took: performance.now() - began }
  }
}

/** Requests a page. */
export const get = (base: string, path: string, cookie = '') =>
  ask(base + path, { method: 'GET', headers: cookie ? { cookie } : {} })

/** Posts to `/api/<route>` like the portal's own page. */
export const post = (base: string, route: string, fields: object, cookie = '', from = '') =>
  ask(`${base}/api/${route}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: address,
      'sec-fetch-site': 'same-origin',
      ...(cookie ? { cookie } : {}),
      ...(from ? { 'x-forwarded-for': from } : {}),
    },
    body: JSON.stringify(fields),
  })
