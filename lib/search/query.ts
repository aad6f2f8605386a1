import { parseUrl } from '../parse-url'
import { isCommon, splitTerms } from './words'

/** The longest text that is searched for, in characters. */
export const longestQuery = 100
const mostTerms = 8

/** What somebody searches for, as it stands in an address: one line, of some length at most. */
export function parseQuery(value: string | string[] | null | undefined): string {
  const [text] = [value ?? ''].flat()
  return (text ?? '')
    .normalize('NFC')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, longestQuery)
    .trim()
}

/** The terms of a query, each once; common words only where there are no others. Of an address, those of its site. */
export function toTerms(query: string): string[] {
  const terms = [...new Set(splitTerms(readHost(query) ?? query))]
  const telling = terms.filter((term) => !isCommon(term))
  return (telling.length > 0 ? telling : terms).slice(0, mostTerms)
}

/** The site of an address that was searched for, without "www."; null for any other query. */
export function readHost(query: string): string | null {
  if (!/^(https?:\/\/|www\.)\S+$/i.test(query)) return null
  return parseUrl(query.replace(/^www\./i, 'https://www.'))?.hostname.replace(/^www\./, '') ?? null
}
