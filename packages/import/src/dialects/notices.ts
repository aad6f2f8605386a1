import type { Attributes, Element } from './source-lines'

/** The kinds of notices that become warnings. All others become notes. */
const warnings = new Set(
  'warning caution danger attention error bug failure fail missing important alert critical'.split(' '),
)
const notes = new Set(
  (
    'note info tip hint abstract summary tldr todo success check done question help faq example quote cite seealso ' +
    'admonition notice secondary callout aside default primary update lesson'
  ).split(' '),
)

/** Tells whether a word names a kind of notice in some dialect. */
export function isNotice(kind: string): boolean {
  return warnings.has(kind.toLowerCase()) || notes.has(kind.toLowerCase())
}

/** Returns the element of a kind of notice. A kind with a meaning of its own, such as "tip", becomes the title. */
export function toNotice(kind: string, title = ''): { element: Element; attributes: Attributes } {
  const name = kind.toLowerCase()
  const element = warnings.has(name) ? 'warning' : 'note'
  const plain = [
    'note',
    'warning',
    'admonition',
    'notice',
    'callout',
    'aside',
    'alert',
    'default',
    'primary',
    'secondary',
  ]
  const text = cleanTitle(title)
  return {
    element,
    attributes: { title: text || (plain.includes(name) ? '' : name.charAt(0).toUpperCase() + name.slice(1)) },
  }
}

/** Returns a title without markup, as an attribute shows it. */
export function cleanTitle(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^<>]*>/g, '')
    .replace(/[*_`]{1,3}(?=\S)([^*_`]+)(?<=\S)[*_`]{1,3}/g, '$1')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
}
