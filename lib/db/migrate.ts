import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { OperatorError, type Env } from '../env'
import { explainPostgres, explainSqlite, lock, type Connection } from './connection'
import { toFile } from './database-file'

// Prisma's own `migrate deploy` needs an engine that it downloads, which not every machine may do.
// This applies the same files and keeps the same table, so that Prisma's tools see the same state.

/** One of Prisma's files. */
export interface Migration {
  name: string
  sql: string
  checksum: string
}

/**
 * Brings the database to the newest migration and gives the names of those applied. Creates the
 * SQLite file, asserts WAL mode, and is safe to call from many processes at once and many times.
 * Throws an OperatorError where the database can't be reached or its migrations are not ours.
 */
export async function migrate(database: Env['database'], folder?: string): Promise<string[]> {
  const migrations = readMigrations(database.provider, folder)
  const connection = await lock(database)
  try {
    const applied = await applyMissing(connection, migrations)
    await connection.commit()
    return applied
  } catch (error) {
    throw (
      (database.provider === 'sqlite'
        ? explainSqlite(error, toFile(database.url))
        : explainPostgres(error, database)) ?? error
    )
  } finally {
    await connection.close()
  }
}

/** All migrations of that provider, in their order. */
export function readMigrations(provider: Env['database']['provider'], prisma = path.resolve('prisma')): Migration[] {
  const folder = path.join(prisma, provider, 'migrations')
  if (!existsSync(folder))
    throw new OperatorError(`The migrations in ${folder} are missing; start Lectern from its own folder.`)
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/** Applies those that the database lacks, and gives their names. */
export async function applyMissing(connection: Connection, migrations: Migration[]): Promise<string[]> {
  const { provider } = connection
  await connection.script(migrationsTable[provider])
  // A file that may only be read lets a transaction begin as if it might be written to.
  await connection.query('DELETE FROM _prisma_migrations WHERE 1 = 0')
  const rows = await connection.query(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  const recorded = new Map(rows.map((row) => [row.migration_name, row]))
  const applied: string[] = []
  // A table is rebuilt by dropping it and renaming another, which SQLite refuses by default where a trigger names it.
  if (provider === 'sqlite') await connection.script('PRAGMA legacy_alter_table = ON')
  for (const { name, sql, checksum } of migrations) {
    const record = recorded.get(name)
    if (record && record.finished_at === null)
      throw new OperatorError(
        `The migration ${name} was begun on this database and not finished. Mend it with "npx prisma migrate resolve".`,
      )
    if (record && record.checksum !== checksum)
      throw new OperatorError(
        `The migration ${name} differs from the one this database was made with. Restore the file; add a new migration for a change.`,
      )
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
