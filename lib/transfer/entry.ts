import type { Progress } from '@/lib/shelf/progress'

/**
 * Statements of a row about a resource, each with its time as ISO text. A field without a time states nothing, and
 * leaves the shelf as it is.
 */
export interface Claim {
  bookmarked: boolean
  bookmarkedAt: string | null
  progress: Progress
  percent: number | null
  progressAt: string | null
  note: string | null
  noteAt: string | null
}

/** A row as its file had it, to write out rows that were not imported. */
export type Source =
  | { format: 'json'; mark: unknown }
  /** Also used for rows of other programs' JSON and of address lists: a bookmark can hold all of their fields. */
  | { format: 'html'; added: string; modified: string; tags: string[]; note: string }
  | { format: 'csv'; header: string[]; fields: string[] }

/** A row of an imported file. */
export interface Row {
  /** Line in its file, from 1. */
  line: number
  title: string
  href: string | null
  /** Id of a resource; only in our own format. */
  resource: string | null
  source: Source
  /** Sentences for the reader on changed or omitted parts. */
  remarks: string[]
}

/** A row with its claim, or the reason why it can't be imported. */
export type Entry = Row & ({ claim: Claim; reason: null } | { claim: null; reason: string })

/** A batch of entries; the page can do other work between two. */
export interface Piece {
  entries: Entry[]
  /** Share of the file read so far, from 0 to 1. */
  share: number
  /** Format of the file, such as "Raindrop (CSV)"; in the first piece. */
  format?: string
  /** Sentences on the whole file: unused fields, its decoding. */
  notices?: string[]
}

/** The most rows in one file: what a browser page can still hold in memory. */
export const mostRows = 100_000

/** Options for reading a file. */
export interface ReadOptions {
  /** Longest note of a shelf. */
  noteLength: number
  /** Time for rows without one: when the file was last changed. */
  undated: string
}

/** Thrown if nothing in a file can be imported. Its message tells the reader why. */
export class UnreadableFileError extends Error {
  override name = 'UnreadableFileError'
}

/** The fault of a row, thrown and caught per row. Not an Error, since stack traces for many rows would take longer than reading them. */
export class Fault {
  constructor(readonly message: string) {}
}

/** A claim without statements. */
export const noClaim: Claim = {
  bookmarked: false,
  bookmarkedAt: null,
  progress: 'to-read',
  percent: null,
  progressAt: null,
  note: null,
  noteAt: null,
}

/** Returns a row with the claim of `say`, or with the fault it throws. */
export function toEntry(row: Row, say: () => Claim): Entry {
  try {
    return { ...row, claim: say(), reason: null }
  } catch (error) {
    if (error instanceof Fault) return { ...row, claim: null, reason: error.message }
    throw error
  }
}
