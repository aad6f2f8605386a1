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

/** Thrown if the database can't answer now; a retry may succeed. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}

/** A database client. Both providers' clients have the same interface. */
export type Database = ReturnType<typeof connect>

/** Opens a database. */
export function connect(database: Env['database']) {
  const client =
    database.provider === 'sqlite'
      ? // libSQL blocks the event loop while it waits: only briefly here; the longer wait is in `withPatience`.
        new SqliteClient({ adapter: new LibSql({ url: database.url, timeout: 25 }) })
      : (new PostgresqlClient({
          // Without these limits a frozen server would hold every request, and run abandoned statements once
          // it resumes.
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

/** Sets server limits by a statement, since poolers such as PgBouncer refuse them as startup parameters. */
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

/** Clients of SQLite databases. */
const onSqlite = new WeakSet<object>()

/**
 * Empties SQLite's WAL, which still has pages from before a deletion; does nothing on PostgreSQL. Best effort: with
 * concurrent readers, it is left to the next checkpoint.
 */
export async function emptyWal(database: Database): Promise<void> {
  if (onSqlite.has(database)) await database.$queryRawUnsafe(truncateWal).catch(() => {})
}

/** Clients whose WAL will be emptied within a second. */
const due = new WeakSet<object>()

/** Empties the WAL once for all deletions within a second, so that no deletion waits for it. */
export function emptyWalSoon(database: Database): void {
  if (!onSqlite.has(database) || due.has(database)) return
  due.add(database)
  setTimeout(() => {
    due.delete(database)
    void emptyWal(database)
  }, 1000).unref()
}

let shared: Database | undefined

/** Returns this process's database, at `DATABASE_URL`. */
export function getDatabase(): Database {
  shared ??= connect(readEnv().database)
  return shared
}

/** Counts a query with its duration and outcome. */
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

/** Longest wait of a statement for another process's lock, including retries, in milliseconds. */
const patience = 2000

/** Statements of this process that wait for a lock. */
interface Waiting {
  queue: LimitFunction
  isLocked: boolean
}

/**
 * Runs a statement, and retries it while a lock is held. Only one waiting statement retries at a time: each attempt
 * blocks the event loop, and all of them together would leave no time for other work.
 */
async function withPatience<T>(run: () => Promise<T>, waiting: Waiting, isRead: boolean): Promise<T> {
  const end = performance.now() + patience
  // Reads need no lock.
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
      // Later statements make an attempt of their own, since the lock may be free by then.
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
    throw isUnavailable(error) ? new DatabaseUnavailable('The database is unavailable.', { cause: error }) : error
  }
}

/** P1008: SQLite is locked by another process. P2034: PostgreSQL resolved a deadlock. */
function isBusy(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError &&
    (/^(P1008|P2034)$/.test(error.code) ||
      /^(SocketTimeout|TransactionWriteConflict)$/.test(getRawCause(error)?.kind ?? ''))
  )
}

/** Matches node-postgres's own timeouts, which have no code. */
const gaveUp = /^(Query read timeout|timeout (exceeded when trying to connect|expired)|Connection terminated.*)$/

/** Tells whether a write was refused by a unique constraint. */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

/** Tells whether a change was refused because its row does not exist. */
export function isGone(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2025'
}

/** P1xxx: no connection, no such database, timeout. P2024, P2037: no free connection. P2028: no transaction. P2039: other server errors. */
function isUnavailable(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true
  if (error instanceof Error && gaveUp.test(error.message)) return true
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  // Errors while SQLite opens a connection have SQLite's own code.
  return /^(P1\d{3}|P2024|P2028|P2037|P2039|SQLITE_\w+)$/.test(error.code) || isUnavailableCause(getRawCause(error))
}

const unavailableKinds = [
  'DatabaseNotReachable',
  'DatabaseDoesNotExist',
  'DatabaseAccessDenied',
  'ConnectionClosed',
  'TlsConnectionError',
  'AuthenticationFailed',
  'TooManyConnections',
  'TransactionAlreadyClosed',
]
/** PostgreSQL error classes for connection, resources, operator intervention, system and internal errors, and a read-only server. */
const unavailableCodes = /^(08|53|55|57|58|XX|25006)/

/** SQLite result codes about the disk or the file: NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOLFS, NOTADB. */
const unavailableResults = [7, 8, 10, 11, 13, 14, 15, 22, 26]

function isUnavailableCause(cause: RawCause | undefined): boolean {
  // The low byte of an extended result code is the primary one.
  if (cause?.kind === 'sqlite') return unavailableResults.includes((cause.extendedCode ?? 0) & 0xff)
  return (
    unavailableKinds.includes(cause?.kind ?? '') ||
    (cause?.kind === 'postgres' && unavailableCodes.test(cause.originalCode ?? ''))
  )
}

interface RawCause {
  kind?: string
  originalCode?: string
  originalMessage?: string
  extendedCode?: number
}

/** Returns the driver's error of a raw statement; Prisma gives all of them the code P2010. */
function getRawCause(error: unknown): RawCause | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2010') return undefined
  return (error.meta?.driverAdapterError as { cause?: RawCause } | undefined)?.cause
}

/** Tells whether one of our triggers or constraints refused a statement with this message. */
export function isRefusedWith(error: unknown, sentence: string): boolean {
  return Boolean(getRawCause(error)?.originalMessage?.includes(sentence))
}

/** Tells whether a row was refused because the one it refers to does not exist. */
export function isForeignKeyViolation(error: unknown): boolean {
  const cause = getRawCause(error)
  // 1811: one of our triggers, which Prisma reports as a foreign key.
  return (
    (cause?.kind === 'ForeignKeyConstraintViolation' && cause.originalCode !== '1811') ||
    (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003')
  )
}
