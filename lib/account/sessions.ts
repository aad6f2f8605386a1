import 'server-only'
import { getDatabase } from '../db'
import { nameBrowser } from './name-browser'

/** One browser that a reader is signed in on. */
export interface OpenSession {
  id: string
  /** The browser that asks. */
  current: boolean
  /** As in “Firefox on Linux”. */
  browser: string
  createdAt: Date
  /** When it last kept a change, to the hour. */
  lastUsed: Date
}

/** For how long after signing in a reader may do what needs a proof of who they are, in seconds. */
export const freshFor = 60 * 60

/** Whether a session is young enough to stand for its reader's password, where there is none. */
export function isFresh({ createdAt }: { createdAt: Date }): boolean {
  return Date.now() - createdAt.getTime() < freshFor * 1000
}

/** Where a reader is signed in: this browser first, then the last used. */
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

/** Ends one of a reader's sessions. False where the reader has no such session. */
export async function endSession(reader: string, id: string, database = getDatabase()): Promise<boolean> {
  return (await database.session.deleteMany({ where: { id, userId: reader } })).count > 0
}

/** Ends all of a reader's sessions but one, and says how many they were. */
export async function endOtherSessions(reader: string, currentId: string, database = getDatabase()): Promise<number> {
  return (await database.session.deleteMany({ where: { userId: reader, id: { not: currentId } } })).count
}

/** Ends the session that this browser had until it signed in anew. A guest's stays, for marks that are on their way; it is nobody's by then. */
export async function endReplacedSession(token: string, database = getDatabase()): Promise<void> {
  await database.session.deleteMany({ where: { token, user: { OR: [{ isAnonymous: null }, { isAnonymous: false }] } } })
}

/** After that long a reader signs in anew, however often they came. A guest can't, and has nothing but the session. */
export const longestSession = 365 * 24 * 60 * 60

/** Tells whether a session has reached its longest age. */
export function isSpent({ createdAt }: { createdAt: Date }): boolean {
  return Date.now() - createdAt.getTime() >= longestSession * 1000
}

/** How much of what a browser says of itself is kept. */
export const userAgentLength = 256

/** In how many browsers a reader may be signed in at once. */
const mostSessions = 50

/** Ends the sessions of a reader that were unused for longest, where a new one makes them too many. */
export async function endExcessSessions(reader: string, newest: string, database = getDatabase()): Promise<void> {
  await database.$executeRaw`DELETE FROM "session" WHERE "userId" = ${reader} AND "id" <> ${newest} AND "id" NOT IN
    (SELECT "id" FROM "session" WHERE "userId" = ${reader} AND "id" <> ${newest} ORDER BY "updatedAt" DESC, "id" LIMIT ${mostSessions - 1})`
}

/** Ends all sessions of a reader, or of everybody. Returns how many. */
export async function endAllSessions(reader?: string, database = getDatabase()): Promise<number> {
  return (await database.session.deleteMany({ where: reader === undefined ? {} : { userId: reader } })).count
}
