import { counts } from '@/lib/content'
import { setMark } from '@/lib/shelf'
import { bookmarked, percent, progress, storedNote, storedNoteBytes } from '../fields'
import { refuseProgress } from '../resource'
import { writeMark } from '../write-mark'

/** Sets a whole mark at once, to undo its removal. */
export const POST = writeMark({
  fields: { bookmarked, progress, percent, note: storedNote },
  maxBytes: storedNoteBytes,
  async act({ body, reader, resource, when }) {
    if (body.progress !== 'to-read') refuseProgress(resource)
    const { bookmarked, note } = body
    const percent = body.progress === 'reading' ? (body.percent ?? null) : null
    const mark = { bookmarked, progress: body.progress, percent, note }
    // A former tutorial keeps its progress, which no page shows (lib/shown-marks.ts).
    await setMark(reader.id, resource.ids, counts(resource) ? mark : { bookmarked, note }, when)
    return { data: mark }
  },
})
