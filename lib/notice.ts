import 'server-only'
import { z } from 'zod'
import type { FormState } from './form-state'
import { expireSigned, nameSignedCookie, readSigned, serialiseSigned, sign, type SignedCookie } from './signed-cookie'

// Messages about one request for the next page. All use one cookie, so that a later notice replaces an earlier
// one; each names the page or reader it is for.

const cookie: SignedCookie = { purpose: 'notice', maxAge: 60 }

const formNotice = z.object({
  page: z.string(),
  form: z.object({
    message: z.string(),
    values: z.record(z.string(), z.string()),
    field: z.string().optional(),
    section: z.string().optional(),
    done: z.boolean().optional(),
  }),
})

const mergeNotice = z.object({
  reader: z.string(),
  merge: z.object({
    guest: z.string(),
    marks: z.number(),
    shared: z.number(),
    shortened: z.number(),
    isFull: z.boolean().optional(),
  }),
})

const guestNotice = z.object({ guest: z.string(), firstMark: z.string() })

const changeNotice = z.object({
  reader: z.string(),
  change: z.object({
    page: z.string(),
    resource: z.string(),
    title: z.string(),
    field: z.enum(['bookmarked', 'progress', 'note']),
    before: z.string().optional(),
    done: z.string(),
  }),
})

/** A change that a plain form made: the message for its page, and its former value if it can be restored. */
export type ChangeNotice = z.infer<typeof changeNotice>['change']

/** The result of merging a guest's marks at sign-in. */
export type GuestMerge = z.infer<typeof mergeNotice>['merge']

/** Returns the `Set-Cookie` value that shows a form's state on that page. */
export function serialiseFormNotice(page: string, form: FormState): string {
  return serialiseSigned(cookie, { page, form })
}

/** Returns the form state for that page in these cookies; null if there is none. */
export function readFormNotice(page: string, cookies: string): FormState | null {
  const { data } = formNotice.safeParse(readSigned(cookie, cookies))
  return data?.page === page ? data.form : null
}

/** Returns the cookie that tells a reader, on any page, about the merge of a guest's marks. */
export function makeMergeNotice(reader: string, merge: GuestMerge): { name: string; value: string; maxAge: number } {
  return { name: nameSignedCookie(cookie), value: sign(cookie, { reader, merge }), maxAge: cookie.maxAge }
}

/** Returns that cookie as a `Set-Cookie` value. */
export function serialiseMergeNotice(reader: string, merge: GuestMerge): string {
  return serialiseSigned(cookie, { reader, merge })
}

/** Returns the merge for that reader in these cookies; null if there is none. */
export function readMergeNotice(reader: string, cookies: string): GuestMerge | null {
  const { data } = mergeNotice.safeParse(readSigned(cookie, cookies))
  return data?.reader === reader ? data.merge : null
}

/** Returns the `Set-Cookie` value that tells a new guest, next to the first marked resource, where marks are kept. */
export function serialiseGuestNotice(guest: string, resource: string): string {
  return serialiseSigned(cookie, { guest, firstMark: resource })
}

/** Returns the resource next to which that guest is told where marks are kept; null if these cookies name none. */
export function readGuestNotice(guest: string, cookies: string): string | null {
  const { data } = guestNotice.safeParse(readSigned(cookie, cookies))
  return data?.guest === guest ? data.firstMark : null
}

/** The maximum length of a note that always fits into a cookie, in UTF-16 code units. */
const longestNote = 200

/**
 * Returns the `Set-Cookie` value that tells that reader, on that page, what a form has changed. Omits a long former
 * note, so that change can't be undone.
 */
export function serialiseChangeNotice(reader: string, change: ChangeNotice): string {
  const { before = '', ...rest } = change
  const isShort = before.length <= longestNote
  return serialiseSigned(cookie, { reader, change: isShort ? change : rest })
}

/** Returns the change to tell that reader about on that page; null if these cookies name none. */
export function readChangeNotice(reader: string, page: string, cookies: string): ChangeNotice | null {
  const { data } = changeNotice.safeParse(readSigned(cookie, cookies))
  return data?.reader === reader && data.change.page === page ? data.change : null
}

/** Returns the `Set-Cookie` value that removes a notice after it was shown. */
export function expireNotice(): string {
  return expireSigned(cookie)
}
