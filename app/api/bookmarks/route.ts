import { z } from 'zod'
import { setBookmarked } from '@/lib/shelf'
import { requireResource, resourceId } from '../resource'
import { write } from '../write'

const fields = z.strictObject({
  resource: resourceId,
  bookmarked: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], '"bookmarked" must be true or false.'),
})

/** Bookmarks a resource, or not. */
export const POST = write({
  fields,
  async act({ body, reader }) {
    const { ids } = await requireResource(body.resource)
    await setBookmarked(reader.id, ids, body.bookmarked)
    return { data: body }
  },
})
