import 'server-only'
import type { z } from 'zod'
import { DatabaseUnavailable } from '@/lib/db'
import { serialiseFormState, toFormPage } from '@/lib/form-state'
import { toSameSitePath } from '@/lib/same-site-path'
import { readSession, type Reader } from '@/lib/session'
import { readBody } from './read-body'
import { Refusal, refuse, type FormPlace } from './refusal'
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
  notice?: string | { page: string; message: string }
  cookies?: string[]
}

interface WriteOptions<Schema extends z.ZodType, Who> {
  fields: Schema
  /** The page that shows in place what became of this form; without it refusals come as a page of words. */
  form?: FormPlace
  act: (call: Call<z.infer<Schema>, Who>) => Promise<Outcome>
}

/**
 * The one way to change anything: a POST handler that has checked, in this order, where the request
 * comes from, its type and size, who is asking, and its fields, before `act` runs. The same address
 * answers a plain form with 303 (or a page in words) and a script with JSON.
 */
export function write<Schema extends z.ZodType>(options: WriteOptions<Schema, Reader>) {
  return (request: Request) =>
    answer(request, options.form, async (body, returnTo) => {
      const { reader, cookies } = await readSession(request.headers)
      if (!reader) throw signedOut()
      const call = { body: check(options.fields, body), reader, request, returnTo }
      const outcome = await options.act(call).catch(async (error: unknown) => {
        // Of an account deleted meanwhile nothing can be kept: whatever broke, that is why.
        if (!(error instanceof Refusal) && !(await readSession(request.headers)).reader) throw signedOut()
        throw error
      })
      return { ...outcome, cookies: [...cookies, ...(outcome.cookies ?? [])] }
    })
}

function signedOut(): Refusal {
  return new Refusal(401, 'You are signed out; sign in to keep marks.', '/sign-in')
}

/** As `write`, for what people do who are not signed in yet. */
export function writeAsAnyone<Schema extends z.ZodType>(options: WriteOptions<Schema, null>) {
  return (request: Request) =>
    answer(request, options.form, (body, returnTo) => options.act({ body: check(options.fields, body), reader: null, request, returnTo }))
}

async function answer(
  request: Request,
  form: FormPlace | undefined,
  act: (body: Record<string, unknown>, returnTo: string) => Promise<Outcome>,
): Promise<Response> {
  let asForm = false
  let returnTo = '/'
  let body: Record<string, unknown> = {}
  try {
    requireSameOrigin(request)
    const { fields, isForm } = await readBody(request)
    const { returnTo: wanted, ...rest } = fields
    asForm = isForm
    body = rest
    returnTo = toSameSitePath(wanted)
    const { data = {}, location = returnTo, notice, cookies = [] } = await act(body, returnTo)
    const headers = new Headers({ 'Cache-Control': 'private, no-store' })
    for (const cookie of cookies) headers.append('Set-Cookie', cookie)
    if (!asForm) return Response.json(data, { headers })
    headers.set('Location', notice && form ? give(notice, form, headers) : location)
    return new Response(null, { status: 303, headers })
  } catch (error) {
    return refuse(toRefusal(error), { asForm, returnTo, form, body })
  }
}

/** Gives the form's page, or another, the words to show; answers where that is. */
function give(notice: NonNullable<Outcome['notice']>, form: FormPlace, headers: Headers): string {
  const { page, section, message } = typeof notice === 'string' ? { ...form, message: notice } : { ...notice, section: undefined }
  headers.append('Set-Cookie', serialiseFormState(page, { message, values: {}, section, done: true }))
  return toFormPage(page, { section })
}

function check<Schema extends z.ZodType>(fields: Schema, body: unknown): z.infer<Schema> {
  const parsed = fields.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Refusal(422, issue && issue.code !== 'unrecognized_keys' ? issue.message : 'There is a field too many.')
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  console.error(error)
  if (error instanceof DatabaseUnavailable) return new Refusal(503, 'The portal’s database can’t be reached just now, so this is not saved yet. Try again in a moment.')
  return new Refusal(500, 'Something broke on our side. Nothing was changed.')
}
