import 'server-only'
import { z } from 'zod'
import type { FormState } from './form-state'
import { expireSigned, nameSignedCookie, readSigned, serialiseSigned, sign, type SignedCookie } from './signed-cookie'

// What the next page says about the request before it. One cookie, so that a later notice replaces an
// earlier one everywhere; it names the page or the reader that it is for.

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

/** What signing in did with the marks that its reader had made as a guest. */
export type GuestMerge = z.infer<typeof mergeNotice>['merge']

/** Returns the `Set-Cookie` value that shows a form's state on that page. */
export function serialiseFormNotice(page: string, form: FormState): string {
  return serialiseSigned(cookie, { page, form })
}

/** Returns the form state that these cookies hold for that page; null if they hold none, or another page's. */
export function readFormNotice(page: string, cookies: string): FormState | null {
  const { data } = formNotice.safeParse(readSigned(cookie, cookies))
  return data?.page === page ? data.form : null
}

/** Returns the cookie that tells a reader, on any page, what became of a guest's marks. */
export function makeMergeNotice(reader: string, merge: GuestMerge): { name: string; value: string; maxAge: number } {
  return { name: nameSignedCookie(cookie), value: sign(cookie, { reader, merge }), maxAge: cookie.maxAge }
}

/** Returns the same as a `Set-Cookie` value. */
export function serialiseMergeNotice(reader: string, merge: GuestMerge): string {
  return serialiseSigned(cookie, { reader, merge })
}

/** Returns the merge that these cookies tell that reader about; null if there is none. */
export function readMergeNotice(reader: string, cookies: string): GuestMerge | null {
  const { data } = mergeNotice.safeParse(readSigned(cookie, cookies))
  return data?.reader === reader ? data.merge : null
}

/** Returns the `Set-Cookie` value that tells a new guest, beside the resource marked first, where marks live. */
export function serialiseGuestNotice(guest: string, resource: string): string {
  return serialiseSigned(cookie, { guest, firstMark: resource })
}

/** Returns the resource beside which that guest is told where marks live; null if these cookies name none. */
export function readGuestNotice(guest: string, cookies: string): string | null {
  const { data } = guestNotice.safeParse(readSigned(cookie, cookies))
  return data?.guest === guest ? data.firstMark : null
}

/** Returns the `Set-Cookie` value that removes a notice once it was shown. */
export function expireNotice(): string {
  return expireSigned(cookie)
}
