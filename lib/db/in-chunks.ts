/** The rows of one statement: four columns of them stay far below the parameters that either database takes. */
const rowsAtOnce = 500

/** Splits rows into as many as one INSERT takes, so that a thousand of them wait for the disk twice and not a thousand times. */
export function* inChunks<Row>(rows: Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) yield rows.slice(from, from + rowsAtOnce)
}
