import { execFile as execFileByCallback } from 'node:child_process'
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { promisify } from 'node:util'
import { startServer } from '../assurance/faults/server'
import { openStore, type Store, type StoredReader } from '../assurance/faults/store'
import { getPortal } from '../lib/content'
import { startPostgres } from '../scripts/testing/postgres'

// Measures requests and marks per second of one server on SQLite, one on PostgreSQL, and two on PostgreSQL.
// Read ratios: the load runs here too. `share` limits each server to a share of a core (root, cgroup v1).
// Needs a build. npx tsx --conditions=react-server bench/load.ts [seconds] [rounds] [share]

const seconds = Number(process.argv[2] ?? 10)
const rounds = Number(process.argv[3] ?? 3)
const share = Number(process.argv[4] ?? 0)
const firstPort = Number(process.env.FAULTS_PORT ?? 3490) + 4
const connections = 32

interface Figures {
  perSecond: number
  p50: number
  p99: number
  /** Responses other than 200. */
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

/** Returns the requests of one reader to one server. */
function toRequests(base: string, reader: StoredReader, kind: (typeof kinds)[number], connections: number) {
  if (kind === 'signed out') return ['-c', String(connections), `${base}/prometheus`]
  if (kind === 'signed in') return ['-c', String(connections), '-H', `cookie=${reader.cookie}`, `${base}/prometheus`]
  const body = JSON.stringify({ resource: resources[0], progress: 'reading', percent: 40 })
  return [
    '-c',
    String(connections),
    '-m',
    'POST',
    '-H',
    'content-type=application/json',
    '-H',
    `origin=${base}`,
    '-H',
    `cookie=${reader.cookie}`,
    '-b',
    body,
    `${base}/api/reading-progress`,
  ]
}

const execFile = promisify(execFileByCallback)

/** Sends requests to all servers at once; latencies are those of the slower one. */
async function fire(requests: string[][]): Promise<Figures> {
  const rounds = await Promise.all(
    requests.map(async (args) => {
      const { stdout } = await execFile(
        'node_modules/.bin/autocannon',
        ['--json', '--no-progress', '-d', String(seconds), ...args],
        { maxBuffer: 2 ** 26 },
      )
      return JSON.parse(stdout) as Round
    }),
  )
  const add = (of: (round: Round) => number) => rounds.reduce((sum, round) => sum + of(round), 0)
  const most = (of: (round: Round) => number) => Math.max(...rounds.map(of))
  return {
    perSecond: add((round) => round.requests.average),
    p50: most((round) => round.latency.p50),
    p99: most((round) => round.latency.p99),
    failed: add((round) => round.non2xx + round.errors),
  }
}

/** Limits a process to a share of one core. */
function hold(pid: number): void {
  const group = `/sys/fs/cgroup/cpu/lectern-${pid}`
  mkdirSync(group, { recursive: true })
  writeFileSync(
    `${group}/cpu.cfs_quota_us`,
    String(Math.round(share * Number(readFileSync(`${group}/cpu.cfs_period_us`, 'utf8')))),
  )
  writeFileSync(`${group}/cgroup.procs`, String(pid))
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const kinds = ['signed out', 'signed in', 'marks'] as const
const results: Record<string, Record<string, Figures>> = {}

async function measure(name: string, store: Store, processes: number): Promise<void> {
  const readers = await store.addReaders(processes)
  const servers = await Promise.all(
    readers.map((_, index) => startServer(store.variables, { port: firstPort + index })),
  )
  if (share) for (const { pid } of servers) hold(pid)
  for (const kind of kinds) {
    const requests = servers.map(({ base }, index) => toRequests(base, readers[index]!, kind, connections / processes))
    await fire(requests)
    const all: Figures[] = []
    for (let round = 0; round < rounds; round++) all.push(await fire(requests))
    const of = (key: keyof Figures) => median(all.map((each) => each[key]))
    const figures = (results[name] ??= {})
    figures[kind] = {
      perSecond: of('perSecond'),
      p50: of('p50'),
      p99: of('p99'),
      failed: all.reduce((sum, { failed }) => sum + failed, 0),
    }
    console.log(
      `${name}, ${kind}: ${figures[kind].perSecond.toFixed(0)} a second, half within ${figures[kind].p50} ms, 99 of 100 within ${figures[kind].p99} ms, ${figures[kind].failed} failed; load ${loadavg()[0]!.toFixed(1)}`,
    )
  }
  await Promise.all(servers.map((each) => each.stop('SIGKILL')))
  if (share) for (const { pid } of servers) rmdirSync(`/sys/fs/cgroup/cpu/lectern-${pid}`)
  store.remove()
}

console.log(
  `${availableParallelism()} cores, ${rounds} rounds of ${seconds} s after one to warm up, ${connections} connections, medians${share ? `; each server has ${share} of a core` : ''}`,
)
await measure('SQLite', await openStore(), 1)
const postgres = await startPostgres()
await measure('PostgreSQL, one process', await openStore({ postgres }), 1)
await measure('PostgreSQL, two processes', await openStore({ postgres }), 2)
await postgres.stop()
const of = (name: string, kind: string) => results[name]?.[kind]?.perSecond ?? 0
for (const kind of kinds)
  console.log(
    `${kind}: two processes ${(of('PostgreSQL, two processes', kind) / of('PostgreSQL, one process', kind)).toFixed(2)} × one; PostgreSQL ${(of('PostgreSQL, one process', kind) / of('SQLite', kind)).toFixed(2)} × SQLite`,
  )
console.log(`signed out ${(of('SQLite', 'signed out') / of('SQLite', 'signed in')).toFixed(2)} × signed in`)
process.exit(0)
