import { closeSync, existsSync, openSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient, LibsqlError, type Client } from '@libsql/client'
import pg from 'pg'
import { OperatorError, type Env } from '../env'
import { makeFolder } from '../make-folder'
import { toFile } from './database-file'
import { overwriteDeleted, truncateWal } from './erase'
import { isBusy } from './libsql'

/** A row, as the driver gives it. */
export type Row = Record<string, unknown>

/** A database in one transaction, without Prisma: for its tables as a whole. What is not committed before `close` is undone. */
export interface Connection {
  provider: Env['database']['provider']
  query(sql: string, values?: (string | number | null)[]): Promise<Row[]>
  /** Runs a whole script of statements. */
  script(sql: string): Promise<unknown>
  commit(): Promise<unknown>
  close(): Promise<unknown> | void
}

/** Opens a database to change it: holds every other process's changes back until `close`. Makes a SQLite file that is missing. */
export function lock(database: Env['database']): Promise<Connection> {
  return database.provider === 'sqlite'
    ? connectSqlite(database.url, (client, file) => lockSqlite(client, file))
    : connectPostgres(database.url, lockPostgres)
}

/** Opens a database to read all of it as it is at this moment, whatever others write meanwhile. */
export async function openSnapshot(database: Env['database']): Promise<Connection> {
  if (database.provider === 'postgresql')
    return connectPostgres(database.url, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  const file = toFile(database.url)
  if (!existsSync(file))
    throw new OperatorError(`There is no database at ${file}. DATABASE_URL or DATA_DIR say where it is.`)
  return connectSqlite(database.url, async (client) => {
    const connection = toConnection(client, await client.transaction('read'))
    // The snapshot begins with the first read.
    await connection.query('SELECT count(*) FROM sqlite_schema')
    return connection
  })
}

/** How many other programs are at the database now. For SQLite 1 stands for any number; one that rests on PostgreSQL is not seen. */
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
    // Whoever has a file in WAL mode open keeps it in that mode. Not by SQLite's exclusive locking, which
    // would outlast `close` until the statements are collected, and lock out this process itself.
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

/** A database as a person is told of it, without its password. */
export function nameDatabase({ provider, url }: Env['database']): string {
  if (provider === 'sqlite') return `SQLite in ${toFile(url)}`
  const { hostname, port, pathname } = new URL(url)
  return `PostgreSQL at ${hostname}:${port || 5432}${pathname}`
}

/** How long a process that starts beside others waits for its turn. */
const patience = 30_000
/** The largest file that is looked through at each start: a third of a second. */
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
      if (error instanceof OperatorError) throw error
      if (!isBusy(error) || performance.now() > end) throw explainSqlite(error, file) ?? error
      // On a new connection, since libSQL leaves open what it gave up on; and here, since its own wait holds up the event loop.
      await wait(20 + Math.random() * 60)
    }
  }
}

async function lockSqlite(client: Client, file: string): Promise<Connection> {
  const mode = (await client.execute('PRAGMA journal_mode = WAL')).rows[0]?.journal_mode
  // Without WAL one reader at the wrong moment makes every later write fail (docs/decisions/0003).
  if (mode !== 'wal')
    throw new OperatorError(
      `The database ${file} can't be put in WAL mode (it is in "${mode}"). Keep it on a local disk that allows shared memory.`,
    )
  if (statSync(file).size <= checkedAtStart) {
    const [row] = (await client.execute('PRAGMA quick_check(1)')).rows
    if (row?.quick_check !== 'ok') throw new OperatorError(damaged(file, String(row?.quick_check)))
  }
  await client.execute(overwriteDeleted)
  // A migration that rebuilds a table drops the old one, which would cascade; it can't be switched off later, inside the transaction.
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
      // Best effort: while another process reads, it is left to the next checkpoint.
      await client.execute(truncateWal).catch(() => {})
    },
    close: () => {
      // Rolls back what was not committed.
      transaction.close()
      client.close()
    },
  }
}

