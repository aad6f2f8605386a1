import type { MarkFields } from '@/lib/responses/mark-response'
import { setBookmarked } from '@/lib/shelf'
import { bookmarked } from '../fields'
import { writeMark } from '../write-mark'

/** Adds or removes a bookmark. */
export const POST = writeMark({
  fields: { bookmarked },
  async act({ body, reader, resource, when }) {
    const kept = await setBookmarked(reader.id, resource.ids, body.bookmarked, when)
    return { data: { bookmarked: kept } satisfies Pick<MarkFields, 'bookmarked'> }
  },
})
