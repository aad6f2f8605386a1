import { t } from '../../messages/generated/shelf-rules'
import type { Progress } from './progress'

/**
 * One reader's mark on one resource. Each field has the time of its last change, including its removal; null if it
 * was never set.
 */
export interface Mark {
  bookmarked: boolean
  bookmarkedAt: Date | null
  progress: Progress
  /** From 0 to 100, while reading. */
  percent: number | null
  progressAt: Date | null
  /** Plain text. */
  note: string | null
  noteAt: Date | null
}

/** A mark as stored, under the id that its resource had at that time. */
export interface StoredMark extends Mark {
  resourceId: string
}

/** One reader's marks on the resources of a page. */
export interface ReaderMarks {
  /** The reader's id. */
  reader: string
  marks: ReadonlyMap<string, Mark>
  /** When they were read, by the server's clock, in milliseconds since 1970. */
  asOf: number
  /** The resource of a visitor's first mark, if that mark has just created this guest. */
  firstMark?: string
}

/** The longest note that a reader can write, in characters (UTF-16 units, as browsers count them). */
export const noteLength = 2000

/** The longest note that is stored, after merging. In code points, as both databases count. */
export const joinedNoteLength = 10 * noteLength

/** A mark that was never set. */
export const noMark: Mark = {
  bookmarked: false,
  bookmarkedAt: null,
  progress: 'to-read',
  percent: null,
  progressAt: null,
  note: null,
  noteAt: null,
}

/** Whether a mark is on the shelf, that is, not all of it was removed. */
export function isOnShelf({ bookmarked, progress, note }: Mark): boolean {
  return bookmarked || progress !== 'to-read' || note !== null
}

/** Returns when a mark was last changed; null if it never was. */
export function getChangedAt({ bookmarkedAt, progressAt, noteAt }: Mark): Date | null {
  const times = [bookmarkedAt, progressAt, noteAt].filter((at) => at !== null)
  return times.length ? new Date(Math.max(...times.map(Number))) : null
}

/**
 * Merges two marks on one resource. For each field the later change wins; at the same time, the first mark. Two
 * different notes are joined up to the limit. Merging the same mark twice changes nothing. `marks.ts` does the
 * same in SQL.
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

/** The separator of joined notes. */
export const betweenNotes = '\n\n'

/**
 * Joins two notes on one resource. A note that is part of the other adds nothing. The end of the second is cut off
 * at the limit, which `isShortened` tells. A first note over the limit is unchanged.
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

/** Returns the start of a text that fits into a note, without splitting a surrogate pair. */
export function cutNote(text: string): string {
  if (text.length <= joinedNoteLength) return text
  let end = 0
  for (let count = 0; count < joinedNoteLength && end < text.length; count++)
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1
  return text.slice(0, end)
}

/** Returns the length of a text in code points, as both databases count. */
export function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

function isLater(one: Date | null, other: Date | null): boolean {
  // A field that was never set is the earliest.
  return (one?.getTime() ?? -Infinity) > (other?.getTime() ?? -Infinity)
}

/** Returns "2 notes were shortened: …", shown after marks were merged. */
export function describeShortened(count: number): string {
  return t('notesShortened', { count, max: joinedNoteLength })
}
