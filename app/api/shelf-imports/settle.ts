import 'server-only'
import { mergeMark, noMark, type Mark } from '@/lib/shelf/mark'

interface Settled {
  /** What is merged into the shelf; without any time it says nothing. */
  mark: Mark
  /** Whether the shelf is another afterwards. */
  isNew: boolean
}

/**
 * What a row says that the shelf does not hold. No time is later than now. In a file of another
 * program times are of another thing (when a page was saved), or missing: there, and where a time had to
 * be changed, what the shelf holds already is left with its own. So the same file twice is nothing new.
 */
export function settle(row: Mark, held: Mark | undefined, isOurs: boolean, now: Date): Settled {
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
