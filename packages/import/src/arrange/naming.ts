import { slugFor } from '@/lib/content'
import { fileStem, shorten } from './name-page'
import type { Source } from '../read/read-source'
import { ConversionError } from '../conversion-error'

/** Front matter of a page that does not depend on its position. */
export interface Naming {
  title: string
  slug: string
  sidebartitle: string
  meta: string
}

/** Returns the slug and title of a page, from its fields, else its file name and first heading. Throws a ConversionError. */
export function namePage({ fields, body, notes }: Source, file: string): Pick<Naming, 'slug' | 'title'> {
  const given = fields.get('slug') ?? ''
  const slug = slugFor(given) || slugFor(fileStem(file)) || slugFor(fields.get('title') ?? '')
  if (!slug)
    throw new ConversionError('Neither its slug nor its file name has a letter or a digit. Add a "slug" field.')
  if (given && given !== slug) notes.push(`The slug "${given}" was changed to "${slug}".`)
  const heading = /^#{1,6}[ \t]*([^\n#][^\n]*?)[ \t]*#*$/m
    .exec(body.trimStart().split('\n', 1)[0] ?? '')?.[1]
    ?.replace(/[*_`]/g, '')
  const title =
    tidy(fields.get('title')) || tidy(heading) || tidy(capitalise(fileStem(file).replace(/[-_]+/g, ' '))) || slug
  if (!fields.get('title'))
    notes.push(`It has no title; its ${heading ? 'first heading' : 'file name'} "${title}" is used.`)
  return { slug, title: limit('title', title, 120, notes) }
}

/** Completes a page's front matter: short title from its title, description from its first sentence. */
export function completeNaming(
  { slug, title }: Pick<Naming, 'slug' | 'title'>,
  { fields }: Source,
  firstSentence: string,
  notes: string[],
): Naming {
  const short = tidy(fields.get('sidebartitle'))
  const description = tidy(fields.get('meta')) || tidy(fields.get('description')) || tidy(fields.get('summary'))
  if (!description) notes.push(`It has no meta; its ${firstSentence ? 'first sentence' : 'title'} is used.`)
  return {
    slug,
    title,
    sidebartitle: short ? limit('sidebartitle', short, 40, notes) : shorten(title, 40),
    meta: description ? limit('meta', description, 300, notes) : shorten(tidy(firstSentence) || title, 300),
  }
}

function limit(field: string, text: string, length: number, notes: string[]): string {
  const short = shorten(text, length)
  if (short !== text) notes.push(`Its ${field} was cut to ${length} characters: "${short}".`)
  return short
}

const tidy = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()

const capitalise = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
