import 'server-only'
import { getDatabase, type Database } from '../db'
import { countShortened, mergeShelf, ShelfFullError, type ReaderId } from './marks'
import { readShelf } from './read-shelf'

/** The result of merging a guest's marks. */
export interface Merged {
  /** How many marks the guest had. */
  marks: number
  /** How many of them the reader had too; for each field the later change wins. */
  shared: number
  /** How many joined notes exceeded the limit, so that their end was cut off. */
  shortened: number
  /** Set if the shelf has no room: the marks stay with the guest until it does. */
  isFull?: boolean
}

/**
 * Merges a guest's marks into a reader's. Safe to interrupt, repeat and run twice at once: first records the reader, so
 * that no later reader gets the marks and the guest's session is ignored (lib/session.ts), then merges the marks. The
 * guest's row stays until `removeUnusedGuests`, for marks that are still being sent.
 */
export async function mergeGuest(
  guest: ReaderId,
  reader: ReaderId,
  database: Database = getDatabase(),
): Promise<Merged | null> {
  await database.user.updateMany({
    where: { id: guest, isAnonymous: true, mergedIntoId: null },
    data: { mergedIntoId: reader },
  })
  if (!(await isMergedInto(guest, reader, database))) return null
  const [brought, own] = [await readShelf(guest, undefined, database), await readShelf(reader, undefined, database)]
  const shortened = await countShortened(guest, reader, database)
  const isFull = !(await mergeIfRoom(guest, reader, database))
  return {
    marks: brought.size,
    shared: [...brought.keys()].filter((id) => own.has(id)).length,
    ...(isFull ? { shortened: 0, isFull } : { shortened }),
  }
}

/** Merges like `mergeShelf`. Returns false if the reader's shelf is full, which must not prevent signing in. */
async function mergeIfRoom(guest: ReaderId, reader: ReaderId, database: Database): Promise<boolean> {
  try {
    await mergeShelf(guest, reader, database)
    return true
  } catch (error) {
    if (error instanceof ShelfFullError) return false
    throw error
  }
}

/** Whether a guest became this reader. */
export async function isMergedInto(
  guest: ReaderId,
  reader: ReaderId,
  database: Database = getDatabase(),
): Promise<boolean> {
  return (await database.user.count({ where: { id: guest, isAnonymous: true, mergedIntoId: reader } })) > 0
}

const hour = 60 * 60 * 1000
const day = 24 * hour

/** How long the row of a guest who signed in is kept, for marks that are still being sent. */
const linger = hour
/** How long marks wait for room on the shelf of the account that their guest signed in to. */
const waitForRoom = 90 * day
/** How long a guest who set one mark and never returned is kept. */
const triedOnce = 7 * day

/**
 * Removes guests who can no longer return: those whose last session has expired (after 90 days without a visit),
 * those who signed in, and after 7 days those who set one mark and never returned. Safe to run in several processes.
 */
export async function removeUnusedGuests(now = new Date(), database: Database = getDatabase()): Promise<number> {
  const before = (age: number) => new Date(now.getTime() - age)
  const settled = await database.user.findMany({
    where: { isAnonymous: true, mergedIntoId: { not: null }, updatedAt: { lt: before(linger) } },
    select: { id: true, mergedIntoId: true, updatedAt: true },
  })
  const done: ReaderId[] = []
  for (const { id, mergedIntoId, updatedAt } of settled)
    if (mergedIntoId && ((await mergeIfRoom(id, mergedIntoId, database)) || updatedAt < before(waitForRoom)))
      done.push(id)
  let removed = await removeTriedOnce(before(triedOnce), database)
  for (let from = 0; from < done.length; from += atOnce)
    removed += (
      await database.user.deleteMany({
        where: { isAnonymous: true, createdAt: { lt: before(linger) }, id: { in: done.slice(from, from + atOnce) } },
      })
    ).count
  const { count } = await database.user.deleteMany({
    where: {
      isAnonymous: true,
      createdAt: { lt: before(linger) },
      mergedIntoId: null,
      sessions: { none: { expiresAt: { gt: now } } },
    },
  })
  return removed + count
}

/** Ids per statement: SQLite accepts at most 32,766 parameters. */
const atOnce = 500

/** Removes guests created before a time with at most one mark, whose session was never used again. */
async function removeTriedOnce(before: Date, database: Database): Promise<number> {
  const hasOneMark = [{ shelf: null }, { shelf: { marks: { lte: 1 } } }]
  let removed = 0
  for (let last = ''; ;) {
    const guests = await database.user.findMany({
      where: { isAnonymous: true, mergedIntoId: null, createdAt: { lt: before }, OR: hasOneMark, id: { gt: last } },
      select: { id: true, sessions: { select: { createdAt: true, updatedAt: true } } },
      orderBy: { id: 'asc' },
      take: atOnce,
    })
    // A session in use is renewed at most once an hour (lib/auth).
    const cameBack = ({ createdAt, updatedAt }: { createdAt: Date; updatedAt: Date }) =>
      updatedAt.getTime() - createdAt.getTime() > hour / 2
    const gone = guests.filter(({ sessions }) => !sessions.some(cameBack)).map(({ id }) => id)
    if (gone.length)
      removed += (
        await database.user.deleteMany({
          where: { id: { in: gone }, OR: hasOneMark, sessions: { none: { updatedAt: { gt: before } } } },
        })
      ).count
    last = guests.at(-1)?.id ?? ''
    if (guests.length < atOnce) return removed
  }
}
