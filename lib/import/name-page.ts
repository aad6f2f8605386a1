import { createHash } from 'node:crypto'
import { isSlug } from '../content'

/** Makes a slug of any text: lower-case letters, digits and single hyphens. */
export function toSlug(text: string): string {
  const slug = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|(?<!-)-+$/g, '')
  // Some slugs are paths of the portal itself.
  return slug && !isSlug(slug) ? `${slug.slice(0, 75)}-page` : slug
}

/**
 * Makes a slug of a page's name. If letters of other scripts are lost, a short hash of the name is added, so
 * that slugs stay distinct and the same in each import.
 */
export function slugFor(name: string): string {
  const slug = toSlug(name)
  if (!/(?!\p{Script=Latin})\p{L}/u.test(name)) return slug
  return `${slug.slice(0, 70).replace(/(?<!-)-+$/, '') || 'page'}-${createHash('sha256').update(name.normalize()).digest('hex').slice(0, 6)}`
}

/** Returns a file's name without extension, and without a leading date or number. */
export function fileStem(file: string): string {
  const name = (file.split(/[/\\]/).at(-1) ?? '').replace(/\.(md|markdown|mkd|mdown|mdx|txt|text|html?)$/i, '')
  return name.replace(/^(?:\d{4}[-_.]\d\d[-_.]\d\d|\d+)[-_. ]+(?=\S)/, '')
}

/** Shortens a text to `length` characters, between words. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length - 1).replace(/(?<!\s)\s+\S*$/, '')
  return `${(cut || text.slice(0, length - 1)).replace(/(?<![\s,;:–—-])[\s,;:–—-]+$/, '').replace(/[\uD800-\uDBFF]$/, '')}…`
}
