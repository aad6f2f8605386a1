import { z } from 'zod'
import { escapeHtml, renderStandalonePage } from '@/components/layout/standalone-page'
import { toAddress } from '@/lib/base-path'
import type { SessionResponse } from '@/lib/responses/session-response'
import { toSameSitePath } from '@/lib/same-site-path'
import { sessionCookie } from '@/lib/session-cookie'
import { t } from '@/messages/generated/refusals'
import { answerWithPage } from '../http-error'
import { write } from '../write'

/** Renews the session of a reader who marks nothing: unlike a page, this response can set cookies. */
export const POST = write({
  fields: z.strictObject({}),
  act: async ({ reader }) => ({ data: { reader: reader.id } satisfies SessionResponse }),
})

/** Follows a visitor's first mark without script: redirects to `next`, or says that the browser blocks cookies. */
export async function GET(request: Request) {
  const headers = new Headers({ 'Cache-Control': 'private, no-store' })
  const next = toSameSitePath(new URL(request.url).searchParams.get('next'))
  if (hasSessionCookie(request.headers.get('cookie') ?? '')) {
    headers.set('Location', toAddress(next))
    return new Response(null, { status: 303, headers })
  }
  const page = await renderStandalonePage(
    t('notSaved'),
    `<p>${t('cookiesBlocked')}</p>\n<p><a href="${escapeHtml(toAddress(next))}">${t('backToPage')}</a></p>`,
  )
  return answerWithPage(page, 400, headers)
}

function hasSessionCookie(cookies: string): boolean {
  return cookies.split(';').some((cookie) => Object.values(sessionCookie).includes(cookie.split('=')[0]?.trim() ?? ''))
}
