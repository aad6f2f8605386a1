import type { Matches } from './marked'
import { isCommon, splitTerms } from './words'

/**
 * Returns how close together the terms are in a text: from 0 (one is missing) to 1 (side by side). Common words between
 * them don't count.
 */
export function measureCloseness(text: string, matches: Matches, terms: number): number {
  const last = new Array<number>(terms).fill(-1)
  let shortest = Infinity
  const words = splitTerms(text).filter((term) => matches.has(term) || !isCommon(term))
  for (const [place, word] of words.entries()) {
    const term = matches.get(word)
    if (term === undefined) continue
    last[term] = place
    const first = Math.min(...last)
    if (first >= 0) shortest = Math.min(shortest, place - first + 1)
  }
  return terms / Math.max(shortest, terms)
}
