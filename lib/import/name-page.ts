import { createHash } from 'node:crypto'
import { isSlug } from '../content'

/** A slug of ours from any text: lower-case letters, digits and single hyphens. */
export function toSlug(text: string): string {
  const slug = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|(?<!-)-+$/g, '')
  // The portal answers some addresses itself.
  return slug && !isSlug(slug) ? `${slug.slice(0, 75)}-page` : slug
}

/**
 * The slug of a page from its name. Where letters of other scripts fall away, a short sum of them tells
 * the page from others of which the same remains; it stays the same from one import to the next.
 */
export function slugFor(name: string): string {
  const slug = toSlug(name)
  if (!/(?!\p{Script=Latin})\p{L}/u.test(name)) return slug
  return `${slug.slice(0, 70).replace(/(?<!-)-+$/, '') || 'page'}-${createHash('sha256').update(name.normalize()).digest('hex').slice(0, 6)}`
}

/** The name of a file without its extension, and without the date or number that many sites put before it. */
export function fileStem(file: string): string {
  const name = (file.split(/[/\\]/).at(-1) ?? '').replace(/\.(md|markdown|mkd|mdown|mdx|txt|text|html?)$/i, '')
  return name.replace(/^(?:\d{4}[-_.]\d\d[-_.]\d\d|\d+)[-_. ]+(?=\S)/, '')
}

/** A text of at most so many characters, cut between words. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length - 1).replace(/(?<!\s)\s+\S*$/, '')
  return `${(cut || text.slice(0, length - 1)).replace(/(?<![\s,;:–—-])[\s,;:–—-]+$/, '').replace(/[\uD800-\uDBFF]$/, '')}…`
}
