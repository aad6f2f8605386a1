import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { UserFacingError, type Env } from '../env'
import { explainPostgres, explainSqlite, lock, type Connection } from './connection'
import { toFile } from './database-file'

// Applies Prisma's migration files and keeps its table, so that Prisma's tools see the same state. `prisma migrate
// deploy` itself needs to download an engine, which not every machine can.

/** A migration file of Prisma. */
export interface Migration {
  name: string
  sql: string
  checksum: string
}

/**
 * Applies missing migrations and returns their names. Creates the SQLite file and puts it in WAL mode. Safe to call
 * repeatedly and from several processes. Throws a UserFacingError if the database can't be reached, or if its
 * migrations differ from ours.
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

/** Reads all migrations of a provider, in order. */
export function readMigrations(provider: Env['database']['provider'], prisma = path.resolve('prisma')): Migration[] {
  const folder = path.join(prisma, provider, 'migrations')
  if (!existsSync(folder))
    throw new UserFacingError(`The migrations in ${folder} are missing. Start Lectern from its own folder.`)
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/** Applies the migrations that the database lacks, and returns their names. */
export async function applyMissing(connection: Connection, migrations: Migration[]): Promise<string[]> {
  const { provider } = connection
  await connection.script(migrationsTable[provider])
  // Fails on a read-only file now, and not in the middle of the transaction.
  await connection.query('DELETE FROM _prisma_migrations WHERE 1 = 0')
  const rows = await connection.query(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  const recorded = new Map(rows.map((row) => [row.migration_name, row]))
  const applied: string[] = []
  // Rebuilding drops and renames a table, which SQLite refuses by default if a trigger names it.
  if (provider === 'sqlite') await connection.script('PRAGMA legacy_alter_table = ON')
  for (const { name, sql, checksum } of migrations) {
    const record = recorded.get(name)
    if (record && record.finished_at === null)
      throw new UserFacingError(
        `The migration ${name} was started on this database but not finished. Repair it with "npx prisma migrate resolve".`,
      )
    if (record && record.checksum !== checksum)
      throw new UserFacingError(
        `The migration ${name} differs from the one applied to this database. Restore its file, and put changes into a new migration.`,
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

/** The table as Prisma creates it. */
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
