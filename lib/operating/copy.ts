import { z } from 'zod'
import { readRows, toLine, startSum, type Sum } from './rows'
import { countRows, readApplied, readTables, type Table, type Value } from './tables'
import type { Connection } from '../db'

/** What a copy of a database says of itself before its rows. */
export const headerSchema = z.object({
  format: z.literal('lectern-backup'),
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  /** The portal's version that made it. */
  lectern: z.string(),
  /** The database it was made from; it goes into either. */
  provider: z.enum(['sqlite', 'postgresql']),
  /** The migrations applied there, by name. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(z.object({ name: z.string(), rows: z.number(), columns: z.array(z.string()) })),
})
export type Header = z.infer<typeof headerSchema>

/** A database as a whole: its header, then its rows, then what they sum up to. */
export interface Copy {
  header: Header
  /** Some rows of a table at a time; the tables one after the other, in the header's order. */
  rows(): AsyncIterable<{ table: string; rows: Value[][] }>
  /** Known once all rows were read. */
  sums(): Record<string, Sum>
}

/** Copies what a snapshot of a database sees. */
export async function copyDatabase(connection: Connection, lectern: string): Promise<Copy> {
  const tables = await readTables(connection)
  const counted: Header['tables'] = []
  for (const table of tables)
    counted.push({
      name: table.name,
      rows: await countRows(connection, table),
      columns: table.columns.map(({ name }) => name),
    })
  const sums: Record<string, Sum> = {}
  return {
    header: {
      format: 'lectern-backup',
      version: 1,
      createdAt: new Date().toISOString(),
      lectern,
      provider: connection.provider,
      migrations: await readApplied(connection),
      tables: counted,
    },
    rows: () => readAll(connection, tables, sums),
    sums: () => sums,
  }
}

async function* readAll(connection: Connection, tables: Table[], sums: Record<string, Sum>) {
  for (const table of tables) {
    const sum = startSum()
    for await (const rows of readRows(connection, table)) {
      sum.add(rows.map(toLine))
      yield { table: table.name, rows }
    }
    sums[table.name] = sum.end()
  }
}
