import { parseUrl } from './parse-url'

/** Returns the host of an address without `www.`; any other text unchanged. */
export function getHost(href: string): string {
  return parseUrl(href)?.hostname.replace(/^www\./, '') ?? href
}
