import { z } from 'zod'
import { dropInvisible } from '@/lib/invisible-characters'
import { countCodePoints, joinedNoteLength, noteLength, progresses } from '@/lib/shelf'
import { t } from '@/messages/generated/refusals'

const percentMessage = '"percent" must be a whole number from 0 to 100.'

// The fields of a mark, as forms and scripts send them.

/** Whether a resource is bookmarked. */
export const bookmarked = z.union(
  [z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')],
  '"bookmarked" must be true or false.',
)

/** The reading progress. */
export const progress = z.enum(progresses, `"progress" must be one of ${progresses.join(', ')}.`)

/** The percentage read, from 0 to 100; digits in a form. Not `z.coerce`, which also accepts null, "" and []. */
export const percent = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], percentMessage)
  .pipe(z.int(percentMessage).min(0, percentMessage).max(100, percentMessage))
  .optional()

/** Plain text with "\n" as the line end, which browsers send as two characters and count as one. */
const text = z.string('"note" must be text.').transform((sent) => sent.replace(/\r\n?/g, '\n').trimEnd())

const toNote = (limit: number, count: (sent: string) => number) =>
  text
    .refine((sent) => count(sent) <= limit, {
      error: () => t('noteTooLong', { limit }),
      abort: true,
    })
    .refine((sent) => sent.isWellFormed(), { error: () => t('noteInvalid') })
    // Pasted text often contains invisible characters, which a reader can't remove.
    .transform((sent) => dropInvisible(sent).trimEnd() || null)

/** A typed note. Not `.max()`, which counts an emoji once where browsers count it twice. */
export const note = toNote(noteLength, (sent) => sent.length)

/** A note that was stored before; merging may have made it longer than the field allows. */
export const storedNote = toNote(joinedNoteLength, countCodePoints)

/** The maximum length of a request with a stored note, in bytes: a character may take twelve. */
export const storedNoteBytes = 256 * 1024
