import 'server-only'
import { z } from 'zod'
import { readEnv } from '@/lib/env'
import { getPortal } from '@/lib/content'
import { serialiseChangeNotice, serialiseGuestNotice } from '@/lib/notice'
import type { MarkResponse } from '@/lib/responses/mark-response'
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
import { t } from '@/messages/generated/refusals'
import { callAuth } from './call-auth'
import { consumeChanges, getCost, refuseIfFull } from './change-limits'
import { requireResource, resourceId, type FoundResource } from './resource'
import { answer, check, HttpError, signedOut } from './write'

const ageMessage = '"age" must be a whole number of milliseconds.'

/** The maximum age of a change, in milliseconds: as long as guests are kept. */
const maxAge = 90 * 24 * 60 * 60 * 1000

/** The fields of every change of a mark. */
const common = {
  resource: resourceId,
  /** The reader of the page where it was made; left out if no one was signed in. */
  reader: z.string('"reader" must be an id.').max(64, '"reader" must be an id.').optional(),
  /**
   * How long ago the change was made, in milliseconds, if the browser could not send it at once. Not a time, as the
   * browser's clock may be wrong.
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
  /** Like that of `write`. */
  maxBytes?: number
  /** Refuses invalid combinations of fields; `sent` is the raw body. */
  refine?: (body: z.infer<z.ZodObject<Shape>>, sent: Record<string, unknown>) => void
  /** Makes the change and returns the new values, and optionally a page for forms. */
  act: (call: MarkCall<z.infer<z.ZodObject<Shape>>>) => Promise<{ data: Record<string, unknown>; page?: string }>
}

/**
 * Like `write`, for changes of a resource's mark. The first valid change of a visitor creates a guest.
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
      const age = Math.min(body.age ?? 0, maxAge)
      const now = Date.now()
      // A script announces its changes itself.
      const [told] = asForm && session.reader ? pagesThatTell.filter((each) => each === getPathname(returnTo)) : []
      const before = told === undefined ? null : await readMark(reader, resource)
      const { data, page } = await refuseIfFull(reader, () =>
        act({ body, reader, resource, when: { at: new Date(now - age), waited: age > 0 } }),
      )
      if (told !== undefined && before && !page) {
        const change = findChange(before, await readMark(reader, resource))
        if (change)
          cookies.push(
            serialiseChangeNotice(reader.id, {
              page: told,
              resource: resource.id,
              title: resource.title,
              field: change.field,
              before: change.before,
              done: describeChange(resource.title, change).done,
            }),
          )
      }
      // Only a cookie identifies a guest, and only the next request shows whether the browser stored it.
      const location = session.reader ? returnTo : `/api/session?next=${encodeURIComponent(returnTo)}`
      return {
        data: { ...data, ...({ resource: body.resource, reader: reader.id, asOf: Date.now() } satisfies MarkResponse) },
        location,
        page,
        cookies,
      }
    })
}

/** The pages where a change may remove a row, so that they say what it did. */
const pagesThatTell = ['/shelf', '/']

const getPathname = (path: string): string => path.replace(/[?#].*/, '')

async function readMark(reader: Reader, { id }: FoundResource): Promise<Mark> {
  const { moves } = await getPortal()
  return (await readMarks(reader.id, [id], moves.resources)).get(id) ?? noMark
}

/** Returns the field that differs; null unless exactly one does. */
function findChange(before: Mark, after: Mark): FieldChange | null {
  const changes: FieldChange[] = [
    { field: 'progress', before: formatState(before), after: formatState(after) },
    { field: 'bookmarked', before: String(before.bookmarked), after: String(after.bookmarked) },
    { field: 'note', before: before.note ?? '', after: after.note ?? '' },
  ]
  const [change, ...others] = changes.filter((each) => each.before !== each.after)
  return others.length === 0 ? (change ?? null) : null
}

/** Refuses a change from another reader's page, as a page may be older than the session. */
async function requireSameReader(reader: Reader | null, expected: string): Promise<void> {
  if (!reader) throw signedOut()
  if (reader.id === expected || (await isMergedInto(expected, reader.id))) return
  throw new HttpError(409, t('otherReader'))
}

async function becomeGuest(request: Request, resource: FoundResource): Promise<{ reader: Reader; cookies: string[] }> {
  if (!readEnv().guests) throw new HttpError(401, t('signInToSave'), '/sign-in')
  // Drops any cookie: there is no session.
  const headers = new Headers(request.headers)
  headers.delete('cookie')
  const { data, cookies } = await callAuth(new Request(request.url, { headers }), '/sign-in/anonymous', {})
  if (!data.user) throw new Error('better-auth created a guest without an id.')
  const { id } = data.user
  return { reader: { id, name: 'Guest', guest: true }, cookies: [...cookies, serialiseGuestNotice(id, resource.id)] }
}
