import { createHash } from 'node:crypto'
import type { Connection, Row } from '../db'
import type { Kind, Table, Value } from './tables'

/** How many rows are in memory at once. */
const page = 500

/** Reads all rows of a table in the order of its key, some at a time. */
export async function* readRows(connection: Connection, table: Table): AsyncGenerator<Value[][]> {
  for await (const rows of connection.provider === 'sqlite' ? pageSqlite(connection, table) : pagePostgres(connection, table))
    yield rows.map((row) => table.columns.map(({ name, kind }) => fromDatabase(row[name], kind, `${table.name}.${name}`)))
}

/** From one key to the next, since libSQL gives all rows of a statement at once. */
async function* pageSqlite(connection: Connection, { name, columns, key }: Table): AsyncGenerator<Row[]> {
  const names = key.map((column) => `"${column}"`).join(', ')
  const start = `SELECT ${columns.map((column) => `"${column.name}"`).join(', ')} FROM "${name}"`
  for (let last: Row | undefined; ; ) {
    const from = last
    const after = from ? ` WHERE (${names}) > (${key.map(() => '?').join(', ')})` : ''
    const rows = await connection.query(`${start}${after} ORDER BY ${names} LIMIT ${page}`, from ? key.map((column) => from[column] as string) : [])
    if (rows.length) yield rows
    if (rows.length < page) return
    last = rows.at(-1)
  }
}

async function* pagePostgres(connection: Connection, { name, columns, key }: Table): AsyncGenerator<Row[]> {
  // node-postgres would take a time without a zone for one of this machine's.
  const selected = columns.map((column) => (column.kind === 'time' ? `to_char("${column.name}", 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "${column.name}"` : `"${column.name}"`))
  await connection.query(`DECLARE rows NO SCROLL CURSOR FOR SELECT ${selected.join(', ')} FROM "${name}" ORDER BY ${key.map((column) => `"${column}" COLLATE "C"`).join(', ')}`)
  for (;;) {
    const rows = await connection.query(`FETCH ${page} FROM rows`)
    if (rows.length) yield rows
    if (rows.length < page) break
  }
  await connection.query('CLOSE rows')
}

/** A row as one line of a backup. */
export const toLine = (row: Value[]) => `${JSON.stringify(row)}\n`

/** How many rows a table has and what they come to: the same for the same rows in any database. */
export interface Sum {
  rows: number
  sha256: string
}

/** Sums up the rows of a table as they come. */
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

/** Sums up a table as it stands. */
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
  throw new Error(`${where} holds something that is no ${kind}: ${JSON.stringify(String(value).slice(0, 100))}.`)
}

/** SQLite's own CURRENT_TIMESTAMP has no zone and is UTC. */
const toZoned = (value: string | number) => (typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(value) ? `${value.replace(' ', 'T')}Z` : value)

/** Adds rows to a table that is there. */
export async function insertRows(connection: Connection, { name, columns }: Table, rows: Value[][]): Promise<void> {
  const isSqlite = connection.provider === 'sqlite'
  let place = 0
  const tuples = rows.map(() => `(${columns.map(() => (isSqlite ? '?' : `$${++place}`)).join(', ')})`)
  const values = rows.flatMap((row) => columns.map(({ kind }, index) => toDatabase(row[index] ?? null, kind, isSqlite)))
  await connection.query(`INSERT INTO "${name}" (${columns.map((column) => `"${column.name}"`).join(', ')}) VALUES ${tuples.join(', ')}`, values)
}

/** In SQLite times are texts, and compared as such: spelt as Prisma spells them. */
function toDatabase(value: Value, kind: Kind, isSqlite: boolean): string | number | null {
  if (typeof value === 'boolean') return isSqlite ? Number(value) : String(value)
  if (kind === 'time' && typeof value === 'string') return isSqlite ? value.replace('Z', '+00:00') : value.replace('Z', '')
  return value
}
