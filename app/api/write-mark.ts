import 'server-only'
import { z } from 'zod'
import { readEnv } from '@/lib/env'
import { getPortal } from '@/lib/content'
import { serialiseChangeNotice, serialiseGuestNotice } from '@/lib/notice'
import type { MarkResponse } from '@/lib/responses/mark'
import { readSession, type Reader } from '@/lib/session'
import {
  describeChange,
  formatState,
  isMergedInto,
  noMark,
  readMarks,
  type FieldChange,
  type Mark,
  type When,
} from '@/lib/shelf'
import { callAuth } from './call-auth'
import { consumeChanges, getCost, refuseIfFull } from './change-limits'
import { requireResource, resourceId, type FoundResource } from './resource'
import { answer, check, Refusal, signedOut } from './write'

const ageMessage = '"age" must be a whole number of milliseconds.'

/** How long a browser may have kept a change, in milliseconds: no older than a guest. */
const mostAge = 90 * 24 * 60 * 60 * 1000

/** What every change of a mark says. */
const common = {
  resource: resourceId,
  /** Whose page it was made on; left out on the pages of those signed out. */
  reader: z.string('"reader" must be an id.').max(64, '"reader" must be an id.').optional(),
  /**
   * How long ago the change was made, in milliseconds, where the browser had to keep it before it could
   * send it. A span, not a time: the browser's clock may be wrong by years.
   */
  age: z.int(ageMessage).min(0, ageMessage).optional(),
}

interface MarkCall<Body> {
  body: Body
  reader: Reader
  resource: FoundResource
  when: When
}

interface MarkOptions<Shape extends z.ZodRawShape> {
  fields: Shape
  /** As of `write`. */
  maxBytes?: number
  /** Refuses fields that are right each by itself, and not together; `sent` are the same before they were read. */
  refine?: (body: z.infer<z.ZodObject<Shape>>, sent: Record<string, unknown>) => void
  /** Makes the change and gives what holds then; with `page`, what a form is answered with. */
  act: (call: MarkCall<z.infer<z.ZodObject<Shape>>>) => Promise<{ data: Record<string, unknown>; page?: string }>
}

/**
 * As `write`, for changes of one resource's mark. Who has no account becomes a guest by the first of them,
 * once everything else is found right.
 */
export function writeMark<Shape extends z.ZodRawShape>({ fields, maxBytes, refine, act }: MarkOptions<Shape>) {
  const ours = z.strictObject({ ...fields, ...common })
  return (request: Request) =>
    answer(request, { maxBytes }, async (sent, returnTo, asForm) => {
      const session = await readSession(request.headers)
      const body = check(ours, sent) as z.infer<z.ZodObject<Shape>> & z.infer<z.ZodObject<typeof common>>
      refine?.(body, sent)
      if (body.reader !== undefined) await requireSameReader(session.reader, body.reader)
      consumeChanges(request, session.reader, getCost((body as { note?: string | null }).note))
      const resource = await requireResource(body.resource, session.reader)
      const { reader, cookies } = session.reader
        ? { reader: session.reader, cookies: session.cookies }
        : await becomeGuest(request, resource)
      const age = Math.min(body.age ?? 0, mostAge)
      const now = Date.now()
      // Script says it by itself.
      const [told] = asForm && session.reader ? pagesThatTell.filter((each) => each === getPathname(returnTo)) : []
      const before = told === undefined ? null : await readMark(reader, resource)
      const { data, page } = await refuseIfFull(reader, () =>
        act({ body, reader, resource, when: { at: new Date(now - age), waited: age > 0 } }),
      )
      // A guest is known by a cookie alone, and whether the browser kept it shows on its next request.
      if (told !== undefined && before && !page) {
        const change = findChange(before, await readMark(reader, resource))
        const done = change && describeChange(resource.title, change)
        if (done)
          cookies.push(
            serialiseChangeNotice(reader.id, {
              page: told,
              resource: resource.id,
              title: resource.title,
              field: change.field,
              before: change.before,
              done,
            }),
          )
      }
      const location = session.reader ? returnTo : `/api/session?next=${encodeURIComponent(returnTo)}`
      return {
        data: { ...data, ...({ resource: body.resource, reader: reader.id, asOf: Date.now() } satisfies MarkResponse) },
        location,
        page,
        cookies,
      }
    })
}

/** The pages on which a change may take a row away, so that they say what it did. */
const pagesThatTell = ['/shelf', '/']

const getPathname = (path: string): string => path.replace(/[?#].*/, '')

async function readMark(reader: Reader, { id }: FoundResource): Promise<Mark> {
  const { moves } = await getPortal()
  return (await readMarks(reader.id, [id], moves.resources)).get(id) ?? noMark
}

/** Returns the field that differs, if one does. */
function findChange(before: Mark, after: Mark): FieldChange | null {
  const changes: FieldChange[] = [
    { field: 'progress', before: formatState(before), after: formatState(after) },
    { field: 'bookmarked', before: String(before.bookmarked), after: String(after.bookmarked) },
    { field: 'note', before: before.note ?? '', after: after.note ?? '' },
  ]
  const [change, ...others] = changes.filter((each) => each.before !== each.after)
  return others.length === 0 ? (change ?? null) : null
}

/** A page may be older than the session: what was asked for on one reader's page is not another's. */
async function requireSameReader(reader: Reader | null, expected: string): Promise<void> {
  if (!reader) throw signedOut()
  if (reader.id === expected || (await isMergedInto(expected, reader.id))) return
  throw new Refusal(
    409,
    'This page was opened by another reader of this browser, so nothing was marked. Load it again.',
  )
}

async function becomeGuest(request: Request, resource: FoundResource): Promise<{ reader: Reader; cookies: string[] }> {
  if (!readEnv().guests) throw new Refusal(401, 'Sign in to keep marks.', '/sign-in')
  // Whatever cookie there is, it is nobody's session.
  const headers = new Headers(request.headers)
  headers.delete('cookie')
  const { data, cookies } = await callAuth(new Request(request.url, { headers }), '/sign-in/anonymous', {})
  if (!data.user) throw new Error('A guest was made and not named.')
  const { id } = data.user
  return { reader: { id, name: 'Guest', guest: true }, cookies: [...cookies, serialiseGuestNotice(id, resource.id)] }
}
