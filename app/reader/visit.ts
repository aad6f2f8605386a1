import 'server-only'
import { cache } from 'react'
import { headers } from 'next/headers'
import { getPortal } from '@/lib/content'
import { readReader, type Reader } from '@/lib/session'
import { followMoves, readShelf, type Shelf } from '@/lib/shelf'

/** Who is asking for a page, and what they marked. */
export interface Visit {
  reader: Reader | null
  /** Null for someone signed out, and where the marks can't be reached. */
  shelf: Shelf | null
  /** The database is away: the page comes without marks, and says so. */
  marksAway: boolean
}

/** The visit of this request, looked up once however often a page asks. */
export const getVisit = cache(async (): Promise<Visit> => {
  const requestHeaders = await headers()
  let reader: Reader | null = null
  try {
    reader = await readReader(requestHeaders)
    const { moves } = await getPortal()
    return { reader, shelf: reader && followMoves(await readShelf(reader.id), moves.resources), marksAway: false }
  } catch (error) {
    console.error('Marks can’t be read:', error)
    return { reader, shelf: null, marksAway: true }
  }
})
