import { setNote } from '@/lib/shelf'
import { note } from '../fields'
import { writeMark } from '../write-mark'

/** Sets a reader's note on a resource; an empty one takes it back. */
export const POST = writeMark({
  fields: { note },
  async act({ body, reader, resource, when }) {
    return { data: { note: await setNote(reader.id, resource.ids, body.note, when) } }
  },
})
