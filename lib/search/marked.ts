import { splitWords } from './words'

/** A text in pieces, of which every second, from the second on, is what was searched for. */
export type Marked = string[]

/** The terms of the index that answer a query, each with the query's term that it answers. */
export type Matches = ReadonlyMap<string, number>

/** About as many characters as two lines of a result hold. */
const excerptLength = 170
const before = 45

/** A text with its matches marked. */
export function mark(text: string, matches: Matches): Marked {
  const pieces: Marked = []
  let at = 0
  for (const { term, start, end } of splitWords(text)) {
    if (!matches.has(term)) continue
    pieces.push(text.slice(at, start), text.slice(start, end))
    at = end
  }
  return [...pieces, text.slice(at)]
}

/** The part of a text where most of what was searched for stands together, marked. */
export function excerpt(text: string, matches: Matches): Marked {
  if (text.length <= excerptLength) return mark(text, matches)
  const hits = splitWords(text).filter(({ term }) => matches.has(term))
  let best = { count: 0, start: 0 }
  for (const [index, { start }] of hits.entries()) {
    const near = hits.slice(index).filter(({ end }) => end <= start - before + excerptLength)
    const count = new Set(near.map(({ term }) => matches.get(term))).size
    if (count > best.count) best = { count, start }
  }
  // Cut at spaces; near the end of a text, as much of that as fits.
  const from = Math.min(best.start - before, text.length - excerptLength)
  const first = from <= 0 ? 0 : text.indexOf(' ', from - 1) + 1
  const rest = text.length - first <= excerptLength
  const space = rest ? text.length : text.lastIndexOf(' ', first + excerptLength)
  // What has no spaces is cut where it must be.
  const last = space > best.start ? space : first + excerptLength
  const pieces = mark(text.slice(first, last), matches)
  if (first > 0) pieces[0] = `… ${pieces[0]}`
  if (!rest) pieces[pieces.length - 1] += ' …'
  return pieces
}
