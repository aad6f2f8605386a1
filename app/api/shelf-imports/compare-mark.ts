import 'server-only'
import { mergeMark, noMark, type Mark } from '@/lib/shelf/mark'

interface ComparedMark {
  /** The mark to merge into the shelf; a field without a time is ignored. */
  mark: Mark
  /** Whether it changes the shelf. */
  isNew: boolean
}

/**
 * Returns what a row adds to the shelf. Times in the future become `now`. If a row's time is inexact, such as the time
 * when another program saved a page, an equal value on the shelf keeps its own time. So importing a file again changes
 * nothing.
 */
export function compareMark(row: Mark, held: Mark | undefined, isOurs: boolean, now: Date): ComparedMark {
  const shelf = held ?? noMark
  const mark = { ...row }
  const isExact = (at: Date | null) => isOurs && at !== null && at <= now
  if (row.bookmarked === shelf.bookmarked && shelf.bookmarkedAt && !isExact(row.bookmarkedAt)) mark.bookmarkedAt = null
  if (row.progress === shelf.progress && row.percent === shelf.percent && shelf.progressAt && !isExact(row.progressAt))
    mark.progressAt = null
  if ((row.note === null || shelf.note?.includes(row.note)) && shelf.noteAt && !isExact(row.noteAt)) mark.noteAt = null
  if (!mark.bookmarkedAt) mark.bookmarked = false
  if (!mark.progressAt) [mark.progress, mark.percent] = ['to-read', null]
  if (!mark.noteAt) mark.note = null
  for (const field of ['bookmarkedAt', 'progressAt', 'noteAt'] as const)
    if (mark[field] && mark[field] > now) mark[field] = now

  const merged = mergeMark(shelf, mark)
  const fields: (keyof Mark)[] = isOurs
    ? ['bookmarked', 'progress', 'percent', 'note', 'bookmarkedAt', 'progressAt', 'noteAt']
    : ['bookmarked', 'progress', 'percent', 'note']
  return { mark, isNew: fields.some((field) => merged[field]?.valueOf() !== shelf[field]?.valueOf()) }
}
