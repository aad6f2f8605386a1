import 'server-only'
import { getDatabase, type Database } from '../db'
import { followMoves, groupMoves, type ResourceMoves } from './follow-moves'
import { isOnShelf, type Mark, type StoredMark } from './mark'
import type { ReaderId } from './marks'
import type { Progress, Shelf } from './progress'

const noMoves: ResourceMoves = new Map()
const columns = { resourceId: true, bookmarked: true, bookmarkedAt: true, progress: true, percent: true, progressAt: true, note: true, noteAt: true } as const

/**
 * A reader's whole shelf in one statement, with every mark under the id that its resource has now.
 * The database hands over one line of text, for as rows ten thousand marks would cost a page its time.
 */
export async function readShelf(reader: ReaderId, moves: ResourceMoves = noMoves, database: Database = getDatabase()): Promise<Shelf> {
  // Sorted before they are joined: sorting within string_agg takes SQLite half as long again.
  const [row] = await database.$queryRaw<{ marks: string | null }[]>`
    SELECT string_agg("entry", ',') AS "marks" FROM (
      SELECT "resourceId" || ' ' || "progress" || CASE WHEN "bookmarked" THEN ' b' ELSE '' END AS "entry"
      FROM "mark" WHERE "userId" = ${reader} AND ("bookmarked" OR "progress" <> 'to-read' OR "note" IS NOT NULL)
      ORDER BY "changedAt" DESC, "resourceId") AS "entries"`
  const ids: string[] = []
  const progress = new Map<string, Progress>()
  const bookmarked = new Set<string>()
  for (const entry of row?.marks?.split(',') ?? []) {
    const [id = '', state, ribbon] = entry.split(' ')
    ids.push(id)
    if (state !== 'to-read') progress.set(id, state as Progress)
    if (ribbon) bookmarked.add(id)
  }
  if (moves.size === 0) return { ids, progress, bookmarked }
  // Also what stands under today's id: under a former one it may have been taken back since.
  const targets = new Set(moves.values())
  const moved = ids.filter((id) => moves.has(id) || targets.has(id))
  if (moved.length === 0) return { ids, progress, bookmarked }

  // Few, and which of several marks on one resource holds is told by their times.
  const followed = await readMarks(reader, [...new Set(moved.map((id) => moves.get(id) ?? id))], moves, database)
  const now = [...new Set(ids.map((id) => moves.get(id) ?? id))].filter((id) => !followed.has(id) || isOnShelf(followed.get(id)!))
  for (const id of moved) {
    progress.delete(id)
    bookmarked.delete(id)
  }
  for (const [id, mark] of followed) {
    if (mark.progress === 'to-read') progress.delete(id)
    else progress.set(id, mark.progress)
    if (mark.bookmarked) bookmarked.add(id)
    else bookmarked.delete(id)
  }
  return { ids: now, progress, bookmarked }
}

/** A reader's marks on some resources, also what stands under ids they had before they moved; one statement. */
export async function readMarks(reader: ReaderId, ids: string[], moves: ResourceMoves = noMoves, database: Database = getDatabase()): Promise<ReadonlyMap<string, Mark>> {
  if (ids.length === 0) return new Map()
  const former = moves.size ? groupMoves(moves) : new Map<string, string[]>()
  const all = ids.flatMap((id) => [id, ...(former.get(id) ?? [])])
  const rows = await database.mark.findMany({ where: { userId: reader, resourceId: { in: all } }, select: columns })
  return followMoves(rows as StoredMark[], moves)
}

/** All that a reader ever marked and what was taken back, under the ids that it was marked under. */
export async function readAllMarks(reader: ReaderId, database: Database = getDatabase()): Promise<StoredMark[]> {
  return (await database.mark.findMany({ where: { userId: reader }, select: columns, orderBy: { resourceId: 'asc' } })) as StoredMark[]
}

/** The ids under which a reader's notes hold a text, whatever its case. */
export async function findNotes(reader: ReaderId, text: string, database: Database = getDatabase()): Promise<Set<string>> {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const rows = await database.$queryRaw<{ resourceId: string }[]>`SELECT "resourceId" FROM "mark" WHERE "userId" = ${reader} AND lower("note") LIKE ${pattern} ESCAPE '\\'`
  return new Set(rows.map(({ resourceId }) => resourceId))
}
