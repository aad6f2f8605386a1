import 'server-only'
import { cache } from 'react'
import { cookies, headers } from 'next/headers'
import { getPortal } from '@/lib/content'
import { readGuestNotice, readMergeNotice, type GuestMerge } from '@/lib/notice'
import { getLog } from '@/lib/observing'
import { readReader, type Reader } from '@/lib/session'
import { sessionCookie } from '@/lib/session-cookie'
import type { ReaderMarks, Shelf } from '@/lib/shelf'
import { readShownMarks, readShownShelf } from '@/lib/shown-marks'

/** Who is asking for a page, and what is on their shelf. */
export interface Visit {
  reader: Reader | null
  /** Null for a signed-out viewer, and while the marks are unavailable. */
  shelf: Shelf | null
  /** The database is unavailable: the page shows no marks and says so. */
  marksUnavailable: boolean
  /** When the marks were read, by the server's clock, in milliseconds since 1970. */
  asOf: number
  /** What sign-in just did with the guest's marks. */
  merged?: GuestMerge | null
  /** The resource of this guest's first mark, if they just set it. */
  firstMark?: string | null
}

/** The visit of this request, looked up once however often a page asks. */
export const getVisit = cache(async (): Promise<Visit> => {
  // Without a session cookie the page must be the same for every visitor, since server/page-cache keeps one copy.
  const jar = await cookies()
  if (!Object.values(sessionCookie).some((name) => jar.has(name)))
    return { reader: null, shelf: null, marksUnavailable: false, asOf: 0 }
  const requestHeaders = await headers()
  const asOf = Date.now()
  let reader: Reader | null = null
  try {
    reader = await readReader(requestHeaders)
    const shelf = reader && (await readShownShelf(reader.id, await getPortal()))
    const given = requestHeaders.get('cookie') ?? ''
    const merged = reader && readMergeNotice(reader.id, given)
    const firstMark = reader?.guest ? readGuestNotice(reader.id, given) : null
    return { reader, shelf, marksUnavailable: false, asOf, merged, firstMark }
  } catch (error) {
    getLog().error({ err: error }, 'Marks can’t be read.')
    return { reader, shelf: null, marksUnavailable: true, asOf }
  }
})

/** This visit's marks on some resources; null as its shelf is. */
export async function readVisitMarks(ids: string[]): Promise<ReaderMarks | null> {
  const { reader, shelf, firstMark } = await getVisit()
  if (!reader || !shelf) return null
  const asOf = Date.now()
  try {
    const marks = await readShownMarks(reader.id, ids, await getPortal())
    return { reader: reader.id, marks, asOf, ...(firstMark && { firstMark }) }
  } catch (error) {
    getLog().error({ err: error }, 'Marks can’t be read.')
    return null
  }
}
