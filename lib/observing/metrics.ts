import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { version } from '../../package.json'
import { readEnv } from '../env'
import { readFreeBytes } from '../free-bytes'
import { onceAProcess } from '../once-a-process'

export type Metrics = ReturnType<typeof createMetrics>

/** From what a page in memory takes to where a reader gives up. */
const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const queryBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** What this process counts. Every label has a fixed list of values: none is a reader's, a topic's or an address. */
export function getMetrics(): Metrics {
  return onceAProcess('metrics', createMetrics)
}

/** All metrics in Prometheus' text format, and its type. */
export async function writeMetrics(): Promise<{ text: string; type: string }> {
  collectProcessMetrics()
  const { registry } = getMetrics()
  return { text: await registry.metrics(), type: registry.contentType }
}

/** Begins to watch memory, the event loop and garbage collection, which costs a little all the time. */
export function collectProcessMetrics(): void {
  onceAProcess('process-metrics', () => collectDefaultMetrics({ register: getMetrics().registry }))
}

function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  const counter = <T extends string>(name: string, help: string, labelNames: T[] = []) =>
    new Counter({ name, help, labelNames, registers })

  const metrics = {
    registry,
    requests: counter(
      'lectern_http_requests_total',
      'Requests answered, by the class of their status; "aborted" where the other side hung up first.',
      ['method', 'route', 'status'],
    ),
    requestDuration: new Histogram({
      name: 'lectern_http_request_duration_seconds',
      help: 'Time from a request to the last byte of its answer.',
      labelNames: ['route'],
      buckets: requestBuckets,
      registers,
    }),
    requestsInFlight: new Gauge({
      name: 'lectern_http_requests_in_flight',
      help: 'Requests being answered.',
      registers,
    }),
    pagesRendered: counter(
      'lectern_pages_rendered_total',
      'Pages rendered to be kept in memory: quiet, or of a form that is not known of Next, and then with all scripts.',
      ['form'],
    ),
    queries: counter(
      'lectern_database_queries_total',
      'Queries, by Prisma’s operation and what came of them: ok, constraint (a row was refused), unavailable, error.',
      ['operation', 'outcome'],
    ),
    queryDuration: new Histogram({
      name: 'lectern_database_query_duration_seconds',
      help: 'Time that a query took, all tries and waits for locks together.',
      labelNames: ['operation'],
      buckets: queryBuckets,
      registers,
    }),
    busyRetries: counter(
      'lectern_database_busy_retries_total',
      'Tries of a query that met another’s lock, and were repeated.',
    ),
    marks: counter(
      'lectern_marks_written_total',
      'Marks that readers set: a bookmark, a progress, a note, a whole mark, or one brought in from a file.',
      ['kind'],
    ),
    signIns: counter('lectern_sign_ins_total', 'Tries to sign in: ok, refused, throttled, failed.', [
      'method',
      'outcome',
    ]),
    accounts: counter('lectern_accounts_created_total', 'Accounts made by address and password.'),
    guests: counter('lectern_guests_created_total', 'Guests made by a first mark.'),
    searches: counter(
      'lectern_searches_total',
      'Searches in the dialog and on its page, and whether anything was found.',
      ['place', 'outcome'],
    ),
  }

  new Gauge({
    name: 'lectern_build_info',
    help: '1, labelled with what is running.',
    labelNames: ['version', 'node', 'provider'],
    registers,
    collect() {
      this.set({ version, node: process.versions.node, provider: readEnv().database.provider }, 1)
    },
  })
  const free = new Gauge({ name: 'lectern_data_folder_free_bytes', help: 'Room left where DATA_DIR is.', registers })
  new Gauge({
    name: 'lectern_data_folder_size_bytes',
    help: 'Size of the file system where DATA_DIR is.',
    registers,
    async collect() {
      const { bsize, blocks, bavail } = await statfs(readEnv().dataDir)
      this.set(bsize * blocks)
      free.set(bsize * bavail)
    },
  })

  new Gauge({
    name: 'lectern_database_disk_free_bytes',
    help: 'Room left where the SQLite file is; below LOW_DISK_MIB the portal is not ready. Absent for PostgreSQL.',
    registers,
    async collect() {
      const { provider, url } = readEnv().database
      this.reset()
      if (provider === 'sqlite')
        this.set(await readFreeBytes(path.dirname(decodeURIComponent(url.slice('file:'.length)))))
    },
  })

  // A rate needs to know that there were none.
  for (const kind of ['bookmark', 'progress', 'note', 'whole', 'import']) metrics.marks.inc({ kind }, 0)
  for (const method of ['password', 'code', 'github', 'passkey'])
    for (const outcome of ['ok', 'refused', 'throttled', 'failed']) metrics.signIns.inc({ method, outcome }, 0)
  for (const place of ['dialog', 'page'])
    for (const outcome of ['found', 'nothing']) metrics.searches.inc({ place, outcome }, 0)
  return metrics
}
