/** A word with its position in a text, and its term. */
export interface Word {
  term: string
  start: number
  end: number
}

/** Letters and digits, with the signs that distinguish C++ and C# from C. */
const word = /[\p{L}\p{N}\p{M}]+(?:\+\+|#(?![\p{L}\p{N}]))?/gu

/** Words too frequent to tell pages apart; ignored in prose. */
const common = new Set(
  'a about an and are as at be by can do does for from has have how i if in is it its me my not of on or our should that the their then there these they this to vs was we what when where which who why will with you your'
    .split(' ')
    .map(toTerm),
)

/** Returns the words of a text in order. The index, queries and highlighting all use it. */
export function splitWords(text: string): Word[] {
  return Array.from(text.matchAll(word), (match) => ({
    term: toTerm(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** Returns the terms of a text in order. */
export function splitTerms(text: string): string[] {
  return Array.from(text.matchAll(word), (match) => toTerm(match[0]))
}

/** Whether a term is too common to search for in prose. */
export function isCommon(term: string): boolean {
  return common.has(term)
}

/**
 * Returns the term of a word: without case, accents and plural. It does no more, since the word being typed must be the
 * start of its term.
 */
function toTerm(word: string): string {
  const plain = word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
  return plain.length > 3 && plain.endsWith('s') && !plain.endsWith('ss') ? plain.slice(0, -1) : plain
}
