import 'server-only'
import { endSession } from '@/lib/account'
import { serialiseMergeNotice } from '@/lib/notice'
import { readCurrentSession, readSession } from '@/lib/session'
import { sessionCookie } from '@/lib/session-cookie'
import { mergeGuest } from '@/lib/shelf'

/** These headers without the session of whoever this browser was. */
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
 * What a sign-in by password alone does in lib/auth: a guest's marks become the
 * reader's, and a session that another takes the place of is ended. Gives the cookies that tell of it.
 */
export async function leaveFormer(headers: Headers, reader: string): Promise<string[]> {
  const { reader: former } = await readSession(headers)
  if (!former) return []
  if (former.guest) {
    const merged = await mergeGuest(former.id, reader)
    return merged?.marks ? [serialiseMergeNotice(reader, { ...merged, guest: former.id })] : []
  }
  const session = await readCurrentSession(headers)
  if (session) await endSession(former.id, session.id)
  return []
}
