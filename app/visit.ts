import 'server-only'
import { cache } from 'react'
import { cookies, headers } from 'next/headers'
import { getPortal } from '@/lib/content'
import { readChangeNotice, readGuestNotice, readMergeNotice, type ChangeNotice, type GuestMerge } from '@/lib/notice'
import { getLog } from '@/lib/observing'
import { readReader, type Reader } from '@/lib/session'
import { sessionCookie } from '@/lib/session-cookie'
import type { ReaderMarks, Shelf } from '@/lib/shelf'
import { readShownMarks, readShownShelf } from '@/lib/shown-marks'

/** Who is asking for a page, and what is on their shelf. */
export interface Visit {
  reader: Reader | null
  /** Null for someone signed out, and where the marks can't be reached. */
  shelf: Shelf | null
  /** The database is away: the page comes without marks, and says so. */
  marksUnavailable: boolean
  /** When it was looked up, by the server's clock, in milliseconds since 1970. */
  asOf: number
  /** What signing in just did with the marks made before it. */
  merged?: GuestMerge | null
  /** The resource whose first mark has just made this guest. */
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

/** Returns what a form of that page has just changed for this visit's reader; null if nothing. */
export async function readVisitChange(page: string): Promise<ChangeNotice | null> {
  const { reader } = await getVisit()
  return reader && readChangeNotice(reader.id, page, (await headers()).get('cookie') ?? '')
}
