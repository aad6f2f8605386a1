import { z } from 'zod'
import { progresses, setProgress } from '@/lib/shelf'
import { requireResource, resourceId } from '../resource'
import { Refusal, write } from '../write'

const percentMessage = '"percent" must be a whole number from 0 to 100.'

const fields = z.strictObject({
  resource: resourceId,
  progress: z.enum(progresses, `"progress" must be one of ${progresses.join(', ')}.`),
  // A form sends digits. Not z.coerce, for which null, "" and [] are numbers too.
  percent: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], percentMessage)
    .pipe(z.int(percentMessage).min(0, percentMessage).max(100, percentMessage))
    .optional(),
})

/** Sets how far a reader is with a tutorial. */
export const POST = write({
  fields,
  async act({ body, reader }) {
    const { resource, ids } = await requireResource(body.resource)
    if (resource.kind === 'tool') throw new Refusal(422, 'A tool has no reading progress; it can be bookmarked.')
    await setProgress(reader.id, ids, body.progress, body.percent)
    return { data: body }
  },
})
