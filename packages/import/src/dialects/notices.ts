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

/** Words of classes that name a notice without its kind. */
const plain = new Set(
  'note warning admonition notice callout aside alert default primary secondary lesson update'.split(' '),
)

/** Returns the kind of notice that classes name, such as "note", "alert-info" or "callout--tip". */
export function findNotice(classes: string[]): string | undefined {
  const words = classes.flatMap((each) => each.toLowerCase().split(/[-_]+/)).filter(isNotice)
  return words.find((each) => !plain.has(each)) ?? words.find((each) => each === 'warning') ?? words[0]
}

/** Returns the element of a kind of notice. A kind with a meaning of its own, such as "tip", becomes the title. */
export function toNotice(kind: string, title = ''): { element: Element; attributes: Attributes } {
  const name = kind.toLowerCase()
  const element = warnings.has(name) ? 'warning' : 'note'
  const text = cleanTitle(title)
  return {
    element,
    attributes: { title: text || (plain.has(name) ? '' : name.charAt(0).toUpperCase() + name.slice(1)) },
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
