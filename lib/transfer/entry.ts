import type { Progress } from '@/lib/shelf/progress'

/**
 * What a row says of a resource. A time is ISO text and says when; a field without its time says
 * nothing, and leaves what a shelf holds as it is.
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

/** A row as its file had it, so that rows that were not imported can be written again. */
export type Source =
  | { format: 'json'; mark: unknown }
  /** Also for every other program's JSON and for lists of addresses: bookmarks say all that those do. */
  | { format: 'html'; added: string; modified: string; tags: string[]; note: string }
  | { format: 'csv'; header: string[]; fields: string[] }

export interface Row {
  /** Where it begins in its file, from 1. */
  line: number
  title: string
  href: string | null
  /** The id of a resource, which only our own format knows. */
  resource: string | null
  source: Source
  /** What of the row was changed or left out, in sentences for its reader. */
  remarks: string[]
}

/** One row of a file: what it says, or why it can't be taken. */
export type Entry = Row & ({ claim: Claim; reason: null } | { claim: null; reason: string })

/** A part of a file that was read; between two of them a page can do something else. */
export interface Piece {
  entries: Entry[]
  /** How much of the file is read, from 0 to 1. */
  share: number
  /** What the file is, such as "Raindrop (CSV)"; in the first piece. */
  format?: string
  /** Sentences on the file as a whole: what of it is not used, how it was decoded. */
  notices?: string[]
}

/** More than anybody has, and what a page still holds. */
export const mostRows = 100_000

export interface ReadOptions {
  /** The longest note a shelf keeps. */
  noteLength: number
  /** The time of what the file gives none: when it was last changed itself. */
  undated: string
}

/** A file of which nothing can be taken, with a sentence that says why. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
}

/** A row's fault, thrown where it is found and caught where the row is made. No Error: a stack for each of many rows takes longer than reading them. */
export class Fault {
  constructor(readonly message: string) {}
}

/** Says nothing. */
export const noClaim: Claim = {
  bookmarked: false,
  bookmarkedAt: null,
  progress: 'to-read',
  percent: null,
  progressAt: null,
  note: null,
  noteAt: null,
}

/** The row with what `say` makes of it, or with the fault it finds. */
export function toEntry(row: Row, say: () => Claim): Entry {
  try {
    return { ...row, claim: say(), reason: null }
  } catch (error) {
    if (error instanceof Fault) return { ...row, claim: null, reason: error.message }
    throw error
  }
}
