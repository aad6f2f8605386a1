import type { MarkFields } from '@/lib/responses/mark-response'
import { setProgress } from '@/lib/shelf'
import { percent, progress } from '../fields'
import { refuseProgress } from '../resource'
import { writeMark } from '../write-mark'

/** Sets the reading progress of a tutorial. */
export const POST = writeMark({
  fields: { progress, percent },
  async act({ body, reader, resource, when }) {
    refuseProgress(resource)
    const kept = await setProgress(reader.id, resource.ids, body, when)
    return { data: kept satisfies Pick<MarkFields, 'progress'> }
  },
})
