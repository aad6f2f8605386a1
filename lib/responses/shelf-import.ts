import { asRecord, parseList } from './json'

const outcomes = ['new', 'held', 'elsewhere'] as const

/** The outcome of importing a row: stored, or skipped because the shelf has it or the portal does not list it. */
export type ImportOutcome = (typeof outcomes)[number]

/** The response to an import or its preview. */
export interface ShelfImportResponse {
  /** One per row. */
  outcomes: ImportOutcome[]
  /** The id of each row's resource; null if the portal does not list it. */
  ids: (string | null)[]
  /** The resources whose merged note would exceed the limit, so that its end is cut off. */
  shortened: string[]
}

/** Parses the response to an import of `rows` rows; null for any other response. */
export function parseShelfImport(json: unknown, rows: number): ShelfImportResponse | null {
  const fields = asRecord(json)
  const found = parseList(fields.outcomes, (outcome) => outcomes.find((each) => each === outcome) ?? null)
  const ids = parseList(fields.ids, (id) => (id === null || typeof id === 'string' ? { id } : null))
  const shortened = parseList(fields.shortened, (id) => (typeof id === 'string' ? id : null))
  if (found?.length !== rows || ids?.length !== rows || !shortened) return null
  return { outcomes: found, ids: ids.map(({ id }) => id), shortened }
}
