import { z } from 'zod'
import { noteLength, progresses } from '@/lib/shelf'

const percentMessage = '"percent" must be a whole number from 0 to 100.'

/** The fields of a mark, as forms and scripts send them. */
export const bookmarked = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')], '"bookmarked" must be true or false.')

export const progress = z.enum(progresses, `"progress" must be one of ${progresses.join(', ')}.`)

// A form sends digits. Not z.coerce, for which null, "" and [] are numbers too.
export const percent = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)], percentMessage)
  .pipe(z.int(percentMessage).min(0, percentMessage).max(100, percentMessage))
  .optional()

/** Plain text; one without any is null. Browsers send each line's end as two characters and count it as one. */
export const note = z
  .string('"note" must be text.')
  .transform((text) => text.replace(/\r\n?/g, '\n').trimEnd())
  // Not .max(), which counts an emoji once where browsers count it twice.
  .refine((text) => text.length <= noteLength, { error: `The note is longer than ${noteLength.toLocaleString('en')} characters. Shorten it.`, abort: true })
  .refine((text) => text.isWellFormed(), 'The note holds half a character, which can’t be kept.')
  .transform((text) => text || null)
