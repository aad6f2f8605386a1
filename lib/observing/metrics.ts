import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { version } from '../../package.json'
import { readEnv } from '../env'
import { readFreeBytes } from '../free-bytes'
import { onceAProcess } from '../once-a-process'

/** The metrics of this process. */
export type Metrics = ReturnType<typeof createMetrics>

/** In seconds: from a cached page to the point where readers give up. */
const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const queryBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

/** Returns this process's metrics. All labels have fixed sets of values: no readers, topics or addresses. */
export function getMetrics(): Metrics {
  return onceAProcess('metrics', createMetrics)
}

/** Returns all metrics in Prometheus' text format, with its content type. */
export async function writeMetrics(): Promise<{ text: string; type: string }> {
  collectProcessMetrics()
  const { registry } = getMetrics()
  return { text: await registry.metrics(), type: registry.contentType }
}

/** Starts collecting memory, event loop and garbage collection metrics, which has a small constant cost. */
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
      'Requests answered, by status class; "aborted" if the client disconnected first.',
      ['method', 'route', 'status'],
    ),
    requestDuration: new Histogram({
      name: 'lectern_http_request_duration_seconds',
      help: 'Time from the request to the last byte of the response.',
      labelNames: ['route'],
      buckets: requestBuckets,
      registers,
    }),
    requestsInFlight: new Gauge({
      name: 'lectern_http_requests_in_flight',
      help: 'Requests in progress.',
      registers,
    }),
    pagesRendered: counter(
      'lectern_pages_rendered_total',
      'Pages rendered for the page cache: "quiet", or "unknown" if Next produced an unknown form, served with all scripts.',
      ['form'],
    ),
    queries: counter(
      'lectern_database_queries_total',
      'Queries, by Prisma operation and outcome: ok, constraint (a row was refused), unavailable, error.',
      ['operation', 'outcome'],
    ),
    queryDuration: new Histogram({
      name: 'lectern_database_query_duration_seconds',
      help: 'Time of a query, including retries and waits for locks.',
      labelNames: ['operation'],
      buckets: queryBuckets,
      registers,
    }),
    busyRetries: counter('lectern_database_busy_retries_total', 'Retries of queries after a lock conflict.'),
    marks: counter(
      'lectern_marks_written_total',
      'Marks set by readers, by kind: bookmark, progress, note, whole, import (from a file).',
      ['kind'],
    ),
    signIns: counter('lectern_sign_ins_total', 'Sign-in attempts: ok, refused, throttled, failed.', [
      'method',
      'outcome',
    ]),
    accounts: counter('lectern_accounts_created_total', 'Accounts created with email and password.'),
    guests: counter('lectern_guests_created_total', 'Guests created by a first mark.'),
    searches: counter('lectern_searches_total', 'Searches in the dialog and on the search page, by outcome.', [
      'place',
      'outcome',
    ]),
  }

  new Gauge({
    name: 'lectern_build_info',
    help: 'Always 1; the labels name the running version, Node and database provider.',
    labelNames: ['version', 'node', 'provider'],
    registers,
    collect() {
      this.set({ version, node: process.versions.node, provider: readEnv().database.provider }, 1)
    },
  })
  const free = new Gauge({
    name: 'lectern_data_folder_free_bytes',
    help: 'Free space on the file system of DATA_DIR.',
    registers,
  })
  new Gauge({
    name: 'lectern_data_folder_size_bytes',
    help: 'Size of the file system of DATA_DIR.',
    registers,
    async collect() {
      const { bsize, blocks, bavail } = await statfs(readEnv().dataDir)
      this.set(bsize * blocks)
      free.set(bsize * bavail)
    },
  })

  new Gauge({
    name: 'lectern_database_disk_free_bytes',
    help: 'Free space on the file system of the SQLite file; below LOW_DISK_MIB the portal is not ready. Absent for PostgreSQL.',
    registers,
    async collect() {
      const { provider, url } = readEnv().database
      this.reset()
      if (provider === 'sqlite')
        this.set(await readFreeBytes(path.dirname(decodeURIComponent(url.slice('file:'.length)))))
    },
  })

  // Series must start at 0, so that rates are defined from the first event.
  for (const kind of ['bookmark', 'progress', 'note', 'whole', 'import']) metrics.marks.inc({ kind }, 0)
  for (const method of ['password', 'code', 'github', 'passkey'])
    for (const outcome of ['ok', 'refused', 'throttled', 'failed']) metrics.signIns.inc({ method, outcome }, 0)
  for (const place of ['dialog', 'page'])
    for (const outcome of ['found', 'nothing']) metrics.searches.inc({ place, outcome }, 0)
  return metrics
}
