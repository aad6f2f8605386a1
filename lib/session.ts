import 'server-only'
import { isSpent } from './account'
import { getAuth } from './auth'
import { DatabaseUnavailable } from './db'

/** Who is asking. Everything private is read and written by this id. */
export interface Reader {
  id: string
  name: string
  /** Someone who marked something without an account: known by this browser's session alone. */
  guest: boolean
}

/**
 * The reader whose session cookie is in these headers, or null. `cookies` holds what must go into
 * the answer's `Set-Cookie` to keep an active session alive.
 * Throws DatabaseUnavailable where the session can't be looked up.
 */
export async function readSession(headers: Headers): Promise<{ reader: Reader | null; cookies: string[] }> {
  const { response, headers: answer } = await lookUp(() => getAuth().api.getSession({ headers, returnHeaders: true }))
  const reader = toReader(response)
  return { reader, cookies: reader ? answer.getSetCookie() : [] }
}

/** As `readSession`, for a page, which can't set cookies: the session is left as it is. */
export async function readReader(headers: Headers): Promise<Reader | null> {
  return toReader(await lookUp(() => getAuth().api.getSession({ headers, query: { disableRefresh: true } })))
}

/** The session itself of the cookie in these headers, for pages about sessions. */
export async function readCurrentSession(headers: Headers): Promise<{ id: string; createdAt: Date } | null> {
  const found = await lookUp(() => getAuth().api.getSession({ headers, query: { disableRefresh: true } }))
  return toReader(found) && found && { id: found.session.id, createdAt: found.session.createdAt }
}

interface SessionUser {
  id: string
  name: string
  isAnonymous?: boolean | null
  mergedIntoId?: string | null
}

function toReader(found: { user: SessionUser; session: { createdAt: Date } } | null): Reader | null {
  // A guest who signed in is that reader now, in whichever tab the old cookie is still held.
  if (!found || found.user.mergedIntoId) return null
  const guest = Boolean(found.user.isAnonymous)
  return guest || !isSpent(found.session) ? { id: found.user.id, name: found.user.name, guest } : null
}

/** A session that is not there is null; what better-auth throws is its database's trouble. */
async function lookUp<T>(get: () => Promise<T>): Promise<T> {
  try {
    return await get()
  } catch (error) {
    throw new DatabaseUnavailable('The session can’t be looked up.', { cause: error })
  }
}
