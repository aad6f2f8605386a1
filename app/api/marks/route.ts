import { counts } from '@/lib/content'
import { setMark } from '@/lib/shelf'
import { bookmarked, percent, progress, storedNote, storedNoteBytes } from '../fields'
import { refuseProgress } from '../resource'
import { writeMark } from '../write-mark'

/** Sets all of a mark at once: puts back what was taken off the shelf. */
export const POST = writeMark({
  fields: { bookmarked, progress, percent, note: storedNote },
  maxBytes: storedNoteBytes,
  async act({ body, reader, resource, when }) {
    if (body.progress !== 'to-read') refuseProgress(resource)
    const { bookmarked, note } = body
    const percent = body.progress === 'reading' ? (body.percent ?? null) : null
    const mark = { bookmarked, progress: body.progress, percent, note }
    // A former tutorial keeps its progress, although no page shows it (lib/shown-marks.ts).
    await setMark(reader.id, resource.ids, counts(resource) ? mark : { bookmarked, note }, when)
    return { data: mark }
  },
})
