import type { Progress } from './progress'

/**
 * What one reader has set on one resource. Each field carries when it was last changed, also when it
 * was taken back; null while it never was.
 */
export interface Mark {
  bookmarked: boolean
  bookmarkedAt: Date | null
  progress: Progress
  /** How far, from 0 to 100, while reading. */
  percent: number | null
  progressAt: Date | null
  /** Plain text. */
  note: string | null
  noteAt: Date | null
}

/** A mark as it is kept: under the id that its resource had when it was made. */
export interface StoredMark extends Mark {
  resourceId: string
}

/** One reader's marks on the resources of a page. */
export interface ReaderMarks {
  /** Whose they are: the reader's id. */
  reader: string
  marks: ReadonlyMap<string, Mark>
  /** When they were read, by the server's clock, in milliseconds since 1970. */
  asOf: number
  /** The resource whose first mark has just made a guest. */
  firstMark?: string
}

/** The longest note, in characters (UTF-16 units, as browsers count them). */
export const noteLength = 2000

/** The longest note that is stored: several that merging has joined. In code points, as both databases count. */
export const joinedNoteLength = 10 * noteLength

export const noMark: Mark = {
  bookmarked: false,
  bookmarkedAt: null,
  progress: 'to-read',
  percent: null,
  progressAt: null,
  note: null,
  noteAt: null,
}

/** Whether a mark is on the shelf, or all of it was taken back. */
export function isOnShelf({ bookmarked, progress, note }: Mark): boolean {
  return bookmarked || progress !== 'to-read' || note !== null
}

/** When a mark was last changed; null for no mark at all. */
export function getChangedAt({ bookmarkedAt, progressAt, noteAt }: Mark): Date | null {
  const times = [bookmarkedAt, progressAt, noteAt].filter((at) => at !== null)
  return times.length ? new Date(Math.max(...times.map(Number))) : null
}

/**
 * Two marks on one resource as one: of each field the later change holds, and of two at the same moment
 * the first mark's. A text stays beside none, and of two different ones the second follows the first, as
 * far as a note may reach. Merging the same again changes nothing. `marks.ts` does the same in SQL.
 */
export function mergeMark(first: Mark, second: Mark): Mark {
  const bookmark = isLater(second.bookmarkedAt, first.bookmarkedAt) ? second : first
  const progress = isLater(second.progressAt, first.progressAt) ? second : first
  return {
    bookmarked: bookmark.bookmarked,
    bookmarkedAt: bookmark.bookmarkedAt,
    progress: progress.progress,
    percent: progress.percent,
    progressAt: progress.progressAt,
    note: joinNotes(first.note, second.note).note,
    noteAt: isLater(second.noteAt, first.noteAt) ? second.noteAt : first.noteAt,
  }
}

/** What stands between two notes that became one. */
export const betweenNotes = '\n\n'

/**
 * Joins two notes on one resource. A note that is part of the other adds nothing; what goes beyond the
 * limit is cut off the second, and `isShortened` says so. A first note over the limit stays as it is.
 */
export function joinNotes(first: string | null, second: string | null): { note: string | null; isShortened: boolean } {
  if (second === null) return { note: first, isShortened: false }
  if (first === null) return shorten(second)
  if (first.includes(second)) return { note: first, isShortened: false }
  if (countCodePoints(first) >= joinedNoteLength) return { note: first, isShortened: true }
  const kept = shorten(second)
  return kept.note.includes(first) ? kept : shorten(first + betweenNotes + second)
}

function shorten(text: string): { note: string; isShortened: boolean } {
  const note = cutNote(text)
  return { note, isShortened: note !== text }
}

/** The start of a text that a note can hold; never half of a surrogate pair. */
export function cutNote(text: string): string {
  if (text.length <= joinedNoteLength) return text
  let end = 0
  for (let count = 0; count < joinedNoteLength && end < text.length; count++)
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1
  return text.slice(0, end)
}

/** The length of a text as both databases count it. */
export function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

function isLater(one: Date | null, other: Date | null): boolean {
  // Never having been set is the earliest.
  return (one?.getTime() ?? -Infinity) > (other?.getTime() ?? -Infinity)
}

/** "2 notes were shortened: …", said where marks were merged. */
export function describeShortened(count: number): string {
  return `${count === 1 ? 'One note was' : `${count.toLocaleString('en')} notes were`} shortened: a note holds at most ${joinedNoteLength.toLocaleString('en')} characters.`
}
