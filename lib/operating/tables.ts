import { readMigrations, type Connection } from '../db'

/** What a column holds, whichever database it is in. */
export type Kind = 'text' | 'integer' | 'boolean' | 'time'

/** A table of ours as it stands in a database. */
export interface Table {
  name: string
  columns: { name: string; kind: Kind }[]
  /** The columns of its primary key, by which its rows are put in order. */
  key: string[]
}

/** A value as it stands in a backup: the same for both databases. Times are ISO 8601 with milliseconds, in UTC. */
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

/** Reads which of our tables a database has, in the order of their names; tables of others that share it are none of them. */
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
        `The column ${table}.${column} is of a type that backups don't know: ${type}. Teach it to lib/operating/tables.ts.`,
      )
    const known = tables.get(table) ?? { name: table, columns: [], key: [], places: [] }
    tables.set(table, known)
    known.columns.push({ name: column, kind })
    if (place) known.key[place - 1] = column
  }
  // In an order that is everybody's: two databases may have added the same columns in another.
  return [...tables.values()]
    .map(({ name, columns, key }) => ({ name, key, columns: columns.toSorted((a, b) => compare(a.name, b.name)) }))
    .sort((a, b) => compare(a.name, b.name))
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))

/** Every table that a migration of ours ever made. */
function listOurTables(provider: Connection['provider']): Set<string> {
  return new Set(
    readMigrations(provider).flatMap(({ sql }) =>
      [...sql.matchAll(/^CREATE TABLE "(\w+)"/gm)].map(([, name = '']) => name),
    ),
  )
}

/** The migrations applied to a database, by name; none where it is empty. */
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

/** How many rows a table has. */
export async function countRows(connection: Connection, { name }: Pick<Table, 'name'>): Promise<number> {
  const [row] = await connection.query(`SELECT count(*) AS rows FROM "${name}"`)
  return Number(row?.rows)
}
