import type { Topic } from '../portal'

/** An author's words on a resource: the text before its link, of the link, and after it. */
export interface Quotation {
  before: string
  words: string
  after: string
}

/**
 * Returns what a topic says about one of its resources, for use outside its page; null if the words of its link are
 * not found in the passage.
 */
export function quoteResource({ passages, links }: Pick<Topic, 'passages' | 'links'>, id: string): Quotation | null {
  const text = passages.find(({ resources }) => resources.includes(id))?.text
  const words = links
    .find((link) => link.id === id && link.verdict !== 'mention')
    ?.text.replace(/\s+/g, ' ')
    .trim()
  const start = text !== undefined && words ? text.indexOf(words) : -1
  if (text === undefined || !words || start < 0) return null
  return { before: text.slice(0, start), words, after: text.slice(start + words.length) }
}
