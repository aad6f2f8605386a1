import 'server-only'
import { getDatabase } from '../db'
import { nameBrowser } from './name-browser'

/** A browser the reader is signed in on. */
export interface OpenSession {
  id: string
  /** Whether it sent this request. */
  current: boolean
  /** Browser and system, such as "Firefox on Linux". */
  browser: string
  createdAt: Date
  /** Time of its last change, to the hour. */
  lastUsed: Date
}

/** Time in seconds during which a sign-in counts as recent. */
export const freshFor = 60 * 60

/** Returns a reader's sessions: the current one first, then the most recently used. */
export async function readSessions(
  reader: string,
  currentId: string,
  database = getDatabase(),
): Promise<OpenSession[]> {
  const sessions = await database.session.findMany({
    where: { userId: reader, expiresAt: { gt: new Date() } },
    orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
    select: { id: true, userAgent: true, createdAt: true, updatedAt: true },
  })
  return sessions
    .map(({ id, userAgent, createdAt, updatedAt }) => ({
      id,
      current: id === currentId,
      browser: nameBrowser(userAgent ?? ''),
      createdAt,
      lastUsed: updatedAt,
    }))
    .sort((a, b) => Number(b.current) - Number(a.current))
}

/** Ends one of a reader's sessions. Returns false if the reader has no such session. */
export async function endSession(reader: string, id: string, database = getDatabase()): Promise<boolean> {
  return (await database.session.deleteMany({ where: { id, userId: reader } })).count > 0
}

/** Ends all of a reader's sessions but the current one. Returns how many. */
export async function endOtherSessions(reader: string, currentId: string, database = getDatabase()): Promise<number> {
  return (await database.session.deleteMany({ where: { userId: reader, id: { not: currentId } } })).count
}

/** Ends this browser's previous session after a sign-in. Keeps a guest's session: its last marks may still arrive. */
export async function endReplacedSession(token: string, database = getDatabase()): Promise<void> {
  await database.session.deleteMany({ where: { token, user: { OR: [{ isAnonymous: null }, { isAnonymous: false }] } } })
}

/**
 * Longest age of a reader's session in seconds, however often it is used. A guest's session has no longest age, since
 * only that session gives access to their marks.
 */
export const longestSession = 365 * 24 * 60 * 60

/** Tells whether a session has reached its longest age. */
export function isSpent({ createdAt }: { createdAt: Date }): boolean {
  return Date.now() - createdAt.getTime() >= longestSession * 1000
}

/** Number of characters stored of a user agent. */
export const userAgentLength = 256

/** Most sessions per reader. */
const mostSessions = 50

/** Ends a reader's least recently used sessions if a new one exceeds the limit. */
export async function endExcessSessions(reader: string, newest: string, database = getDatabase()): Promise<void> {
  await database.$executeRaw`DELETE FROM "session" WHERE "userId" = ${reader} AND "id" <> ${newest} AND "id" NOT IN
    (SELECT "id" FROM "session" WHERE "userId" = ${reader} AND "id" <> ${newest} ORDER BY "updatedAt" DESC, "id" LIMIT ${mostSessions - 1})`
}

/** Ends all sessions of a reader, or of all readers. Returns how many. */
export async function endAllSessions(reader?: string, database = getDatabase()): Promise<number> {
  return (await database.session.deleteMany({ where: reader === undefined ? {} : { userId: reader } })).count
}
