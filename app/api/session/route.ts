import { z } from 'zod'
import { escapeHtml, wordsPage } from '@/components/layout/words-page'
import { toAddress } from '@/lib/base-path'
import type { SessionResponse } from '@/lib/responses/session'
import { toSameSitePath } from '@/lib/same-site-path'
import { sessionCookie } from '@/lib/session-cookie'
import { answerInWords } from '../refusal'
import { write } from '../write'

/** Keeps the session of somebody who reads without marking: pages can't set cookies, and an answer to this does. */
export const POST = write({
  fields: z.strictObject({}),
  act: async ({ reader }) => ({ data: { reader: reader.id } satisfies SessionResponse }),
})

/** Follows a visitor's first mark where there is no script: goes on to `next`, or says that the browser kept no cookie. */
export async function GET(request: Request) {
  const headers = new Headers({ 'Cache-Control': 'private, no-store' })
  const next = toSameSitePath(new URL(request.url).searchParams.get('next'))
  if (hasSessionCookie(request.headers.get('cookie') ?? '')) {
    headers.set('Location', toAddress(next))
    return new Response(null, { status: 303, headers })
  }
  const words = await wordsPage(
    'Not saved',
    `<p>This browser keeps no cookies for this site, so marks can’t be saved. Allow cookies, then mark it again.</p>\n<p><a href="${escapeHtml(toAddress(next))}">Back to the page</a></p>`,
  )
  return answerInWords(words, 400, headers)
}

function hasSessionCookie(cookies: string): boolean {
  return cookies.split(';').some((cookie) => Object.values(sessionCookie).includes(cookie.split('=')[0]?.trim() ?? ''))
}
