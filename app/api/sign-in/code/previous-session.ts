import 'server-only'
import { endSession } from '@/lib/account'
import { serialiseMergeNotice } from '@/lib/notice'
import { readCurrentSession, readSession } from '@/lib/session'
import { sessionCookie } from '@/lib/session-cookie'
import { mergeGuest } from '@/lib/shelf'

/** Returns the headers without the cookie of the current session. */
export function withoutSession(headers: Headers): Headers {
  const rest = new Headers(headers)
  const isSession = (cookie: string) => Object.values(sessionCookie).some((name) => cookie.startsWith(`${name}=`))
  rest.set(
    'cookie',
    (headers.get('cookie') ?? '')
      .split(/;\s*/)
      .filter((each) => !isSession(each))
      .join('; '),
  )
  return rest
}

/**
 * Ends the previous session of this browser after a sign-in, or merges a guest's marks into the reader's, as lib/auth
 * does for a sign-in by password alone. Returns cookies with a notice.
 */
export async function endPreviousSession(headers: Headers, reader: string): Promise<string[]> {
  const { reader: previous } = await readSession(headers)
  if (!previous) return []
  if (previous.guest) {
    const merged = await mergeGuest(previous.id, reader)
    return merged?.marks ? [serialiseMergeNotice(reader, { ...merged, guest: previous.id })] : []
  }
  const session = await readCurrentSession(headers)
  if (session) await endSession(previous.id, session.id)
  return []
}
