import { z } from 'zod'
import { readRows, toLine, startSum, type Sum } from './rows'
import { countRows, readApplied, readTables, type Table, type Value } from './tables'
import type { Connection } from '../db'

/** The header of a database copy, before its rows. */
export const headerSchema = z.object({
  format: z.literal('lectern-backup'),
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Version of the portal that made it. */
  lectern: z.string(),
  /** Provider of its database; a copy can be loaded into either. */
  provider: z.enum(['sqlite', 'postgresql']),
  /** Names of the migrations applied to it. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(z.object({ name: z.string(), rows: z.number(), columns: z.array(z.string()) })),
})
/** The header of a database copy. */
export type Header = z.infer<typeof headerSchema>

/** A copy of a whole database: header, rows and checksums. */
export interface Copy {
  header: Header
  /** Rows in batches, table by table in the header's order. */
  rows(): AsyncIterable<{ table: string; rows: Value[][] }>
  /** Checksums; available once all rows were read. */
  sums(): Record<string, Sum>
}

/** Copies the snapshot of a connection. */
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
