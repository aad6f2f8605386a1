import {
  applyMissing,
  explainPostgres,
  explainSqlite,
  lock,
  nameDatabase,
  readMigrations,
  toFile,
  type Connection,
} from '../db'
import { UserFacingError, type Env } from '../env'
import type { Progress } from './backup'
import { withoutBounds } from './bounds'
import type { Copy, Header } from './copy'
import { insertRows, readSum, type Sum } from './rows'
import { countRows, readApplied, readTables, type Table } from './tables'

/** The result of loading a copy. */
export interface Loaded {
  /** Checksums by table, verified against the copy. */
  tables: Record<string, Sum>
  /** Migrations applied after loading. */
  migrated: string[]
  /** Accounts that the replaced database lacked, perhaps because they were deleted since. */
  returned: string[]
}

/**
 * Loads a copy into a database in one transaction: creates the tables of its version, fills and verifies them, then
 * applies newer migrations. Rolls back on any error, and if `keep` is false.
 */
export async function loadCopy(
  database: Env['database'],
  copy: Copy,
  {
    replace = false,
    keep = true,
    onProgress = () => {},
  }: { replace?: boolean; keep?: boolean; onProgress?: Progress } = {},
): Promise<Loaded> {
  const migrations = readMigrations(database.provider)
  const known = migrations.map(({ name }) => name)
  const { header } = copy
  requireKnown(header.migrations, known, 'The copy')
  const connection = await lock(database)
  try {
    const applied = await readApplied(connection)
    requireKnown(applied, known, `The database (${nameDatabase(database)})`)
    const before = await clear(connection, replace, nameDatabase(database))
    await applyMissing(connection, migrations.slice(0, header.migrations.length))
    const tables = await readTables(connection)
    requireSameTables(header, tables)
    await deferForeignKeys(connection)
    const names = tables.map(({ name }) => name)
    const returned = await withoutBounds(connection, names, async () => {
      const found = await fill(connection, copy, tables, before, onProgress)
      await checkForeignKeys(connection)
      return found
    })
    const sums: Record<string, Sum> = {}
    for (const table of tables) {
      const sum = (sums[table.name] = await readSum(connection, table))
      if (sum.sha256 !== copy.sums()[table.name]?.sha256)
        throw new UserFacingError(
          `The rows of "${table.name}" differ from the copy after loading. Nothing was changed. Please report this.`,
        )
    }
    const migrated = await applyMissing(connection, migrations)
    if (keep) await connection.commit()
    return { tables: sums, migrated, returned }
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

function requireKnown(applied: string[], ours: string[], what: string): void {
  const foreign = applied.find((name, index) => name !== ours[index])
  if (foreign)
    throw new UserFacingError(
      `${what} has the migration ${foreign}, which this version of Lectern does not have at that point. Use the version that made it.`,
    )
}

/** Drops our tables, if they are empty or may be replaced. Returns the ids of accounts in them. */
async function clear(connection: Connection, replace: boolean, name: string): Promise<Set<string> | null> {
  const tables = await readTables(connection)
  const full: { table: string; rows: number }[] = []
  for (const table of tables) {
    const rows = await countRows(connection, table)
    if (rows) full.push({ table: table.name, rows })
  }
  if (full.length && !replace)
    throw new UserFacingError(
      `The database (${name}) is not empty: ${full.map(({ table, rows }) => `${table} ${rows}`).join(', ')}. Nothing was changed. Use an empty database, or replace its content with "restore --replace".`,
    )
  const hadUsers = full.some(({ table }) => table === 'user')
  const users = hadUsers ? new Set((await connection.query('SELECT id FROM "user"')).map(({ id }) => String(id))) : null
  const ours = [...tables.map((table) => `"${table.name}"`), '_prisma_migrations']
  if (connection.provider === 'sqlite')
    for (const table of ours) await connection.script(`DROP TABLE IF EXISTS ${table}`)
  else await connection.script(`DROP TABLE IF EXISTS ${ours.join(', ')}`)
  return users
}

function requireSameTables(header: Header, tables: Table[]): void {
  const print = (list: { name: string; columns: string[] }[]) =>
    JSON.stringify(list.map(({ name, columns }) => [name, columns]))
  const ours = tables.map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) }))
  if (print(header.tables) !== print(ours))
    throw new UserFacingError('The copy has other tables than its migrations create. Nothing was changed.')
}

async function fill(
  connection: Connection,
  copy: Copy,
  tables: Table[],
  before: Set<string> | null,
  onProgress: Progress,
): Promise<string[]> {
  const returned: string[] = []
  const all = copy.header.tables.reduce((sum, { rows }) => sum + rows, 0)
  let done = 0
  for await (const { table: name, rows } of copy.rows()) {
    const table = tables.find((each) => each.name === name)
    if (!table)
      throw new UserFacingError(
        `The copy has rows of "${name}", a table that its header does not list. Nothing was changed.`,
      )
    await insertRows(connection, table, rows)
    if (name === 'user' && before) {
      const [id, guest] = ['id', 'isAnonymous'].map((column) => table.columns.findIndex((each) => each.name === column))
      for (const row of rows) if (!before.has(String(row[id!])) && row[guest!] !== true) returned.push(String(row[id!]))
    }
    onProgress((done += rows.length), all)
  }
  return returned
}

/** Defers foreign keys: rows come by table and key, so a row may precede the one it refers to. SQLite checks them on request (lib/db/connection.ts). */
async function deferForeignKeys(connection: Connection): Promise<void> {
  if (connection.provider === 'sqlite') return
  for (const { table, name } of await listForeignKeys(connection))
    await connection.script(`ALTER TABLE ${table} ALTER CONSTRAINT "${name}" DEFERRABLE INITIALLY DEFERRED`)
}

async function checkForeignKeys(connection: Connection): Promise<void> {
  if (connection.provider === 'sqlite') {
    const [broken] = await connection.query('PRAGMA foreign_key_check')
    if (broken)
      throw new UserFacingError(
        `A row of "${broken.table}" refers to a missing row of "${broken.parent}". Nothing was changed.`,
      )
    return
  }
  try {
    await connection.script('SET CONSTRAINTS ALL IMMEDIATE')
  } catch (error) {
    const { code, table, detail } = error as { code?: string; table?: string; detail?: string }
    if (code !== '23503') throw error
    throw new UserFacingError(
      `A row of "${table}" refers to a missing row (${detail?.replace(/\.$/, '')}). Nothing was changed.`,
    )
  }
  for (const { table, name } of await listForeignKeys(connection))
    await connection.script(`ALTER TABLE ${table} ALTER CONSTRAINT "${name}" NOT DEFERRABLE`)
}

async function listForeignKeys(connection: Connection): Promise<{ table: string; name: string }[]> {
  const rows = await connection.query(
    `SELECT conrelid::regclass::text AS "table", conname AS name FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`,
  )
  const ours = new Set((await readTables(connection)).map(({ name }) => name))
  return rows
    .map((row) => ({ table: String(row.table), name: String(row.name) }))
    .filter(({ table }) => ours.has(table.replaceAll('"', '')))
}
