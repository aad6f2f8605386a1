import { splitWords } from './words'

/** A text in pieces; every second piece, beginning with the second, is a match. */
export type Marked = string[]

/** The words of the index that match a query, with the position of their term in the query. */
export type Matches = ReadonlyMap<string, number>

/** The approximate length of two lines of a result, in characters. */
const excerptLength = 170
const before = 45

/** Splits a text at its matches. */
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

/** Returns the part of a text where the most terms are close together, with its matches. */
export function excerpt(text: string, matches: Matches): Marked {
  if (text.length <= excerptLength) return mark(text, matches)
  const hits = splitWords(text).filter(({ term }) => matches.has(term))
  let best = { count: 0, start: 0 }
  for (const [index, { start }] of hits.entries()) {
    const near = hits.slice(index).filter(({ end }) => end <= start - before + excerptLength)
    const count = new Set(near.map(({ term }) => matches.get(term))).size
    if (count > best.count) best = { count, start }
  }
  // Cut at spaces; near the end of the text, it begins earlier to keep its length.
  const from = Math.min(best.start - before, text.length - excerptLength)
  const first = from <= 0 ? 0 : text.indexOf(' ', from - 1) + 1
  const rest = text.length - first <= excerptLength
  const space = rest ? text.length : text.lastIndexOf(' ', first + excerptLength)
  // A word that is too long is cut anywhere.
  const last = space > best.start ? space : first + excerptLength
  const pieces = mark(text.slice(first, last), matches)
  if (first > 0) pieces[0] = `… ${pieces[0]}`
  if (!rest) pieces[pieces.length - 1] += ' …'
  return pieces
}
