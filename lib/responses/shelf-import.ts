import { asRecord, parseList } from './json'

const outcomes = ['new', 'held', 'elsewhere'] as const

/** What becomes of an imported row: a mark, nothing (the shelf holds it), or nothing (the portal lists no such tutorial). */
export type ImportOutcome = (typeof outcomes)[number]

/** What rows that are imported, or would be, are answered with. */
export interface ShelfImportResponse {
  /** Of each row. */
  outcomes: ImportOutcome[]
  /** The id of each row's resource; null where the portal has none. */
  ids: (string | null)[]
  /** The resources whose note would be longer than a note may be, so that its end is cut off. */
  shortened: string[]
}

/** Reads the JSON that answers so many rows; null if it is no such answer. */
export function parseShelfImport(json: unknown, rows: number): ShelfImportResponse | null {
  const fields = asRecord(json)
  const found = parseList(fields.outcomes, (outcome) => outcomes.find((each) => each === outcome) ?? null)
  const ids = parseList(fields.ids, (id) => (id === null || typeof id === 'string' ? { id } : null))
  const shortened = parseList(fields.shortened, (id) => (typeof id === 'string' ? id : null))
  if (found?.length !== rows || ids?.length !== rows || !shortened) return null
  return { outcomes: found, ids: ids.map(({ id }) => id), shortened }
}
