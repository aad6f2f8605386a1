import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { request, Agent, type Dispatcher } from 'undici'
import { serverArguments, serverEnvironment } from '../../scripts/server-bundle'

/** The production build as processes of its own. */
export interface Server {
  base: string
  pid: number
  /** Whether it ended, and how. */
  exited: Promise<number | null>
  /** Ends it with all its processes: asked to, or killed. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** All that it printed. */
  output(): string
}

/** How long a test of these may take, in milliseconds: on a busy machine a server alone takes half a minute to start. */
export const patience = 240_000

/** Ports of tests, which can be moved where several run side by side. */
const firstPort = Number(process.env.FAULTS_PORT ?? 3490)

/** One machine sends what many readers would. */
export const unhurried = { READER_CHANGES_PER_MINUTE: '999999', NETWORK_CHANGES_PER_MINUTE: '999999' }

/** Starts the build that is there, the server alone, on a database that is prepared; it answers when this returns. */
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
    BASE_URL: base,
    TRUSTED_PROXIES: '127.0.0.1, ::1',
    ...unhurried,
    ...variables,
  }
  const [command = '', ...args] = [...before, process.execPath, ...serverArguments]
  // A group of its own, so that all of it can be killed at once.
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

/** What a request came to; status 0 is a connection that broke, and the text then says how. */
export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  /** In milliseconds. */
  took: number
}

/** How many connections a test keeps to one server. */
export const mostConnections = 64

const agent = new Agent({ connections: mostConnections, headersTimeout: 60_000, bodyTimeout: 60_000 })

async function ask(url: string, options: Omit<Dispatcher.RequestOptions, 'origin' | 'path'>): Promise<Answer> {
  const began = performance.now()
  try {
    const { statusCode, headers, body } = await request(url, { ...options, dispatcher: agent })
    return { status: statusCode, headers, text: await body.text(), took: performance.now() - began }
  } catch (error) {
    return { status: 0, headers: {}, text: String(error), took: performance.now() - began }
  }
}

/** Asks for a page. */
export const get = (base: string, path: string, cookie = '') =>
  ask(base + path, { method: 'GET', headers: cookie ? { cookie } : {} })

/** Posts to `/api/<route>` as the portal's own page does. */
export const post = (base: string, route: string, fields: object, cookie = '', from = '') =>
  ask(`${base}/api/${route}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: base,
      'sec-fetch-site': 'same-origin',
      ...(cookie ? { cookie } : {}),
      ...(from ? { 'x-forwarded-for': from } : {}),
    },
    body: JSON.stringify(fields),
  })
