import 'server-only'
import { getDatabase, type Database } from '../db'
import type { Mark, Progress, Shelf } from './progress'

/** The id of the reader whose marks are meant. Never optional: it stands in every `where`. */
type ReaderId = string

const noMark: Mark = { bookmarkedAt: null, note: null, progress: 'to-read', percent: null, progressAt: null }

/** All marks of a reader, each table by its primary key. */
export async function readShelf(reader: ReaderId, database: Database = getDatabase()): Promise<Shelf> {
  const [bookmarks, progress] = await Promise.all([
    database.bookmark.findMany({ where: { userId: reader }, select: { resourceId: true, note: true, createdAt: true } }),
    database.readingProgress.findMany({ where: { userId: reader }, select: { resourceId: true, progress: true, percent: true, updatedAt: true } }),
  ])
  const shelf = new Map<string, Mark>()
  for (const row of bookmarks) shelf.set(row.resourceId, { ...noMark, bookmarkedAt: row.createdAt, note: row.note })
  for (const row of progress)
    shelf.set(row.resourceId, {
      ...(shelf.get(row.resourceId) ?? noMark),
      progress: row.progress as Progress,
      percent: row.percent,
      progressAt: row.updatedAt,
    })
  return shelf
}

/** Bookmarks a resource, or not. Setting it twice is setting it once; the caller knows that it exists. */
export async function setBookmarked(reader: ReaderId, resourceId: string, bookmarked: boolean, database: Database = getDatabase()): Promise<void> {
  const key = { userId: reader, resourceId }
  if (bookmarked) await database.bookmark.upsert({ where: { userId_resourceId: key }, create: key, update: {} })
  else await database.bookmark.deleteMany({ where: key })
}

/** Sets how far a reader is with a resource. `percent` (0 to 100) is kept while reading only. */
export async function setProgress(
  reader: ReaderId,
  resourceId: string,
  progress: Progress,
  percent: number | null = null,
  database: Database = getDatabase(),
): Promise<void> {
  const key = { userId: reader, resourceId }
  if (progress === 'to-read') {
    await database.readingProgress.deleteMany({ where: key })
    return
  }
  const value = { progress, percent: progress === 'reading' ? percent : null }
  await database.readingProgress.upsert({ where: { userId_resourceId: key }, create: { ...key, ...value }, update: value })
}
