import { readMigrations, type Connection } from '../db'

/** The kind of a column's values, the same for both providers. */
export type Kind = 'text' | 'integer' | 'boolean' | 'time'

/** One of our tables in a database. */
export interface Table {
  name: string
  columns: { name: string; kind: Kind }[]
  /** Columns of the primary key, which orders the rows. */
  key: string[]
}

/** A value in a backup, the same for both providers. Times are ISO 8601 in UTC with milliseconds. */
export type Value = string | number | boolean | null

const kinds: Record<string, Kind> = {
  TEXT: 'text',
  INTEGER: 'integer',
  BIGINT: 'integer',
  BOOLEAN: 'boolean',
  DATETIME: 'time',
  'TIMESTAMP WITHOUT TIME ZONE': 'time',
}

const columnsOf = {
  sqlite: `SELECT t.name AS "table", c.name AS "column", c.type, c.pk AS place FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.cid`,
  postgresql: `SELECT c.table_name AS "table", c.column_name AS "column", c.data_type AS type, coalesce(k.ordinal_position, 0) AS place
    FROM information_schema.columns c
    LEFT JOIN (information_schema.table_constraints t JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name, table_name))
      ON t.constraint_type = 'PRIMARY KEY' AND t.table_schema = c.table_schema AND k.table_name = c.table_name AND k.column_name = c.column_name
    WHERE c.table_schema = current_schema() ORDER BY c.table_name, c.ordinal_position`,
}

/** Reads our tables of a database, in order of name, and leaves out others'. */
export async function readTables(connection: Connection): Promise<Table[]> {
  const ours = listOurTables(connection.provider)
  const tables = new Map<string, Table & { places: number[] }>()
  for (const row of await connection.query(columnsOf[connection.provider])) {
    const [table, column, type, place] = [
      String(row.table),
      String(row.column),
      String(row.type).toUpperCase(),
      Number(row.place),
    ]
    if (!ours.has(table)) continue
    const kind = kinds[type]
    if (!kind)
      throw new Error(
        `The column ${table}.${column} has the type ${type}, which backups don't support. Add it to lib/operating/tables.ts.`,
      )
    const known = tables.get(table) ?? { name: table, columns: [], key: [], places: [] }
    tables.set(table, known)
    known.columns.push({ name: column, kind })
    if (place) known.key[place - 1] = column
  }
  // Sorted, since two databases may have added their columns in different orders.
  return [...tables.values()]
    .map(({ name, columns, key }) => ({ name, key, columns: columns.toSorted((a, b) => compare(a.name, b.name)) }))
    .sort((a, b) => compare(a.name, b.name))
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))

/** Returns every table that one of our migrations created. */
function listOurTables(provider: Connection['provider']): Set<string> {
  return new Set(
    readMigrations(provider).flatMap(({ sql }) =>
      [...sql.matchAll(/^CREATE TABLE "(\w+)"/gm)].map(([, name = '']) => name),
    ),
  )
}

/** Returns the names of applied migrations; none for an empty database. */
export async function readApplied(connection: Connection): Promise<string[]> {
  const [found] = await connection.query(
    connection.provider === 'sqlite'
      ? `SELECT 1 AS there FROM sqlite_schema WHERE name = '_prisma_migrations'`
      : `SELECT 1 AS there WHERE to_regclass('_prisma_migrations') IS NOT NULL`,
  )
  if (!found) return []
  const rows = await connection.query(
    'SELECT migration_name FROM _prisma_migrations WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL ORDER BY migration_name',
  )
  return rows.map((row) => String(row.migration_name))
}

/** Counts the rows of a table. */
export async function countRows(connection: Connection, { name }: Pick<Table, 'name'>): Promise<number> {
  const [row] = await connection.query(`SELECT count(*) AS rows FROM "${name}"`)
  return Number(row?.rows)
}
