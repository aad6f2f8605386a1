import { parseUrl } from '../parse-url'
import { isCommon, splitTerms } from './words'

/** The longest query, in characters. */
export const longestQuery = 100
const mostTerms = 8

/** Parses a query from an address: one line of limited length. */
export function parseQuery(value: string | string[] | null | undefined): string {
  const [text] = [value ?? ''].flat()
  return (text ?? '')
    .normalize('NFC')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, longestQuery)
    .trim()
}

/**
 * Returns the distinct terms of a query; common words only if there are no others. The terms of an address are those of
 * its site.
 */
export function toTerms(query: string): string[] {
  const terms = [...new Set(splitTerms(readHost(query) ?? query))]
  const telling = terms.filter((term) => !isCommon(term))
  return (telling.length > 0 ? telling : terms).slice(0, mostTerms)
}

/** Returns the site of a query that is an address, without "www."; null for any other query. */
export function readHost(query: string): string | null {
  if (!/^(https?:\/\/|www\.)\S+$/i.test(query)) return null
  return parseUrl(query.replace(/^www\./i, 'https://www.'))?.hostname.replace(/^www\./, '') ?? null
}
