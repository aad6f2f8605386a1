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

/** A resource's id, or its id of now followed by those it had before it moved, under which marks may still stand. */
type ResourceIds = string | readonly [now: string, ...former: string[]]

/** Bookmarks a resource, or not. Setting it twice is setting it once; the caller knows that it exists. */
export async function setBookmarked(reader: ReaderId, ids: ResourceIds, bookmarked: boolean, database: Database = getDatabase()): Promise<void> {
  const [resourceId, all] = toIds(ids)
  const key = { userId: reader, resourceId }
  // An update of nothing would not be one statement: Prisma looks first and then inserts, and two at once collide.
  if (bookmarked) await database.bookmark.upsert({ where: { userId_resourceId: key }, create: key, update: { resourceId } })
  else await database.bookmark.deleteMany({ where: { userId: reader, resourceId: { in: all } } })
}

/** Sets how far a reader is with a resource. `percent` (0 to 100) is kept while reading only. */
export async function setProgress(
  reader: ReaderId,
  ids: ResourceIds,
  progress: Progress,
  percent: number | null = null,
  database: Database = getDatabase(),
): Promise<void> {
  const [resourceId, all] = toIds(ids)
  const key = { userId: reader, resourceId }
  if (progress === 'to-read') {
    await database.readingProgress.deleteMany({ where: { userId: reader, resourceId: { in: all } } })
    return
  }
  const value = { progress, percent: progress === 'reading' ? percent : null }
  await database.readingProgress.upsert({ where: { userId_resourceId: key }, create: { ...key, ...value }, update: value })
}

function toIds(ids: ResourceIds): [now: string, all: string[]] {
  return typeof ids === 'string' ? [ids, [ids]] : [ids[0], [...ids]]
}
