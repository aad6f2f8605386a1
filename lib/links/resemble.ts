import type { PageText } from './read-page-text'

/** Words too common to compare titles by. */
const commonWords = new Set(
  'a an and are as at be by can com do for from get has have home homepage how html http https in index is it its net new no not of on or org our page part site that the this to untitled up us using was we web website welcome what when why will with www you your'.split(
    ' ',
  ),
)

/**
 * Tells whether two titles may belong to one page. Cautious: one meaningful word in common, in any form, is
 * enough, and a text without meaningful words resembles everything.
 */
export function resembles(a: string, b: string): boolean {
  const [first, second] = [meaningfulWords(a), meaningfulWords(b)]
  if (first.length === 0 || second.length === 0) return true
  return first.some((word) => second.some((other) => areForms(word, other)))
}

function meaningfulWords(text: string): string[] {
  const words =
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words
    .filter((word) => !commonWords.has(word) && (word.length > 1 || /[^a-z0-9]/.test(word)))
    .map((word) => word.replace(/(?<=...)s$/, ''))
}

/** Tells whether two words are one, or begin alike: configure and configuration, doc and docs. */
function areForms(a: string, b: string): boolean {
  if (a === b) return true
  const shorter = Math.min(a.length, b.length)
  return shorter >= 3 && a.slice(0, Math.min(shorter, 5)) === b.slice(0, Math.min(shorter, 5))
}

const parkingPhrases = [
  /domain(?: name)?(?: [\w-]+\.[a-z]{2,})? (?:is|may be|might be|could be) (?:available )?for sale/i,
  /\b(?:buy|purchase|acquire|get|inquire about) this domain\b/i,
  /\bthis domain(?: name)? (?:has expired|has been registered|is parked|is available)\b/i,
  /\bparked (?:free|domain)\b/i,
  /\bdomain parking\b/i,
  /\b(?:sedo(?:parking)?|parkingcrew|hugedomains|afternic|bodis|dan\.com)\b/i,
]

/** Parked pages are short; an article about parked domains is longer than this. */
const parkedLength = 2500

/** Returns the words by which a page offers its domain for sale. */
export function findParkingSign({ title, text }: PageText): string | undefined {
  if (text.length > parkedLength) return undefined
  return parkingPhrases.map((phrase) => phrase.exec(`${title}\n${text}`)?.[0]).find(Boolean)
}
