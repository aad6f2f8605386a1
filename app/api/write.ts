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
import { readBody } from './read-body'
import { answerInWords, Refusal, refuse, type FormPlace } from './refusal'
import { requireSameOrigin } from './same-origin'

export { Refusal }

/** What a handler of a write is given once everything common is checked. */
interface Call<Body, Who> {
  body: Body
  reader: Who
  request: Request
  /** Where the form asked to go on, always on this site. */
  returnTo: string
}

/** What a write answers: data for a script, an address for a form, cookies for both. */
interface Outcome {
  data?: Record<string, unknown>
  /** Where a form goes on, if not to `returnTo`. */
  location?: string
  /** What was done, in words, for the form's page to show; with a page, on that one. */
  notice?: string | { page: string; section?: string; message: string; values?: Record<string, string> }
  /** What a form is answered with instead: a page in words. */
  page?: string
  cookies?: string[]
}

/** What every write may say of itself, whoever asks. */
interface FormOptions {
  /** The page that shows in place what became of this form; without it refusals come as a page of words. */
  form?: FormPlace
  /** How much a request may hold, in bytes, where 16 KiB are too few. */
  maxBytes?: number
}

interface WriteOptions<Schema extends z.ZodType, Who> extends FormOptions {
  fields: Schema
  act: (call: Call<z.infer<Schema>, Who>) => Promise<Outcome>
}

/**
 * The one way to change anything: a POST handler that has checked, in this order, where the request
 * comes from, its type and size, who is asking, and its fields, before `act` runs. The same address
 * answers a plain form with 303 (or a page in words) and a script with JSON.
 */
export function write<Schema extends z.ZodType>(options: WriteOptions<Schema, Reader>) {
  return (request: Request) =>
    answer(request, options, async (body, returnTo) => {
      const { reader, cookies } = await readSession(request.headers)
      if (!reader) throw signedOut()
      const outcome = await options.act({ body: check(options.fields, body), reader, request, returnTo })
      return { ...outcome, cookies: [...cookies, ...(outcome.cookies ?? [])] }
    })
}

/** As `write`, for what people do who are not signed in yet. */
export function writeAsAnyone<Schema extends z.ZodType>(options: WriteOptions<Schema, null>) {
  return (request: Request) =>
    answer(request, options, (body, returnTo) =>
      options.act({ body: check(options.fields, body), reader: null, request, returnTo }),
    )
}

/** Why someone without a session can't do what only a reader can. */
export function signedOut(): Refusal {
  return new Refusal(401, 'You are signed out; sign in to keep marks.', '/sign-in')
}

/** What all writes have in common: where the request comes from, its type and size, and how it is answered. */
export async function answer(
  request: Request,
  { form, maxBytes }: FormOptions,
  act: (body: Record<string, unknown>, returnTo: string) => Promise<Outcome>,
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
    const { data = {}, location = returnTo, notice, page, cookies = [] } = await act(body, returnTo)
    const headers = new Headers({ 'Cache-Control': 'private, no-store' })
    for (const cookie of cookies) headers.append('Set-Cookie', cookie)
    if (!asForm) return Response.json(data, { headers })
    if (page) return answerInWords(page, 200, headers)
    headers.set('Location', notice && form ? give(notice, form, headers) : toAddress(location))
    return new Response(null, { status: 303, headers })
  } catch (error) {
    return refuse(toRefusal(error), { asForm, returnTo, form, body })
  }
}

/** Gives the form's page, or another, the words to show; answers where that is. */
function give(notice: NonNullable<Outcome['notice']>, form: FormPlace, headers: Headers): string {
  const {
    page,
    section,
    message,
    values = {},
  } = typeof notice === 'string' ? { ...form, message: notice, values: {} } : { section: undefined, ...notice }
  headers.append('Set-Cookie', serialiseFormNotice(page, { message, values, section, done: true }))
  return toAddress(toFormPage(page, { section }))
}

/** The fields, valid; refuses with what is wrong with the first that is not. */
export function check<Schema extends z.ZodType>(fields: Schema, body: unknown): z.infer<Schema> {
  const parsed = fields.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  if (!issue || issue.code === 'unrecognized_keys') throw new Refusal(422, 'There is a field too many.')
  const refusal = new Refusal(422, issue.message)
  const [field] = issue.path
  throw typeof field === 'string' ? refusal.at(field) : refusal
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof ReaderGoneError) return signedOut()
  if (error instanceof TooBusyError)
    return new Refusal(503, 'Many people are signing in right now. Wait a few seconds and try again.')
  getLog().error({ err: error }, 'A write failed.')
  if (error instanceof DatabaseUnavailable)
    return new Refusal(
      503,
      'The portal’s database can’t be reached just now, so this is not saved yet. Try again in a moment.',
    )
  return new Refusal(500, 'Something broke on our side. Nothing was changed.')
}
