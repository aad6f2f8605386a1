import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import type { PoolConfig } from 'pg'
import pLimit, { type LimitFunction } from 'p-limit'
import { PrismaClient as PostgresqlClient } from '@/prisma/postgresql/client/client'
import { PrismaClient as SqliteClient, Prisma } from '@/prisma/sqlite/client/client'
import { readEnv, type Env } from '../env'
import { getMetrics } from '../observing'
import { truncateWal } from './erase'
import { LibSql } from './libsql'

export {
  countOthers,
  explainPostgres,
  explainSqlite,
  lock,
  nameDatabase,
  openSnapshot,
  type Connection,
  type Row,
} from './connection'
export { toFile } from './database-file'
export { applyMissing, migrate, readMigrations, type Migration } from './migrate'
export { Prisma }
export { inChunks, inPages } from './in-chunks'

/** Thrown where the database can't answer now; trying again later may succeed. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}

/** The database. Both providers' clients have the same interface; the address chose one. */
export type Database = ReturnType<typeof connect>

/** Opens a database by its address. */
export function connect(database: Env['database']) {
  const client =
    database.provider === 'sqlite'
      ? // libSQL waits in the event loop: a short wait here, a longer one below that others can use.
        new SqliteClient({ adapter: new LibSql({ url: database.url, timeout: 25 }) })
      : (new PostgresqlClient({
          // Without these a frozen server holds every request for as long as it stays frozen, and does
          // what we gave up on once it thaws.
          adapter: new PrismaPg(pgConfig(database.url)),
        }) as unknown as SqliteClient)
  const waiting = { queue: pLimit(1), isLocked: false }
  const extended = client.$extends({
    name: 'patience',
    query: {
      $allOperations: ({ operation, args, query }) =>
        observe(operation, () => withPatience(() => query(args), waiting, isRead(operation, args))),
    },
  })
  if (database.provider === 'sqlite') onSqlite.add(extended)
  return extended
}

/** Limits on the server are set by a statement, since poolers such as PgBouncer refuse them as startup parameters. */
function pgConfig(url: string): PoolConfig {
  const address = new URL(url)
  const limit = Number(address.searchParams.get('statement_timeout') ?? 2000)
  address.searchParams.delete('statement_timeout')
  return {
    connectionString: address.href,
    connectionTimeoutMillis: 2000,
    query_timeout: 2500,
    onConnect: async (client) => void (await client.query(`SET statement_timeout = ${Math.trunc(limit)}`)),
  }
}

/** The clients of SQLite. */
const onSqlite = new WeakSet<object>()

/**
 * Empties SQLite's WAL, in which pages stand as they were before a deletion; nothing on PostgreSQL. Best effort: while
 * another process reads, it is left to the next checkpoint.
 */
export async function emptyWal(database: Database): Promise<void> {
  if (onSqlite.has(database)) await database.$queryRawUnsafe(truncateWal).catch(() => {})
}

/** The clients whose WAL is emptied within a second. */
const due = new WeakSet<object>()

/** As `emptyWal`, once for all deletions within a second, so that a deletion need not wait for it. */
export function emptyWalSoon(database: Database): void {
  if (!onSqlite.has(database) || due.has(database)) return
  due.add(database)
  setTimeout(() => {
    due.delete(database)
    void emptyWal(database)
  }, 1000).unref()
}

let shared: Database | undefined

/** The database of this process, by `DATABASE_URL`. */
export function getDatabase(): Database {
  shared ??= connect(readEnv().database)
  return shared
}

/** Counts a query, how long it took, and what came of it. */
async function observe<T>(operation: string, run: () => Promise<T>): Promise<T> {
  const { queries, queryDuration } = getMetrics()
  const stop = queryDuration.startTimer({ operation })
  try {
    const answer = await run()
    queries.inc({ operation, outcome: 'ok' })
    return answer
  } catch (error) {
    const refused = isTaken(error) || isForeignKeyViolation(error)
    queries.inc({
      operation,
      outcome: error instanceof DatabaseUnavailable ? 'unavailable' : refused ? 'constraint' : 'error',
    })
    throw error
  } finally {
    stop()
  }
}

/** How long a statement waits for another process's lock, all tries together. */
const patience = 2000

/** Those of one process who wait for a lock. */
interface Waiting {
  queue: LimitFunction
  isLocked: boolean
}

/**
 * Does it, and again while a lock is in the way. Of all that wait for it one tries, with pauses: each try holds
 * up the event loop, and everybody's together would leave no time for anything else.
 */
