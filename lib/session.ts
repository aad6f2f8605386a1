import 'server-only'
import { isSpent } from './account'
import { getAuth } from './auth'
import { DatabaseUnavailable } from './db'

/** The reader who sent a request. All private data is read and written by this id. */
export interface Reader {
  id: string
  name: string
  /** Set for someone with marks but without an account, identified only by this browser's session. */
  guest: boolean
}

/**
 * Returns the reader of the session cookie in these headers, or null. `cookies` are the `Set-Cookie` values that
 * extend an active session. Throws DatabaseUnavailable if the session can't be looked up.
 */
export async function readSession(headers: Headers): Promise<{ reader: Reader | null; cookies: string[] }> {
  const { response, headers: answer } = await lookUp(() => getAuth().api.getSession({ headers, returnHeaders: true }))
  const reader = toReader(response)
  return { reader, cookies: reader ? answer.getSetCookie() : [] }
}

/** Returns the reader without extending the session, for pages, which can't set cookies. */
export async function getReader(headers: Headers): Promise<Reader | null> {
  return toReader(await lookUp(() => getAuth().api.getSession({ headers, query: { disableRefresh: true } })))
}

/** Returns the session of the cookie in these headers, for pages about sessions. */
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
  // The guest has signed in and is that reader now, but another tab still has the old cookie.
  if (!found || found.user.mergedIntoId) return null
  const guest = Boolean(found.user.isAnonymous)
  return guest || !isSpent(found.session) ? { id: found.user.id, name: found.user.name, guest } : null
}

/** Returns null without a session. Reports errors of better-auth, which are those of its database, as DatabaseUnavailable. */
async function lookUp<T>(get: () => Promise<T>): Promise<T> {
  try {
    return await get()
  } catch (error) {
    throw new DatabaseUnavailable('The session can’t be looked up.', { cause: error })
  }
}
