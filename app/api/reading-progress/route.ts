import { z } from 'zod'
import { progresses, setProgress } from '@/lib/shelf'
import { requireResource, resourceId } from '../resource'
import { Refusal, write } from '../write'

const percentMessage = '"percent" must be a whole number from 0 to 100.'

const fields = z.strictObject({
  resource: resourceId,
  progress: z.enum(progresses, `"progress" must be one of ${progresses.join(', ')}.`),
  percent: z.coerce.number(percentMessage).int(percentMessage).min(0, percentMessage).max(100, percentMessage).optional(),
})

/** Sets how far a reader is with a tutorial. */
export const POST = write({
  fields,
  async act({ body, reader }) {
    const { kind } = await requireResource(body.resource)
    if (kind === 'tool') throw new Refusal(422, 'A tool has no reading progress; it can be bookmarked.')
    await setProgress(reader.id, body.resource, body.progress, body.percent)
    return { data: body }
  },
})
