import { Document, Scalar } from 'yaml'
import { fileStem, shorten, slugFor } from './name-page'
import type { Source } from './read-source'
import { Refusal } from './refusal'

/** What a page of ours says of itself, apart from where it stands. */
export interface Naming {
  title: string
  slug: string
  sidebartitle: string
  meta: string
}

/** Where it stands. */
export interface Standing {
  sortorder: string
  toc: boolean
}

/** The slug and title of a page, from its fields or else its file and first heading. Throws a Refusal. */
export function namePage({ fields, body, notes }: Source, file: string): Pick<Naming, 'slug' | 'title'> {
  const given = fields.get('slug') ?? ''
  const slug = slugFor(given) || slugFor(fileStem(file)) || slugFor(fields.get('title') ?? '')
  if (!slug) throw new Refusal('Neither its slug nor its file name has a letter or a digit. Write "slug: …" into it.')
  if (given && given !== slug) notes.push(`The slug "${given}" is written "${slug}".`)
  const heading = /^#{1,6}[ \t]*([^\n#][^\n]*?)[ \t]*#*$/m
    .exec(body.trimStart().split('\n', 1)[0] ?? '')?.[1]
    ?.replace(/[*_`]/g, '')
  const title =
    tidy(fields.get('title')) || tidy(heading) || tidy(capitalise(fileStem(file).replace(/[-_]+/g, ' '))) || slug
  if (!fields.get('title')) notes.push(`It has no title; "${title}" is its ${heading ? 'first heading' : 'file name'}.`)
  return { slug, title: limit('title', title, 120, notes) }
}

/** The texts that a page lacks: its short name from its title, its description from its first sentence. */
export function completeNaming(
  { slug, title }: Pick<Naming, 'slug' | 'title'>,
  { fields }: Source,
  firstSentence: string,
  notes: string[],
): Naming {
  const short = tidy(fields.get('sidebartitle'))
  const description = tidy(fields.get('meta')) || tidy(fields.get('description')) || tidy(fields.get('summary'))
  if (!description)
    notes.push(`It has no meta; ${firstSentence ? 'its first sentence stands there' : 'its title stands there'}.`)
  return {
    slug,
    title,
    sidebartitle: short ? limit('sidebartitle', short, 40, notes) : shorten(title, 40),
    meta: description ? limit('meta', description, 300, notes) : shorten(tidy(firstSentence) || title, 300),
  }
}

function limit(field: string, text: string, length: number, notes: string[]): string {
  const short = shorten(text, length)
  if (short !== text) notes.push(`Its ${field} was longer than ${length} characters and is cut: "${short}".`)
  return short
}

const tidy = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()

const capitalise = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

/** The front matter of a page of ours, between its lines of `---`. */
export function writeFrontMatter({ title, slug, sidebartitle, meta }: Naming, { sortorder, toc }: Standing): string {
  const quoted = new Scalar(sortorder)
  quoted.type = Scalar.QUOTE_DOUBLE
  const document = new Document({ title, category: 'page', slug, sortorder: quoted, toc, sidebartitle, meta })
  return `---\n${document.toString({ lineWidth: 0 })}---\n`
}
