import { execFileSync } from 'node:child_process'
import { createServer, request } from 'node:http'
import { availableParallelism, loadavg } from 'node:os'
import { startServer, type Server } from '../assurance/faults/server'
import { openStore, type Store, type StoredReader } from '../assurance/faults/store'
import { getPortal } from '../lib/content'
import { startPostgres } from '../scripts/testing/postgres'

// How many requests and marks a second one machine serves: on SQLite, on PostgreSQL, and on PostgreSQL with two
// processes that take turns. Needs the production build. Run by hand, on a machine that does nothing else:
// npx tsx --conditions=react-server bench/load.ts [seconds] [rounds]
// The load comes from the same machine, and takes its share: read the ratios.

const seconds = Number(process.argv[2] ?? 10)
const rounds = Number(process.argv[3] ?? 3)
const firstPort = Number(process.env.FAULTS_PORT ?? 3490) + 4
const connections = 32

interface Figures {
  perSecond: number
  p50: number
  p99: number
  /** Answers other than 200. */
  failed: number
}

interface Round {
  requests: { average: number }
  latency: { p50: number; p99: number }
  non2xx: number
  errors: number
}

const portal = await getPortal()
const resources = [...portal.resources.keys()].slice(0, 40)

/** As many readers as connections, each of its own marks. */
function toRequests(base: string, readers: StoredReader[], kind: 'signed out' | 'signed in' | 'marks') {
  if (kind === 'signed out') return ['-c', String(connections), `${base}/prometheus`]
  const [reader] = readers
  if (kind === 'signed in') return ['-c', String(connections), '-H', `cookie=${reader!.cookie}`, `${base}/prometheus`]
  const body = JSON.stringify({ resource: resources[0], progress: 'reading', percent: 40 })
  return ['-c', String(connections), '-m', 'POST', '-H', 'content-type=application/json', '-H', `origin=${base}`, '-H', `cookie=${reader!.cookie}`, '-b', body, `${base}/api/reading-progress`]
}

function fire(args: string[]): Figures {
  const out = execFileSync('node_modules/.bin/autocannon', ['--json', '--no-progress', '-d', String(seconds), ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 26 })
  const { requests, latency, non2xx, errors } = JSON.parse(out) as Round
  return { perSecond: requests.average, p50: latency.p50, p99: latency.p99, failed: non2xx + errors }
}

/** Sends each request to the next of several servers. */
async function takeTurns(servers: Server[], port: number): Promise<() => void> {
  let turn = 0
  const balancer = createServer((asked, answer) => {
    const { hostname, port: to } = new URL(servers[turn++ % servers.length]!.base)
    const sent = request({ host: hostname, port: to, path: asked.url, method: asked.method, headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers)
      got.pipe(answer)
    })
    sent.on('error', () => answer.writeHead(502).end())
    asked.pipe(sent)
  })
  await new Promise<void>((resolve) => balancer.listen(port, '127.0.0.1', resolve))
  return () => {
    balancer.closeAllConnections()
    balancer.close()
  }
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const kinds = ['signed out', 'signed in', 'marks'] as const
const results: Record<string, Record<string, Figures>> = {}

async function measure(name: string, store: Store, processes: number): Promise<void> {
  const readers = await store.addReaders(connections)
  const behind = processes > 1
  const base = `http://127.0.0.1:${firstPort}`
  const servers = await Promise.all(Array.from({ length: processes }, (_, index) => startServer({ ...store.variables, BASE_URL: base }, { port: firstPort + (behind ? index + 1 : 0) })))
  const close = behind ? await takeTurns(servers, firstPort) : () => {}
  for (const kind of kinds) {
    const args = toRequests(base, readers, kind)
    fire(args)
    const all = Array.from({ length: rounds }, () => fire(args))
    const of = (key: keyof Figures) => median(all.map((each) => each[key]))
    const figures = (results[name] ??= {})
    figures[kind] = { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99'), failed: all.reduce((sum, { failed }) => sum + failed, 0) }
    console.log(`${name}, ${kind}: ${figures[kind].perSecond.toFixed(0)} a second, half within ${figures[kind].p50} ms, 99 of 100 within ${figures[kind].p99} ms, ${figures[kind].failed} failed; load ${loadavg()[0]!.toFixed(1)}`)
  }
  close()
  await Promise.all(servers.map((each) => each.stop('SIGKILL')))
  store.remove()
}

console.log(`${availableParallelism()} cores, ${rounds} rounds of ${seconds} s after one to warm up, ${connections} connections, medians`)
await measure('SQLite', await openStore(), 1)
const postgres = await startPostgres()
await measure('PostgreSQL, one process', await openStore({ postgres }), 1)
await measure('PostgreSQL, two processes', await openStore({ postgres }), 2)
await postgres.stop()
const of = (name: string, kind: string) => results[name]?.[kind]?.perSecond ?? 0
for (const kind of kinds) console.log(`${kind}: two processes ${(of('PostgreSQL, two processes', kind) / of('PostgreSQL, one process', kind)).toFixed(2)} × one; PostgreSQL ${(of('PostgreSQL, one process', kind) / of('SQLite', kind)).toFixed(2)} × SQLite`)
console.log(`signed out ${(of('SQLite', 'signed out') / of('SQLite', 'signed in')).toFixed(2)} × signed in`)
process.exit(0)
