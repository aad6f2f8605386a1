import 'server-only'
import type { z } from 'zod'
import { TooBusyError } from '@/lib/account'
import { toAddress } from '@/lib/base-path'
import { DatabaseUnavailable } from '@/lib/db'
import { toFormPage } from '@/lib/form-state'
import { serialiseFormNotice } from '@/lib/notice'
import { getLog } from '@/lib/observing'
import { toSameSitePath } from '@/lib/same-site-path'
import { readSession, type Reader } from '@/lib/session'
import { ReaderGoneError } from '@/lib/shelf'
import { t } from '@/messages/generated/refusals'
import { readBody } from './read-body'
import { answerWithPage, HttpError, refuse, type FormLocation } from './http-error'
import { requireSameOrigin } from './same-origin'

export { HttpError }

/** The arguments of a handler, after the common checks. */
interface Call<Body, Who> {
  body: Body
  reader: Who
  request: Request
  /** The path that the form asked to return to, always on this site. */
  returnTo: string
}

/** The result of a write: data for a script, a location for a form, cookies for both. */
interface WriteResult {
  data?: Record<string, unknown>
  /** The page after a form, if not `returnTo`. */
  location?: string
  /** A message for the form's page, or for another page. */
  notice?: string | { page: string; section?: string; message: string; values?: Record<string, string> }
  /** An HTML page as the response to a form. */
  page?: string
  cookies?: string[]
}

/** The options of every write. */
interface FormOptions {
  /** The page that shows the form's result; without it, a refusal is a standalone page. */
  form?: FormLocation
  /** The maximum length of a request in bytes, if not 16 KiB. */
  maxBytes?: number
}

interface WriteOptions<Schema extends z.ZodType, Who> extends FormOptions {
  fields: Schema
  act: (call: Call<z.infer<Schema>, Who>) => Promise<WriteResult>
}

/**
 * Creates a POST handler, the only way to change anything. Checks the request's origin, type, size, reader and fields, in
 * this order, before `act` runs. Answers a form with 303 or a page, and a script with JSON.
 */
export function write<Schema extends z.ZodType>(options: WriteOptions<Schema, Reader>) {
  return (request: Request) =>
    answer(request, options, async (body, returnTo) => {
      const { reader, cookies } = await readSession(request.headers)
      if (!reader) throw signedOut()
      const result = await options.act({ body: check(options.fields, body), reader, request, returnTo })
      return { ...result, cookies: [...cookies, ...(result.cookies ?? [])] }
    })
}

/** Like `write`, for requests without a session. */
export function writeAsAnyone<Schema extends z.ZodType>(options: WriteOptions<Schema, null>) {
  return (request: Request) =>
    answer(request, options, (body, returnTo) =>
      options.act({ body: check(options.fields, body), reader: null, request, returnTo }),
    )
}

/** Returns the refusal of a request that needs a session. */
export function signedOut(): HttpError {
  return new HttpError(401, t('signedOut'), '/sign-in')
}

/** Does what all writes have in common: checks the origin, type and size, and formats the response. */
export async function answer(
  request: Request,
  { form, maxBytes }: FormOptions,
  act: (body: Record<string, unknown>, returnTo: string, asForm: boolean) => Promise<WriteResult>,
): Promise<Response> {
  let asForm = false
  let returnTo = '/'
  let body: Record<string, unknown> = {}
  try {
    requireSameOrigin(request)
    const { fields, isForm } = await readBody(request, maxBytes)
    const { returnTo: wanted, ...rest } = fields
    asForm = isForm
    body = rest
    returnTo = toSameSitePath(wanted)
    const { data = {}, location = returnTo, notice, page, cookies = [] } = await act(body, returnTo, asForm)
    const headers = new Headers({ 'Cache-Control': 'private, no-store' })
    for (const cookie of cookies) headers.append('Set-Cookie', cookie)
    if (!asForm) return Response.json(data, { headers })
    if (page) return answerWithPage(page, 200, headers)
    headers.set('Location', notice && form ? setNotice(notice, form, headers) : toAddress(location))
    return new Response(null, { status: 303, headers })
  } catch (error) {
    return refuse(toHttpError(error), { asForm, returnTo, form, body })
  }
}

/** Sets a notice for the form's page or another one, and returns its address. */
function setNotice(notice: NonNullable<WriteResult['notice']>, form: FormLocation, headers: Headers): string {
  const {
    page,
    section,
    message,
    values = {},
  } = typeof notice === 'string' ? { ...form, message: notice, values: {} } : { section: undefined, ...notice }
  headers.append('Set-Cookie', serialiseFormNotice(page, { message, values, section, done: true }))
  return toAddress(toFormPage(page, { section }))
}

/** Returns the parsed fields. Refuses with a message about the first invalid one. */
export function check<Schema extends z.ZodType>(fields: Schema, body: unknown): z.infer<Schema> {
  const parsed = fields.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  if (!issue) throw new HttpError(422, 'Invalid fields.')
  if (issue.code === 'unrecognized_keys') throw new HttpError(422, `Unknown field "${issue.keys[0]?.slice(0, 50)}".`)
  const refusal = new HttpError(422, issue.message)
  const [field] = issue.path
  throw typeof field === 'string' ? refusal.at(field) : refusal
}

function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error
  if (error instanceof ReaderGoneError) return signedOut()
  if (error instanceof TooBusyError) return new HttpError(503, t('tooBusy'))
  getLog().error({ err: error }, 'A write failed.')
  if (error instanceof DatabaseUnavailable) return new HttpError(503, t('databaseUnavailable'))
  return new HttpError(500, t('failed'))
}
