import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient, type Client } from '@libsql/client'
import pg from 'pg'
import { OperatorError, type Env } from '../env'
import { makeFolder } from '../make-folder'
import { isBusy } from './libsql'

// Prisma's own `migrate deploy` needs an engine that it downloads, which not every machine may do.
// This applies the same files and keeps the same table, so that Prisma's tools see the same state.

interface Migration {
  name: string
  sql: string
  checksum: string
}

/** An open database, with every other process held back until `close`. */
interface Connection {
  query(sql: string, values?: string[]): Promise<Record<string, unknown>[]>
  /** Runs a whole script of statements. */
  script(sql: string): Promise<unknown>
  commit(): Promise<unknown>
  close(): Promise<unknown> | void
}

/**
 * Brings the database to the newest migration and gives the names of those applied. Creates the
 * SQLite file, asserts WAL mode, and is safe to call from many processes at once and many times.
 * Throws an OperatorError where the database can't be reached or its migrations are not ours.
 */
export async function migrate(database: Env['database'], folder = path.resolve('prisma')): Promise<string[]> {
  const migrations = readMigrations(path.join(folder, database.provider, 'migrations'))
  const connection = await (database.provider === 'sqlite' ? connectSqlite(database.url) : connectPostgres(database.url))
  try {
    const applied = await applyMissing(connection, migrations, database.provider)
    await connection.commit()
    return applied
  } finally {
    await connection.close()
  }
}

/** The names of the migrations that come with the portal, in their order. */
export function listMigrations(provider: Env['database']['provider'], folder = path.resolve('prisma')): string[] {
  return readMigrations(path.join(folder, provider, 'migrations')).map(({ name }) => name)
}

function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) throw new OperatorError(`The migrations in ${folder} are missing; start Lectern from its own folder.`)
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

async function applyMissing(connection: Connection, migrations: Migration[], provider: Env['database']['provider']): Promise<string[]> {
  await connection.script(migrationsTable[provider])
  const rows = await connection.query('SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL')
  const recorded = new Map(rows.map((row) => [row.migration_name, row]))
  const applied: string[] = []
  for (const { name, sql, checksum } of migrations) {
    const record = recorded.get(name)
    if (record && record.finished_at === null) throw new OperatorError(`The migration ${name} was begun on this database and not finished. Mend it with "npx prisma migrate resolve".`)
    if (record && record.checksum !== checksum) throw new OperatorError(`The migration ${name} differs from the one this database was made with. Restore the file; add a new migration for a change.`)
    if (record) continue
    await connection.script(sql)
    const now = provider === 'sqlite' ? `unixepoch() * 1000` : 'now()'
    const [one, two, three] = provider === 'sqlite' ? ['?', '?', '?'] : ['$1', '$2', '$3']
    await connection.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES (${one}, ${two}, ${three}, ${now}, ${now}, 1)`,
      [randomUUID(), checksum, name],
    )
    applied.push(name)
  }
  return applied
}

/** How long a process that starts beside others waits for its turn. */
const patience = 30_000

async function connectSqlite(url: string): Promise<Connection> {
  const file = decodeURIComponent(url.slice('file:'.length))
  const end = performance.now() + patience
  for (;;) {
    const client = openSqlite(url, file)
    try {
      return await lockSqlite(client, file)
    } catch (error) {
      client.close()
      if (error instanceof OperatorError) throw error
      if (!isBusy(error) || performance.now() > end) throw new OperatorError(`The database ${file} can't be used: ${(error as Error).message}.`)
      // On a new connection, since libSQL leaves open what it gave up on; and here, since its own wait holds up the event loop.
      await wait(20 + Math.random() * 60)
    }
  }
}

async function lockSqlite(client: Client, file: string): Promise<Connection> {
  const mode = (await client.execute('PRAGMA journal_mode = WAL')).rows[0]?.journal_mode
  // Without WAL one reader at the wrong moment makes every later write fail (docs/decisions/0003).
  if (mode !== 'wal') throw new OperatorError(`The database ${file} can't be put in WAL mode (it is in "${mode}"). Keep it on a local disk that allows shared memory.`)
  // A migration that rebuilds a table drops the old one, which would cascade; it can't be switched off later, inside the transaction.
  await client.execute('PRAGMA foreign_keys = OFF')
  const transaction = await client.transaction('write')
  return {
    query: async (sql, values = []) => (await transaction.execute({ sql, args: values })).rows,
    script: (sql) => transaction.executeMultiple(sql),
    commit: () => transaction.commit(),
    close: () => {
      // Rolls back what was not committed.
      transaction.close()
      client.close()
    },
  }
}

function openSqlite(url: string, file: string) {
  try {
    makeFolder(path.dirname(file))
    return createClient({ url, timeout: 100 })
  } catch (error) {
    throw new OperatorError(`The database ${file} can't be ${existsSync(file) ? 'opened' : 'created'}: ${(error as Error).message}.`)
  }
}

async function connectPostgres(url: string): Promise<Connection> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
    // The number that Prisma's own tools lock by.
    await client.query('BEGIN; SELECT pg_advisory_xact_lock(72707369)')
  } catch (error) {
    await client.end()
    const { hostname, port, pathname } = new URL(url)
    throw new OperatorError(`PostgreSQL at ${hostname}:${port || 5432}${pathname} can't be reached: ${describe(error)}.`)
  }
  return {
    query: async (sql, values) => (await client.query(sql, values)).rows,
    script: (sql) => client.query(sql),
    commit: () => client.query('COMMIT'),
    close: () => client.end(),
  }
}

/** Several addresses refused at once come as an AggregateError without a message of its own. */
function describe(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error
  return (first as Error).message
}

/** As Prisma makes it. */
const migrationsTable = {
  sqlite: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
  )`,
  postgresql: `CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
  )`,
}
