import { closeSync, existsSync, openSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient, LibsqlError, type Client } from '@libsql/client'
import pg from 'pg'
import { UserFacingError, type Env } from '../env'
import { makeFolder } from '../make-folder'
import { toFile } from './database-file'
import { overwriteDeleted, truncateWal } from './erase'
import { isBusy } from './libsql'

/** A row as the driver returns it. */
export type Row = Record<string, unknown>

/** A database transaction without Prisma, for work on whole tables. `close` rolls back unless committed. */
export interface Connection {
  provider: Env['database']['provider']
  query(sql: string, values?: (string | number | null)[]): Promise<Row[]>
  /** Runs a script of several statements. */
  script(sql: string): Promise<unknown>
  commit(): Promise<unknown>
  close(): Promise<unknown> | void
}

/** Opens a database for changes, and blocks other writers until `close`. Creates a missing SQLite file. */
export function lock(database: Env['database']): Promise<Connection> {
  return database.provider === 'sqlite'
    ? connectSqlite(database.url, (client, file) => lockSqlite(client, file))
    : connectPostgres(database.url, lockPostgres)
}

/** Opens a read-only snapshot of a database. */
export async function openSnapshot(database: Env['database']): Promise<Connection> {
  if (database.provider === 'postgresql')
    return connectPostgres(database.url, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  const file = toFile(database.url)
  if (!existsSync(file)) throw new UserFacingError(`There is no database at ${file}. Check DATABASE_URL or DATA_DIR.`)
  return connectSqlite(database.url, async (client) => {
    const connection = toConnection(client, await client.transaction('read'))
    // The first read starts the snapshot.
    await connection.query('SELECT count(*) FROM sqlite_schema')
    return connection
  })
}

/** Counts other users of the database: on SQLite 0, or 1 for one or more; on PostgreSQL, the other connections. */
export async function countOthers(database: Env['database']): Promise<number> {
  if (database.provider === 'postgresql') {
    const connection = await openSnapshot(database)
    try {
      const [row] = await connection.query(
        `SELECT count(*)::int AS others FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
      )
      return Number(row?.others)
    } finally {
      await connection.close()
    }
  }
  if (!existsSync(toFile(database.url))) return 0
  const client = createClient({ url: database.url, timeout: 500 })
  try {
    // Fails if another process has the file open in WAL mode. An exclusive lock would stay after `close`, until the
    // statements are garbage-collected, and lock out this process too.
    const [row] = (await client.execute('PRAGMA journal_mode = DELETE')).rows
    await client.execute('PRAGMA journal_mode = WAL')
    return row?.journal_mode === 'delete' ? 0 : 1
  } catch (error) {
    if (isBusy(error)) return 1
    throw explainSqlite(error, toFile(database.url))
  } finally {
    client.close()
  }
}

/** Describes a database for messages, without its password. */
export function nameDatabase({ provider, url }: Env['database']): string {
  if (provider === 'sqlite') return `SQLite in ${toFile(url)}`
  const { hostname, port, pathname } = new URL(url)
  return `PostgreSQL at ${hostname}:${port || 5432}${pathname}`
}

/** Longest wait of a starting process for others, in milliseconds. */
const patience = 30_000
/** The largest file, in bytes, that each start checks; this takes a third of a second. */
const checkedAtStart = 128 * 1024 * 1024

async function connectSqlite(
  url: string,
  begin: (client: Client, file: string) => Promise<Connection>,
): Promise<Connection> {
  const file = toFile(url)
  const end = performance.now() + patience
  for (;;) {
    const client = openSqlite(url, file)
    try {
      return await begin(client, file)
    } catch (error) {
      client.close()
      if (error instanceof UserFacingError) throw error
      if (!isBusy(error) || performance.now() > end) throw explainSqlite(error, file) ?? error
      // Retries on a new connection, since libSQL never closes a statement that it gave up on. Waits here, since
      // libSQL's own wait blocks the event loop.
      await wait(20 + Math.random() * 60)
    }
  }
}

async function lockSqlite(client: Client, file: string): Promise<Connection> {
  const mode = (await client.execute('PRAGMA journal_mode = WAL')).rows[0]?.journal_mode
  // Without WAL, a badly timed reader makes every later write fail (docs/decisions/0003).
  if (mode !== 'wal')
    throw new UserFacingError(
      `The database ${file} can't be put in WAL mode (it is in "${mode}"). Keep it on a local disk that allows shared memory.`,
    )
  if (statSync(file).size <= checkedAtStart) {
    const [row] = (await client.execute('PRAGMA quick_check(1)')).rows
    if (row?.quick_check !== 'ok') throw new UserFacingError(damaged(file, String(row?.quick_check)))
  }
  await client.execute(overwriteDeleted)
  // Migrations rebuild tables; dropping the old one would cascade. SQLite ignores this pragma in a transaction.
  await client.execute('PRAGMA foreign_keys = OFF')
  return toConnection(client, await client.transaction('write'))
}

function toConnection(client: Client, transaction: Awaited<ReturnType<Client['transaction']>>): Connection {
  return {
    provider: 'sqlite',
    query: async (sql, values = []) => (await transaction.execute({ sql, args: values })).rows,
    script: (sql) => transaction.executeMultiple(sql),
    async commit() {
      await transaction.commit()
      // Best effort: with concurrent readers, it is left to the next checkpoint.
      await client.execute(truncateWal).catch(() => {})
    },
    close: () => {
      // Rolls back unless committed.
      transaction.close()
      client.close()
    },
  }
}

function openSqlite(url: string, file: string) {
  try {
    // Only this user may read readers' data. Files that SQLite adds inherit the mode.
    makeFolder(path.dirname(file), 0o700)
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
    return createClient({ url, timeout: 100 })
  } catch (error) {
    const code = error instanceof LibsqlError ? error.code : ''
    if (/NOTADB|CORRUPT/.test(code)) throw explainSqlite(error, file)
    throw new UserFacingError(
      `The database ${file} can't be ${existsSync(file) ? 'opened' : 'created'}: ${(error as Error).message}.`,
    )
  }
}

const damaged = (file: string, what: string) =>
  `The database ${file} can't be used: it is corrupt or not a SQLite database (${what.replaceAll('\n', ' ')}). Move it and its -wal and -shm files away, then restore the last backup: npm run admin -- restore <file>.`

/** Explains an error that an operator can fix in a SQLite file; undefined for other errors. */
export function explainSqlite(error: unknown, file: string): UserFacingError | undefined {
  if (!(error instanceof LibsqlError)) return undefined
  const { message } = error
  if (/NOTADB|CORRUPT/.test(error.code)) return new UserFacingError(damaged(file, message))
  if (/FULL/.test(error.code))
    return new UserFacingError(`The database ${file} can't be used: its disk is full. Free some space.`)
  if (/READONLY|PERM|CANTOPEN|AUTH/.test(error.code))
    return new UserFacingError(
      `The database ${file} can't be used: ${message}. Make the file and its folder writable for this user, on a disk that is not read-only.`,
    )
  if (/BUSY|LOCKED|IOERR|NOLFS|PROTOCOL/.test(error.code))
    return new UserFacingError(`The database ${file} can't be used: ${message}.`)
  return undefined
}

/** Error codes for missing rights, a full disk and a read-only server. */
const operatorsCodes = /^(42501|53100|25006|28)/

/** Explains an error that an operator can fix in PostgreSQL; undefined for other errors. */
export function explainPostgres(error: unknown, database: Env['database']): UserFacingError | undefined {
  const { code = '', message } = error as { code?: string; message: string }
  return operatorsCodes.test(code)
    ? new UserFacingError(`${nameDatabase(database)} refuses: ${message.replaceAll('\n', ' ')}.`)
    : undefined
}

/** The advisory lock of Prisma's own tools. */
const lockPostgres = 'BEGIN; SELECT pg_advisory_xact_lock(72707369)'

async function connectPostgres(url: string, begin: string): Promise<Connection> {
  const unhurried = new URL(url)
  // Limits in the address are for readers' requests; a backup or a transfer may take longer.
  for (const limit of ['statement_timeout', 'query_timeout']) unhurried.searchParams.delete(limit)
  const client = new pg.Client({ connectionString: unhurried.href, connectionTimeoutMillis: 5000 })
  // The pending query reports the error too.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(begin)
  } catch (error) {
    await client.end()
    throw new UserFacingError(`${nameDatabase({ provider: 'postgresql', url })} ${describeRefusal(error)}`)
  }
  return {
    provider: 'postgresql',
    query: async (sql, values) => (await client.query<Row>(sql, values)).rows,
    script: (sql) => client.query(sql),
    commit: () => client.query('COMMIT'),
    close: () => client.end(),
  }
}

/** Describes why a connection failed, with a remedy if known. */
function describeRefusal(error: unknown): string {
  const said = describe(error)
    .replaceAll('\n', ' ')
    .replace(/(?<![.\s])[.\s]+$/, '')
  if (!(error instanceof pg.DatabaseError)) return `can't be reached: ${said}.`
  const cure = /startup parameter/.test(said)
    ? " Remove it from DATABASE_URL, or name it in the pooler's ignore_startup_parameters."
    : /^(28|3D)/.test(error.code ?? '')
      ? " Check the user, the password and the database's name in DATABASE_URL."
      : ''
  return `refuses the connection: ${said}.${cure}`
}

/** Returns an error's message. An AggregateError of several addresses has none, so the first is used. */
function describe(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error
  return (first as Error).message
}
