import type { Topic } from './portal'

/** An author's words on a resource: what stands before its link, the words of the link, and what follows. */
export interface Quotation {
  before: string
  words: string
  after: string
}

/** Returns a topic's words on one of its resources, to be shown away from its page; null where they can't be told apart from the rest. */
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