function openSqlite(url: string, file: string) {
  try {
    // Readers' data is nobody else's on this machine. The files that SQLite adds get the mode of this one.
    makeFolder(path.dirname(file), 0o700)
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
    return createClient({ url, timeout: 100 })
  } catch (error) {
    const code = error instanceof LibsqlError ? error.code : ''
    if (/NOTADB|CORRUPT/.test(code)) throw explainSqlite(error, file)
    throw new OperatorError(
      `The database ${file} can't be ${existsSync(file) ? 'opened' : 'created'}: ${(error as Error).message}.`,
    )
  }
}

const damaged = (file: string, what: string) =>
  `The database ${file} can't be used: it is damaged, or no database at all (${what.replaceAll('\n', ' ')}). Move it away, with the files beside it that begin with its name, and put the last backup in its place: npm run admin -- restore <file>.`

/** What an operator can mend about a SQLite file, in words; undefined for any other error. */
export function explainSqlite(error: unknown, file: string): OperatorError | undefined {
  if (!(error instanceof LibsqlError)) return undefined
  const { message } = error
  if (/NOTADB|CORRUPT/.test(error.code)) return new OperatorError(damaged(file, message))
  if (/FULL/.test(error.code))
    return new OperatorError(`The database ${file} can't be used: its disk is full. Make room on it.`)
  if (/READONLY|PERM|CANTOPEN|AUTH/.test(error.code))
    return new OperatorError(
      `The database ${file} can't be used: ${message}. Give this user the right to write to it and to its folder, on a disk that is not read-only.`,
    )
  if (/BUSY|LOCKED|IOERR|NOLFS|PROTOCOL/.test(error.code))
    return new OperatorError(`The database ${file} can't be used: ${message}.`)
  return undefined
}

/** Refused rights, a full disk, a server that only reads. */
const operatorsCodes = /^(42501|53100|25006|28)/

/** The same for PostgreSQL. */
export function explainPostgres(error: unknown, database: Env['database']): OperatorError | undefined {
  const { code = '', message } = error as { code?: string; message: string }
  return operatorsCodes.test(code)
    ? new OperatorError(`${nameDatabase(database)} refuses: ${message.replaceAll('\n', ' ')}.`)
    : undefined
}

/** The number that Prisma's own tools lock by. */
const lockPostgres = 'BEGIN; SELECT pg_advisory_xact_lock(72707369)'

async function connectPostgres(url: string, begin: string): Promise<Connection> {
  const unhurried = new URL(url)
  // Said in an address, they are for what a reader waits for: a backup or a move takes as long as it takes.
  for (const limit of ['statement_timeout', 'query_timeout']) unhurried.searchParams.delete(limit)
  const client = new pg.Client({ connectionString: unhurried.href, connectionTimeoutMillis: 5000 })
  // Said again by whatever waits for it.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(begin)
  } catch (error) {
    await client.end()
    throw new OperatorError(`${nameDatabase({ provider: 'postgresql', url })} ${describeRefusal(error)}`)
  }
  return {
    provider: 'postgresql',
    query: async (sql, values) => (await client.query<Row>(sql, values)).rows,
    script: (sql) => client.query(sql),
    commit: () => client.query('COMMIT'),
    close: () => client.end(),
  }
}

/** What stood in the way of a connection, and the cure where there is one. */
function describeRefusal(error: unknown): string {
  const said = describe(error)
    .replaceAll('\n', ' ')
    .replace(/(?<![.\s])[.\s]+$/, '')
  if (!(error instanceof pg.DatabaseError)) return `can't be reached: ${said}.`
  const cure = /startup parameter/.test(said)
    ? " Take it out of DATABASE_URL, or name it in the pooler's ignore_startup_parameters."
    : /^(28|3D)/.test(error.code ?? '')
      ? " Check the user, the password and the database's name in DATABASE_URL."
      : ''
  return `refuses the connection: ${said}.${cure}`
}

/** Several addresses refused at once come as an AggregateError without a message of its own. */
function describe(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error
  return (first as Error).message
}