async function withPatience<T>(run: () => Promise<T>, waiting: Waiting, isRead: boolean): Promise<T> {
  const end = performance.now() + patience
  // What only reads needs no lock.
  if (isRead || !waiting.isLocked) {
    const first = await attempt(run)
    if (first.done) return first.value
    waiting.isLocked = true
  }
  return waiting.queue(async () => {
    for (;;) {
      const tried = await attempt(run)
      waiting.isLocked = !tried.done
      if (tried.done) return tried.value
      // Who comes after, and has waited as long, is refused by a try of its own: the lock may be gone by then.
      if (performance.now() > end) throw new DatabaseUnavailable('The database is locked.', { cause: tried.busy })
      getMetrics().busyRetries.inc()
      await wait(20 + Math.random() * 60)
    }
  })
}

function isRead(operation: string, args: unknown): boolean {
  if (operation === '$queryRaw') return /^\s*SELECT/.test((args as Prisma.Sql).sql)
  return /^(find|count|aggregate|groupBy)/.test(operation)
}

async function attempt<T>(run: () => Promise<T>): Promise<{ done: true; value: T } | { done: false; busy: unknown }> {
  try {
    return { done: true, value: await run() }
  } catch (error) {
    if (isBusy(error)) return { done: false, busy: error }
    throw isAway(error) ? new DatabaseUnavailable('The database is away.', { cause: error }) : error
  }
}

/** P1008: another process holds SQLite's lock. P2034: PostgreSQL broke a deadlock. */
function isBusy(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError &&
    (/^(P1008|P2034)$/.test(error.code) ||
      /^(SocketTimeout|TransactionWriteConflict)$/.test(getRawCause(error)?.kind ?? ''))
  )
}

/** What node-postgres itself gives up on comes as it is, without a code. */
const gaveUp = /^(Query read timeout|timeout (exceeded when trying to connect|expired)|Connection terminated.*)$/

/** Whether a write was refused because another row has that value already, which must be nobody else’s. */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

/** Returns whether a change was refused because the row that it is about is not there. */
export function isGone(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2025'
}

/** P1xxx: no connection, no such database, time out. P2024, P2037: no free connection. P2028: no transaction. P2039: anything else the server refused. */
function isAway(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true
  if (error instanceof Error && gaveUp.test(error.message)) return true
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  // What SQLite says while a connection is opened comes with its own code.
  return /^(P1\d{3}|P2024|P2028|P2037|P2039|SQLITE_\w+)$/.test(error.code) || isAwayOf(getRawCause(error))
}

const awayKinds = [
  'DatabaseNotReachable',
  'DatabaseDoesNotExist',
  'DatabaseAccessDenied',
  'ConnectionClosed',
  'TlsConnectionError',
  'AuthenticationFailed',
  'TooManyConnections',
  'TransactionAlreadyClosed',
]
/** PostgreSQL's classes of errors: of the connection, resources, its operator's intervention, the system, itself; and a read-only server. */
const awayCodes = /^(08|53|55|57|58|XX|25006)/

/** SQLite's primary results that are of the disk or the file, not of the statement: NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOLFS, NOTADB. */
const awayResults = [7, 8, 10, 11, 13, 14, 15, 22, 26]

function isAwayOf(cause: RawCause | undefined): boolean {
  // The low byte of an extended result is the primary one.
  if (cause?.kind === 'sqlite') return awayResults.includes((cause.extendedCode ?? 0) & 0xff)
  return (
    awayKinds.includes(cause?.kind ?? '') || (cause?.kind === 'postgres' && awayCodes.test(cause.originalCode ?? ''))
  )
}

interface RawCause {
  kind?: string
  originalCode?: string
  originalMessage?: string
  extendedCode?: number
}

/** What the driver said of a statement of our own; Prisma gives all of those one code, P2010. */
function getRawCause(error: unknown): RawCause | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2010') return undefined
  return (error.meta?.driverAdapterError as { cause?: RawCause } | undefined)?.cause
}

/** Whether a trigger or a constraint of ours refused a statement with this sentence. */
export function isRefusedWith(error: unknown, sentence: string): boolean {
  return Boolean(getRawCause(error)?.originalMessage?.includes(sentence))
}

/** Whether a row was refused since the one that it belongs to is not there. */
export function isForeignKeyViolation(error: unknown): boolean {
  const cause = getRawCause(error)
  // 1811: a trigger of ours, which Prisma takes for a foreign key.
  return (
    (cause?.kind === 'ForeignKeyConstraintViolation' && cause.originalCode !== '1811') ||
    (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003')
  )
}
