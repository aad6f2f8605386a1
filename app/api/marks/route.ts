import { setMark } from '@/lib/shelf'
import { bookmarked, percent, progress, storedNote, storedNoteBytes } from '../fields'
import { Refusal } from '../write'
import { writeMark } from '../write-mark'

/** Sets all of a mark at once: puts back what was taken off the shelf. */
export const POST = writeMark({
  fields: { bookmarked, progress, percent, note: storedNote },
  maxBytes: storedNoteBytes,
  async act({ body, reader, resource, when }) {
    if (resource.kind === 'tool' && body.progress !== 'to-read')
      throw new Refusal(422, 'A tool has no reading progress; it can be bookmarked.')
    const mark = {
      bookmarked: body.bookmarked,
      progress: body.progress,
      percent: body.progress === 'reading' ? (body.percent ?? null) : null,
      note: body.note,
    }
    await setMark(reader.id, resource.ids, mark, when)
    return { data: mark }
  },
})
