import { parseUrl } from './parse-url'

/** The host of an address as readers know it, without `www.`; the text itself where it is no address. */
export function getHost(href: string): string {
  return parseUrl(href)?.hostname.replace(/^www\./, '') ?? href
}
