import { escapeHtml, renderStandalonePage } from '@/components/layout/standalone-page'
import { toAddress } from '@/lib/base-path'
import { toFormPage } from '@/lib/form-state'
import { serialiseFormNotice } from '@/lib/notice'
import type { RefusalResponse } from '@/lib/responses/refusal'
import { t } from '@/messages/generated/refusals'

/** A refused request: an HTTP status and a message for the reader. */
export class HttpError extends Error {
  override name = 'HttpError'
  /** The wrong field, next to which a form shows the message. */
  field?: string
  constructor(
    readonly status: number,
    message: string,
    /** The sign-in page, if the reader must sign in. */
    readonly signIn?: string,
    /** When to try again, in seconds. */
    readonly retryAfter?: number,
  ) {
    super(message)
  }

  /** Sets the wrong field. */
  at(field: string): this {
    this.field = field
    return this
  }
}

/** Awaits the check of a field's value. If it refuses, the refusal names the field. */
export async function atField<T>(field: string, check: Promise<T>): Promise<T> {
  try {
    return await check
  } catch (error) {
    throw error instanceof HttpError && [400, 401, 403, 422].includes(error.status) && !error.signIn
      ? error.at(field)
      : error
  }
}

/** A form whose page shows its result. */
export interface FormLocation {
  page: string
  /** The form, if the page has several. */
  section?: string
  /** The fields whose typed values the page shows again. */
  keep: string[]
}

interface RequestInfo {
  asForm: boolean
  returnTo: string
  form?: FormLocation
  body: Record<string, unknown>
}

/** The kept length of each typed value, so that the cookie stays below the browsers' limit of 4 KB. */
const maxKept = 200

/** Answers a refused write: a script with JSON; a form with its page, the sign-in page or a standalone page. */
export async function refuse(
  { status, message, field, signIn, retryAfter }: HttpError,
  { asForm, returnTo, form, body }: RequestInfo,
): Promise<Response> {
  const headers = new Headers({ 'Cache-Control': 'private, no-store' })
  if (retryAfter ?? status === 503) headers.set('Retry-After', String(retryAfter ?? 5))
  if (!asForm)
    return Response.json({ error: { message, signIn: signIn && toAddress(signIn) } } satisfies RefusalResponse, {
      status,
      headers,
    })

  if (signIn) return redirect(`${signIn}?next=${encodeURIComponent(returnTo)}`, headers)
  if (form) {
    const { page, section, keep } = form
    const values = Object.fromEntries(keep.map((name) => [name, String(body[name] ?? '').slice(0, maxKept)]))
    headers.set('Set-Cookie', serialiseFormNotice(page, { message, values, field, section }))
    return redirect(toFormPage(page, { section, next: section ? undefined : returnTo }), headers)
  }
  return answerWithPage(
    await renderStandalonePage(
      t('notSaved'),
      `<p>${escapeHtml(message)}</p>\n<p><a href="${escapeHtml(toAddress(returnTo))}">${t('backToPage')}</a></p>`,
    ),
    status,
    headers,
  )
}

/** Answers a form with an HTML page. */
export function answerWithPage(page: string, status: number, headers: Headers): Response {
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(page, { status, headers })
}

function redirect(location: string, headers: Headers): Response {
  headers.set('Location', toAddress(location))
  return new Response(null, { status: 303, headers })
}
