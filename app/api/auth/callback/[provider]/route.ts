import { getAuth } from '@/lib/auth'
import { toPath } from '@/lib/base-path'
import { readEnv } from '@/lib/env'
import { getMetrics } from '@/lib/observing'
import { sessionCookie } from '@/lib/session-cookie'

/** Handles readers who return from GitHub. better-auth checks the state that it gave them. */
export async function GET(request: Request) {
  const { baseUrl } = readEnv()
  const { pathname, search } = new URL(request.url)
  const response = await getAuth().handler(new Request(baseUrl + pathname + search, { headers: request.headers }))
  const outcome = nameOutcome(response)
  if (outcome) getMetrics().signIns.inc({ method: 'github', outcome })
  // Shows a page with a message instead of better-auth's JSON.
  if (response.status >= 400)
    return leadTo(
      `${baseUrl}/sign-in?error=${response.status === 429 ? 'too_many' : response.status >= 500 ? 'failed' : 'state_mismatch'}`,
    )
  const location = new URL(response.headers.get('location') ?? '', baseUrl)
  if (toPath(location.pathname) !== '/account') return response
  // The session has ended (better-auth's code) or belongs to another reader (lib/auth/github-links.ts).
  if (['signed_out', 'unable_to_link_account'].includes(location.searchParams.get('error') ?? ''))
    return leadTo(`${baseUrl}/sign-in?next=/account&error=signed_out`)
  return response
}

function leadTo(location: string): Response {
  return new Response(null, { status: 302, headers: { Location: location, 'Cache-Control': 'private, no-store' } })
}

/** Returns the outcome of a sign-in; null if a GitHub account was linked. */
function nameOutcome({ status, headers }: Response): string | null {
  if (status === 429) return 'throttled'
  if (status >= 500) return 'failed'
  if (status >= 400 || /[?&]error=/.test(headers.get('location') ?? '')) return 'refused'
  return headers
    .getSetCookie()
    .some((cookie) => Object.values(sessionCookie).some((name) => cookie.startsWith(`${name}=`)))
    ? 'ok'
    : null
}
