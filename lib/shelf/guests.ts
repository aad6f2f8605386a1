import 'server-only'
import { getDatabase, type Database } from '../db'
import { mergeShelf, type ReaderId } from './marks'
import { readShelf } from './read-shelf'

/** What became of a guest's marks. */
export interface Merged {
  /** How many marks the guest had. */
  marks: number
  /** How many of them the reader had too, so that the later change of each field holds. */
  shared: number
}

/**
 * Makes a guest's marks a reader's. Each step is whole and can be done again, so that what is interrupted,
 * repeated or done in two tabs at once ends the same: first it is noted whose the guest is, so that no
 * later reader gets them and the guest's session is nobody's (lib/session.ts), then the marks are merged.
 * The guest's row stays until `removeUnusedGuests`, for a mark that was on its way meanwhile.
 */
export async function mergeGuest(guest: ReaderId, reader: ReaderId, database: Database = getDatabase()): Promise<Merged | null> {
  await database.user.updateMany({ where: { id: guest, isAnonymous: true, mergedIntoId: null }, data: { mergedIntoId: reader } })
  if (!(await isMergedInto(guest, reader, database))) return null
  const [brought, own] = [await readShelf(guest, undefined, database), await readShelf(reader, undefined, database)]
  await mergeShelf(guest, reader, database)
  return { marks: brought.size, shared: [...brought.keys()].filter((id) => own.has(id)).length }
}

/** Whether that guest became this reader. */
export async function isMergedInto(guest: ReaderId, reader: ReaderId, database: Database = getDatabase()): Promise<boolean> {
  return (await database.user.count({ where: { id: guest, isAnonymous: true, mergedIntoId: reader } })) > 0
}

/** How long the row of a guest who signed in stays, for marks that were on their way. */
const linger = 60 * 60 * 1000

/**
 * Removes guests whom nobody can come back to: those whose last session has ended, which it does after 90
 * days without a visit, and those who signed in. Safe to run in several processes at once.
 */
export async function removeUnusedGuests(now = new Date(), database: Database = getDatabase()): Promise<number> {
  const settled = await database.user.findMany({
    where: { isAnonymous: true, mergedIntoId: { not: null }, updatedAt: { lt: new Date(now.getTime() - linger) } },
    select: { id: true, mergedIntoId: true },
  })
  for (const { id, mergedIntoId } of settled) if (mergedIntoId) await mergeShelf(id, mergedIntoId, database)
  const { count } = await database.user.deleteMany({
    where: {
      isAnonymous: true,
      createdAt: { lt: new Date(now.getTime() - linger) },
      OR: [{ id: { in: settled.map(({ id }) => id) } }, { mergedIntoId: null, sessions: { none: { expiresAt: { gt: now } } } }],
    },
  })
  return count
}
