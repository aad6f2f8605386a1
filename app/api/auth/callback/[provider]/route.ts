import { getAuth } from '@/lib/auth'
import { readEnv } from '@/lib/env'
import { getMetrics } from '@/lib/observing'
import { sessionCookie } from '@/lib/session-cookie'

/** Where GitHub sends readers back to. better-auth checks the state that it gave them on the way out. */
export async function GET(request: Request) {
  const { pathname, search } = new URL(request.url)
  const response = await getAuth().handler(new Request(readEnv().baseUrl + pathname + search, { headers: request.headers }))
  const outcome = nameOutcome(response)
  if (outcome) getMetrics().signIns.inc({ method: 'github', outcome })
  return response
}

/** What came of a sign-in; null for an account there that was linked to one here. */
function nameOutcome({ status, headers }: Response): string | null {
  if (status === 429) return 'throttled'
  if (status >= 500) return 'failed'
  if (status >= 400 || /[?&]error=/.test(headers.get('location') ?? '')) return 'refused'
  return headers.getSetCookie().some((cookie) => Object.values(sessionCookie).some((name) => cookie.startsWith(`${name}=`))) ? 'ok' : null
}
