import { setImmediate as nextTurn } from 'node:timers/promises'

/** The rows of one statement: four columns of them stay far below the parameters that either database takes. */
const rowsAtOnce = 500

/** Splits rows into as many as one INSERT takes, so that a thousand of them wait for the disk twice and not a thousand times. */
export function* inChunks<Row>(rows: Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) yield rows.slice(from, from + rowsAtOnce)
}

/**
 * Reads rows some at a time, each time those after the last one. The database's driver for SQLite reads in this thread:
 * 20,000 rows at once would keep everybody else waiting for half a second.
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
