import { setImmediate as nextTurn } from 'node:timers/promises'

/** Rows per statement; with four columns each, far below both databases' limit of parameters. */
const rowsAtOnce = 500

/** Splits rows into chunks for one INSERT each, to write to disk once per chunk and not per row. */
export function* inChunks<Row>(rows: Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) yield rows.slice(from, from + rowsAtOnce)
}

/**
 * Reads rows in pages, each after the last row of the one before. The SQLite driver reads in this thread: 20,000 rows at
 * once would block it for half a second.
 */
export async function* inPages<Row>(
  read: (take: number, last: Row | undefined) => PromiseLike<Row[]>,
): AsyncGenerator<Row> {
  for (let rows = await read(rowsAtOnce, undefined); ; rows = await read(rowsAtOnce, rows.at(-1))) {
    yield* rows
    if (rows.length < rowsAtOnce) return
    await nextTurn()
  }
}
