import { z } from 'zod'
import type { MarkFields } from '@/lib/responses/mark-response'
import { setNote } from '@/lib/shelf'
import { note, storedNote, storedNoteBytes } from '../fields'
import { check } from '../write'
import { writeMark } from '../write-mark'

/** Sets a reader's note on a resource; an empty one removes it. With `restores`, it may be as long as a stored one. */
export const POST = writeMark({
  fields: { note: storedNote, restores: z.literal(true, '"restores" must be true.').optional() },
  maxBytes: storedNoteBytes,
  refine(body, sent) {
    if (!body.restores) check(note, sent.note)
  },
  async act({ body, reader, resource, when }) {
    const kept = await setNote(reader.id, resource.ids, body.note, when)
    return { data: { note: kept } satisfies Pick<MarkFields, 'note'> }
  },
})
