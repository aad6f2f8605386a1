/** A word where it stands in a text, and the term that it counts as. */
export interface Word {
  term: string
  start: number
  end: number
}

/** Letters and digits in a row, with the signs that tell C++ and C# from C. */
const word = /[\p{L}\p{N}\p{M}]+(?:\+\+|#(?![\p{L}\p{N}]))?/gu

/** Of prose, words that stand on every page and lead to none. */
const common = new Set(
  'a about an and are as at be by can do does for from has have how i if in is it its me my not of on or our should that the their then there these they this to vs was we what when where which who why will with you your'
    .split(' ')
    .map(toTerm),
)

/** The words of a text, in order. The index, the query and what is highlighted all read them here. */
export function splitWords(text: string): Word[] {
  return Array.from(text.matchAll(word), (match) => ({
    term: toTerm(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** The terms of a text, in order. */
export function splitTerms(text: string): string[] {
  return Array.from(text.matchAll(word), (match) => toTerm(match[0]))
}

/** Whether a term is too common to be looked for in prose. */
export function isCommon(term: string): boolean {
  return common.has(term)
}

/**
 * One term for a word in whatever case, with or without accents, in singular and plural. No more of
 * grammar than that: what readers are still typing must begin as the term does.
 */
function toTerm(word: string): string {
  const plain = word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
  return plain.length > 3 && plain.endsWith('s') && !plain.endsWith('ss') ? plain.slice(0, -1) : plain
}
