import { z } from 'zod'
import { mailGithubLinked, readAccount, wasGithubLinkedSince } from '@/lib/account'
import { getAuth } from '@/lib/auth'
import { readEnv } from '@/lib/env'
import { doLater } from '@/lib/mail'
import { getMetrics } from '@/lib/observing'
import { readSession } from '@/lib/session'
import { sessionCookie } from '@/lib/session-cookie'

/** Where GitHub sends readers back to. better-auth checks the state that it gave them on the way out. */
export async function GET(request: Request) {
  const began = new Date()
  const { baseUrl } = readEnv()
  const { pathname, search, searchParams } = new URL(request.url)
  const linking = await readLinkingReader(searchParams.get('state') ?? '')
  // Only the session that asked for it may link, and its reader is told.
  if (linking && (await readSession(request.headers)).reader?.id !== linking) return leadTo(`${baseUrl}/sign-in?next=/account&error=signed_out`)
  const response = await getAuth().handler(new Request(baseUrl + pathname + search, { headers: request.headers }))
  const outcome = nameOutcome(response)
  if (outcome) getMetrics().signIns.inc({ method: 'github', outcome })
  // A person followed a link: they get a page with a sentence, not better-auth's JSON.
  if (response.status >= 400) return leadTo(`${baseUrl}/sign-in?error=${response.status === 429 ? 'too_many' : response.status >= 500 ? 'failed' : 'state_mismatch'}`)
  const location = new URL(response.headers.get('location') ?? '', baseUrl)
  if (location.pathname !== '/account') return response
  if (linking && location.searchParams.get('linked')) await tellOfLink(linking, began)
  // The session is there (see above), so this is an address that GitHub does not vouch for.
  if (location.searchParams.get('error') === 'unable_to_link_account') return leadTo(`${baseUrl}/account?error=github_email_not_verified#github`)
  return response
}

function leadTo(location: string): Response {
  return new Response(null, { status: 302, headers: { Location: location, 'Cache-Control': 'private, no-store' } })
}

const linkState = z.object({ link: z.object({ userId: z.string() }) })

/** Returns whose account a state from GitHub is to be linked to; null if it is a sign-in's, or none of ours. */
async function readLinkingReader(state: string): Promise<string | null> {
  const { internalAdapter } = await getAuth().$context
  const stored = state ? await internalAdapter.findVerificationValue(`auth-state:${state}`) : null
  return stored ? (linkState.safeParse(JSON.parse(stored.value)).data?.link.userId ?? null) : null
}

/** Tells the account's address, unless nothing was linked that was not linked before. */
async function tellOfLink(reader: string, began: Date): Promise<void> {
  if (!(await wasGithubLinkedSince(reader, began))) return
  doLater('Telling that GitHub was linked', async () => {
    const account = await readAccount(reader)
    if (account) await mailGithubLinked(account.email)
  })
}

/** What came of a sign-in; null for an account there that was linked to one here. */
function nameOutcome({ status, headers }: Response): string | null {
  if (status === 429) return 'throttled'
  if (status >= 500) return 'failed'
  if (status >= 400 || /[?&]error=/.test(headers.get('location') ?? '')) return 'refused'
  return headers.getSetCookie().some((cookie) => Object.values(sessionCookie).some((name) => cookie.startsWith(`${name}=`))) ? 'ok' : null
}
