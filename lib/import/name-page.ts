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
    .replace(/^-+|-+$/g, '')
  // The portal answers some addresses itself.
  return slug && !isSlug(slug) ? `${slug.slice(0, 75)}-page` : slug
}

/** The name of a file without its extension, and without the number that many sites put before it. */
export function fileStem(file: string): string {
  const name = (file.split(/[/\\]/).at(-1) ?? '').replace(/\.(md|markdown|mkd|mdown|mdx|txt|text|html?)$/i, '')
  return name.replace(/^\d+[-_. ]+(?=\S)/, '')
}

/** A text of at most so many characters, cut between words. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length - 1).replace(/\s+\S*$/, '')
  return `${(cut || text.slice(0, length - 1)).replace(/[\s,;:–—-]+$/, '').replace(/[\uD800-\uDBFF]$/, '')}…`
}
