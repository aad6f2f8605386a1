import 'server-only'
import { LRUCache } from 'lru-cache'
import { getDatabase, type Database } from '../db'
import { groupMoves } from '../group-moves'
import { followMoves, type ResourceMoves } from './follow-moves'
import { isOnShelf, type Mark, type StoredMark } from './mark'
import type { ReaderId } from './marks'
import { progresses, type Shelf, type ShelfMark } from './progress'

const noMoves: ResourceMoves = new Map()

type Resources = ReadonlyMap<string, { id: string }>
const noResources: Resources = new Map()
const columns = {
  resourceId: true,
  bookmarked: true,
  bookmarkedAt: true,
  progress: true,
  percent: true,
  progressAt: true,
  note: true,
  noteAt: true,
} as const

/** The marks by their letter in `readShelf`. */
const marksByLetter = new Map(
  progresses.flatMap((progress): [string, ShelfMark][] => [
    [progress.charAt(0), { progress, bookmarked: false }],
    [progress.charAt(0).toUpperCase(), { progress, bookmarked: true }],
  ]),
)

/** The shelves read last, at about a hundred bytes a mark: a reader opens many pages between two changes. */
const latest = new LRUCache<ReaderId, { revision: bigint; resources: Resources; shelf: Shelf }>({
  maxSize: 200_000,
  sizeCalculation: ({ shelf }) => shelf.size + 10,
})

/**
 * Returns a reader's whole shelf, with each mark under the current id of its resource: the same object until it changes.
 * The database returns one line of text, since ten thousand rows would be slow to convert, and only its revision if that
 * is known. Takes the ids from `resources` where it has them: strings that are the same object are found in other maps
 * without comparing their letters.
 */
export async function readShelf(
  reader: ReaderId,
  moves: ResourceMoves = noMoves,
  database: Database = getDatabase(),
  resources: Resources = noResources,
): Promise<Shelf> {
  const kept = latest.get(reader)
  const known = kept?.resources === resources ? kept : undefined
  // Sorted before joining: sorting within string_agg takes SQLite half as long again. Each id is preceded by the
  // first letter of its progress, upper case if it is bookmarked too.
  const [row] = await database.$queryRaw<{ revision: bigint | null; marks: string | null }[]>`
    SELECT "revision", CASE WHEN "revision" = ${known?.revision ?? -1} THEN NULL ELSE (
      SELECT string_agg("entry", ',') FROM (
        SELECT CASE WHEN "bookmarked" THEN upper(substr("progress", 1, 1)) ELSE substr("progress", 1, 1) END || "resourceId" AS "entry"
        FROM "mark" WHERE "userId" = ${reader} AND ("bookmarked" OR "progress" <> 'to-read' OR "note" IS NOT NULL)
        ORDER BY "changedAt" DESC, "resourceId") AS "entries") END AS "marks"
    FROM "user" LEFT JOIN "shelf_usage" ON "userId" = "id" WHERE "id" = ${reader}`
  const { revision, marks } = row ?? { revision: null, marks: null }
  const shelf = known && known.revision === revision ? known.shelf : parseShelf(marks ?? '', resources)
  if (revision !== null) latest.set(reader, { revision, resources, shelf })
  if (moves.size === 0) return shelf
  // Includes current ids: what is set under one may have been removed later under a former id.
  const targets = new Set(moves.values())
  const moved = [...shelf.keys()].filter((id) => moves.has(id) || targets.has(id))
  if (moved.length === 0) return shelf

  // Few ids; the times of their fields decide which of several marks on one resource wins.
  const followed = await readMarks(reader, [...new Set(moved.map((id) => moves.get(id) ?? id))], moves, database)
  const now = new Map<string, ShelfMark>()
  for (const [id, mark] of shelf) {
    const current = moves.get(id) ?? id
    const held = followed.get(current)
    if (!held) now.set(current, mark)
    else if (isOnShelf(held)) now.set(current, { progress: held.progress, bookmarked: held.bookmarked })
  }
  return now
}

/** Parses the line of text without splitting it, which would create each id twice. */
function parseShelf(text: string, resources: Resources): Shelf {
  const shelf = new Map<string, ShelfMark>()
  for (let start = 0, end; start < text.length; start = end + 1) {
    end = text.indexOf(',', start)
    if (end < 0) end = text.length
    const mark = marksByLetter.get(text.charAt(start))
    const id = text.slice(start + 1, end)
    if (mark) shelf.set(resources.get(id)?.id ?? id, mark)
  }
  return shelf
}

/** Returns a reader's marks on some resources, including those under former ids. Uses one statement. */
export async function readMarks(
  reader: ReaderId,
  ids: string[],
  moves: ResourceMoves = noMoves,
  database: Database = getDatabase(),
): Promise<ReadonlyMap<string, Mark>> {
  if (ids.length === 0) return new Map()
  const former = groupMoves(moves)
  const all = ids.flatMap((id) => [id, ...(former.get(id) ?? [])])
  const rows = await database.mark.findMany({ where: { userId: reader, resourceId: { in: all } }, select: columns })
  return followMoves(rows as StoredMark[], moves)
}

/** Returns all marks that a reader ever set, including removed ones, under the ids stored with them. */
export async function readAllMarks(reader: ReaderId, database: Database = getDatabase()): Promise<StoredMark[]> {
  return (await database.mark.findMany({
    where: { userId: reader },
    select: columns,
    orderBy: { resourceId: 'asc' },
  })) as StoredMark[]
}

/** Returns when a reader last changed a mark before that time; null if they had changed none. */
export async function readLastChange(
  reader: ReaderId,
  before: Date,
  database: Database = getDatabase(),
): Promise<Date | null> {
  const mark = await database.mark.findFirst({
    where: { userId: reader, changedAt: { lt: before } },
    orderBy: { changedAt: 'desc' },
    select: { changedAt: true },
  })
  return mark?.changedAt ?? null
}

/** Returns the ids of the reader's notes that contain a text, ignoring case. */
export async function findNotes(
  reader: ReaderId,
  text: string,
  database: Database = getDatabase(),
): Promise<Set<string>> {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const rows = await database.$queryRaw<
    { resourceId: string }[]
  >`SELECT "resourceId" FROM "mark" WHERE "userId" = ${reader} AND lower("note") LIKE ${pattern} ESCAPE '\\'`
  return new Set(rows.map(({ resourceId }) => resourceId))
}
