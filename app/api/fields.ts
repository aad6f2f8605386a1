import { z } from 'zod'
import { dropInvisible } from '@/lib/invisible-characters'
import { countCodePoints, joinedNoteLength, noteLength, progresses } from '@/lib/shelf'

const percentMessage = '"percent" must be a whole number from 0 to 100.'

/** The fields of a mark, as forms and scripts send them. */
export const bookmarked = z.union(
  [z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')],
  '"bookmarked" must be true or false.',
)

export const progress = z.enum(progresses, `"progress" must be one of ${progresses.join(', ')}.`)

// A form sends digits. Not z.coerce, for which null, "" and [] are numbers too.
export const percent = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], percentMessage)
  .pipe(z.int(percentMessage).min(0, percentMessage).max(100, percentMessage))
  .optional()

/** Plain text; one without any is null. Browsers send each line's end as two characters and count it as one. */
const text = z.string('"note" must be text.').transform((sent) => sent.replace(/\r\n?/g, '\n').trimEnd())

const toNote = (limit: number, count: (sent: string) => number) =>
  text
    .refine((sent) => count(sent) <= limit, {
      error: `The note is longer than ${limit.toLocaleString('en')} characters. Shorten it.`,
      abort: true,
    })
    .refine((sent) => sent.isWellFormed(), 'The note holds half a character, which can’t be kept.')
    // Pasted text often holds them, and a reader can't take out what is not seen.
    .transform((sent) => dropInvisible(sent).trimEnd() || null)

/** A note as a reader types it. Not .max(), which counts an emoji once where browsers count it twice. */
export const note = toNote(noteLength, (sent) => sent.length)

/** A note that was stored before: merging may have made it longer than one can type. */
export const storedNote = toNote(joinedNoteLength, countCodePoints)

/** The longest request with such a note: in a form, and in JSON, a character may take twelve bytes. */
export const storedNoteBytes = 256 * 1024
