import { slugFor } from '@/lib/content'
import { dropNumbers, fileStem, isIndex, shorten, toTitle } from './name-page'
import type { Source } from '../read/read-source'
import { ConversionError } from '../conversion-error'

/** Front matter of a page that does not depend on its position. */
export interface Naming {
  title: string
  slug: string
  sidebartitle: string
  meta: string
}

/** What a page can be named after. */
export interface NameSource extends Source {
  /** The path of its file, below the root of its site if it has one. */
  path: string
  /** The name of the folder that the root is, for the page that heads it. */
  rootName: string
  /** The title in the site's navigation. */
  navTitle?: string
  /** The name of the site, for its home page. */
  siteTitle?: string
}

/** Tells whether a page is the first of a site that has a name. */
const isHome = ({ path, siteTitle }: Pick<NameSource, 'path' | 'siteTitle'>) =>
  siteTitle !== undefined && isIndex(path) && !path.includes('/')

/** Returns the name of a file; for an index or README, the name of its folder. */
function readName(path: string, rootName: string): string {
  if (!isIndex(path)) return fileStem(path)
  return dropNumbers(path.split('/').at(-2) ?? rootName)
}

/** Returns a page's title: from its fields, else its only first heading, the navigation, or its name. */
export function nameTitle(page: NameSource, heading: string): string {
  const { fields, notes, path, rootName } = page
  const given = tidy(fields.get('title')) || tidy(fields.get('linktitle')) || tidy(fields.get('hero.name'))
  const [[from, title] = ['name', 'Page']] = [
    ['first heading', tidy(heading)],
    ...(isHome(page) ? [['site’s name', tidy(page.siteTitle)]] : []),
    ['title in the navigation', tidy(page.navTitle)],
    ['file name', tidy(toTitle(readName(path, rootName)))],
  ].filter(([, each]) => each)
  if (!given) notes.push(`It has no title; its ${from} "${title}" is used.`)
  return limit('title', given || title!, 120, notes)
}

/**
 * Returns a slug that no other page has: the given one, else one made from its name, with its folders' names in front
 * if several pages share it. Throws a ConversionError if two pages are given the same.
 */
export function nameSlug(page: NameSource, title: string, taken: Map<string, string>): string {
  const { fields, notes, path, rootName } = page
  const given = (fields.get('slug') ?? '').split('/').filter(Boolean).at(-1) ?? ''
  const generic =
    isHome(page) ||
    (isIndex(path) && !path.includes('/') && /^(docs?|content|src|pages|site|source|website)$/i.test(rootName))
  const name = readName(path, rootName)
  const first = slugFor(given) || (generic ? slugFor(title) : '') || slugFor(name) || slugFor(title)
  if (!first)
    throw new ConversionError('Neither its slug nor its file name has a letter or a digit. Add a "slug" field.')
  if (given && given !== first) notes.push(`The slug "${given}" was changed to "${first}".`)
  const other = taken.get(first)
  if (other === undefined) return first
  // The last part of an address, such as "/api/plugins", says less than its folders.
  const isAddress = (fields.get('slug') ?? '').includes('/')
  if (slugFor(given) && !isAddress)
    throw new ConversionError(`Its slug "${first}" is already used by ${other}. Change one.`, 1)
  const folders = (
    isAddress
      ? `${fields.get('slug')}`.split('/').filter(Boolean).slice(0, -1)
      : path.split('/').slice(0, isIndex(path) ? -2 : -1)
  )
    .map(dropNumbers)
    .reverse()
  const qualified = folders.map((_folder, at) =>
    slugFor([...folders.slice(0, at + 1)].reverse().join('-') + `-${isAddress ? given : name}`),
  )
  const numbered = Array.from({ length: 999 }, (_, at) => `${first.slice(0, 75)}-${at + 2}`)
  const slug = [...qualified, slugFor(title), ...numbered].find((each) => each && !taken.has(each)) as string
  notes.push(`Its ${isAddress ? 'address' : 'file name'} gives the slug of ${other}; the slug "${slug}" is used.`)
  return slug
}

/** Completes a page's front matter: short title from its title, description from its first sentence. */
export function completeNaming(
  { slug, title }: Pick<Naming, 'slug' | 'title'>,
  { fields }: Source,
  firstSentence: string,
  notes: string[],
): Naming {
  const short =
    tidy(fields.get('sidebartitle')) ||
    tidy(fields.get('sidebar_label')) ||
    tidy(fields.get('sidebar.label')) ||
    tidy(fields.get('linktitle'))
  const [description = ''] = ['meta', 'description', 'summary', 'excerpt'].flatMap(
    (field) => tidy(withoutMarkup(fields.get(field))) || [],
  )
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

/** Returns the words of a description that is written as Markdown. */
function withoutMarkup(text: string | undefined): string {
  return (text ?? '')
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g, '$2')
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
}

const tidy = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()
