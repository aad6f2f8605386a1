import { createHash } from 'node:crypto'
import type { Connection, Row } from '../db'
import type { Kind, Table, Value } from './tables'

/** Limits of one batch in memory: rows and bytes. A single row may exceed the bytes. */
export const most = { rows: 500, bytes: 4 * 1024 * 1024 }

/** Reads all rows of a table in key order, in batches. */
export async function* readRows(connection: Connection, table: Table): AsyncGenerator<Value[][]> {
  for await (const rows of connection.provider === 'sqlite'
    ? pageSqlite(connection, table)
    : pagePostgres(connection, table))
    yield rows.map((row) =>
      table.columns.map(({ name, kind }) => fromDatabase(row[name], kind, `${table.name}.${name}`)),
    )
}

/** Pages by key, since libSQL returns all rows of a statement at once. */
async function* pageSqlite(connection: Connection, { name, columns, key }: Table): AsyncGenerator<Row[]> {
  const names = key.map((column) => `"${column}"`).join(', ')
  const texts = columns
    .filter(({ kind }) => kind === 'text')
    .map((column) => `coalesce(length(CAST("${column.name}" AS BLOB)), 0)`)
  const size = `SELECT ${texts.join(' + ') || '0'} AS size FROM "${name}"`
  const start = `SELECT ${columns.map((column) => `"${column.name}"`).join(', ')} FROM "${name}"`
  const readPage = (sql: string, limit: number) => {
    const from = last
    const after = from ? ` WHERE (${names}) > (${key.map(() => '?').join(', ')})` : ''
    return connection.query(
      `${sql}${after} ORDER BY ${names} LIMIT ${limit}`,
      from ? key.map((column) => from[column] as string) : [],
    )
  }
  let last: Row | undefined
  for (;;) {
    const sizes = await readPage(size, most.rows)
    for (const count of splitBySize(sizes.map(toSize))) {
      const rows = await readPage(start, count)
      yield rows
      last = rows.at(-1)
    }
    if (sizes.length < most.rows) return
  }
}

async function* pagePostgres(connection: Connection, { name, columns, key }: Table): AsyncGenerator<Row[]> {
  // node-postgres would read a time without zone as local time.
  const selected = columns.map((column) =>
    column.kind === 'time'
      ? `to_char("${column.name}", 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "${column.name}"`
      : `"${column.name}"`,
  )
  const texts = columns
    .filter(({ kind }) => kind === 'text')
    .map((column) => `coalesce(octet_length("${column.name}"), 0)`)
  const order = `ORDER BY ${key.map((column) => `"${column}" COLLATE "C"`).join(', ')}`
  await connection.query(
    `DECLARE sizes NO SCROLL CURSOR FOR SELECT ${texts.join(' + ') || '0'} AS size FROM "${name}" ${order}`,
  )
  await connection.query(`DECLARE rows NO SCROLL CURSOR FOR SELECT ${selected.join(', ')} FROM "${name}" ${order}`)
  for (;;) {
    const sizes = await connection.query(`FETCH ${most.rows} FROM sizes`)
    for (const count of splitBySize(sizes.map(toSize))) yield await connection.query(`FETCH ${count} FROM rows`)
    if (sizes.length < most.rows) break
  }
  await connection.query('CLOSE sizes')
  await connection.query('CLOSE rows')
}

const toSize = ({ size }: Row) => Number(size)

/** Splits rows of these sizes into as few batches as fit into memory; returns the number of rows in each. */
function splitBySize(sizes: number[]): number[] {
  const groups: number[] = []
  let [rows, bytes] = [0, 0]
  for (const size of sizes) {
    if (rows === most.rows || (rows > 0 && bytes + size > most.bytes)) {
      groups.push(rows)
      ;[rows, bytes] = [0, 0]
    }
    rows++
    bytes += size
  }
  return rows ? [...groups, rows] : groups
}

/** Formats a row as a line of a backup. */
export const toLine = (row: Value[]) => `${JSON.stringify(row)}\n`

/** Number of rows and checksum of a table: equal for equal rows in any database. */
export interface Sum {
  rows: number
  sha256: string
}

/** Starts the checksum of a table's rows. */
export function startSum(): { add(lines: string[]): void; end(): Sum } {
  const hash = createHash('sha256')
  let rows = 0
  return {
    add(lines) {
      rows += lines.length
      for (const line of lines) hash.update(line)
    },
    end: () => ({ rows, sha256: hash.digest('hex') }),
  }
}

/** Computes the checksum of a table in a database. */
export async function readSum(connection: Connection, table: Table): Promise<Sum> {
  const sum = startSum()
  for await (const rows of readRows(connection, table)) sum.add(rows.map(toLine))
  return sum.end()
}

function fromDatabase(value: unknown, kind: Kind, where: string): Value {
  if (value === null || value === undefined) return null
  if (kind === 'boolean') return value === true || Number(value) === 1
  if (kind === 'integer' && Number.isSafeInteger(Number(value))) return Number(value)
  if (kind === 'text' && typeof value === 'string') return value
  if (kind === 'time') {
    const time = new Date(toZoned(value as string | number))
    if (!Number.isNaN(time.getTime())) return time.toISOString()
  }
  throw new Error(`${where} has a value that is not a ${kind}: ${JSON.stringify(String(value).slice(0, 100))}.`)
}

/** SQLite's CURRENT_TIMESTAMP is UTC without a zone. */
const toZoned = (value: string | number) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(value)
    ? `${value.replace(' ', 'T')}Z`
    : value

/** Inserts rows into a table. */
export async function insertRows(connection: Connection, { name, columns }: Table, rows: Value[][]): Promise<void> {
  const isSqlite = connection.provider === 'sqlite'
  let place = 0
  const tuples = rows.map(() => `(${columns.map(() => (isSqlite ? '?' : `$${++place}`)).join(', ')})`)
  const values = rows.flatMap((row) => columns.map(({ kind }, index) => toDatabase(row[index] ?? null, kind, isSqlite)))
  await connection.query(
    `INSERT INTO "${name}" (${columns.map((column) => `"${column.name}"`).join(', ')}) VALUES ${tuples.join(', ')}`,
    values,
  )
}

/** Converts a value for the database. SQLite compares times as text, so they are written as Prisma does. */
function toDatabase(value: Value, kind: Kind, isSqlite: boolean): string | number | null {
  if (typeof value === 'boolean') return isSqlite ? Number(value) : String(value)
  if (kind === 'time' && typeof value === 'string')
    return isSqlite ? value.replace('Z', '+00:00') : value.replace('Z', '')
  return value
}
