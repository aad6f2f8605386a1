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
  const words = splitWords(text)
  const hits = words.filter(({ term }) => matches.has(term))
  let best = { count: 0, start: 0 }
  for (const [index, { start }] of hits.entries()) {
    const near = hits.slice(index).filter(({ end }) => end <= start - before + excerptLength)
    const count = new Set(near.map(({ term }) => matches.get(term))).size
    if (count > best.count) best = { count, start }
  }
  // Cut between words; at the end of a text, as much of it as fits.
  const from = Math.min(best.start - before, text.length - excerptLength)
  const first = from <= 0 ? 0 : (words.find(({ start }) => start >= from)?.start ?? 0)
  const rest = text.length - first <= excerptLength
  const last = rest ? text.length : (words.findLast(({ end }) => end <= first + excerptLength)?.end ?? first + excerptLength)
  const pieces = mark(text.slice(first, last), matches)
  if (first > 0) pieces[0] = `… ${pieces[0]}`
  if (!rest) pieces[pieces.length - 1] += ' …'
  return pieces
}
