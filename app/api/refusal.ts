import { escapeHtml, wordsPage } from '@/components/layout/words-page'
import { toAddress } from '@/lib/base-path'
import { toFormPage } from '@/lib/form-state'
import { serialiseFormNotice } from '@/lib/notice'
import type { RefusalResponse } from '@/lib/responses/refusal'

/** Why a write was not done: a status of HTTP and a sentence for the person who asked. */
export class Refusal extends Error {
  override name = 'Refusal'
  /** The field that is wrong, where it is one: a form says it there. */
  field?: string
  constructor(
    readonly status: number,
    message: string,
    /** The page to sign in on, if that is what is missing. */
    readonly signIn?: string,
    /** When to try again, in seconds. */
    readonly retryAfter?: number,
  ) {
    super(message)
  }

  /** Says which field is wrong. */
  at(field: string): this {
    this.field = field
    return this
  }
}

/** Awaits the check of one field's value. A refusal by it names the field. */
export async function atField<T>(field: string, check: Promise<T>): Promise<T> {
  try {
    return await check
  } catch (error) {
    throw error instanceof Refusal && [400, 401, 403, 422].includes(error.status) && !error.signIn
      ? error.at(field)
      : error
  }
}

/** A form whose page shows in place what became of it. */
export interface FormPlace {
  page: string
  /** Which form of its page, where that has several. */
  section?: string
  /** The fields that come back as they were typed. */
  keep: string[]
}

interface Asked {
  asForm: boolean
  returnTo: string
  form?: FormPlace
  body: Record<string, unknown>
}

/** Of each field, so that its cookie stays below the 4 KB that browsers keep. */
const mostKept = 200

/** The answer to a refused write: JSON for a script; for a plain form its page again, sign-in, or a page of words. */
export async function refuse(
  { status, message, field, signIn, retryAfter }: Refusal,
  { asForm, returnTo, form, body }: Asked,
): Promise<Response> {
  const headers = new Headers({ 'Cache-Control': 'private, no-store' })
  if (retryAfter ?? status === 503) headers.set('Retry-After', String(retryAfter ?? 5))
  if (!asForm)
    return Response.json({ error: { message, signIn: signIn && toAddress(signIn) } } satisfies RefusalResponse, {
      status,
      headers,
    })

  if (signIn) return goOn(`${signIn}?next=${encodeURIComponent(returnTo)}`, headers)
  if (form) {
    const { page, section, keep } = form
    const values = Object.fromEntries(keep.map((name) => [name, String(body[name] ?? '').slice(0, mostKept)]))
    headers.set('Set-Cookie', serialiseFormNotice(page, { message, values, field, section }))
    return goOn(toFormPage(page, { section, next: section ? undefined : returnTo }), headers)
  }
  return answerInWords(
    await wordsPage(
      'Not saved',
      `<p>${escapeHtml(message)}</p>\n<p><a href="${escapeHtml(toAddress(returnTo))}">Back to the page</a></p>`,
    ),
    status,
    headers,
  )
}

/** A page of its own as the answer to a form. */
export function answerInWords(page: string, status: number, headers: Headers): Response {
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(page, { status, headers })
}

function goOn(location: string, headers: Headers): Response {
  headers.set('Location', toAddress(location))
  return new Response(null, { status: 303, headers })
}
