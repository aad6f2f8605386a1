import { createHash } from 'node:crypto'
import normalizeUrl from 'normalize-url'

/** Parameters that say where a click came from, never what it shows. */
const tracking = [
  /^utm_/i,
  /^(fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|_hsenc|_hsmi|ck_subscriber_id|ref_src)$/i,
]

/**
 * One spelling for every address of the same page: without scheme, `www.`, default port, trailing
 * slash, fragment and tracking parameters; path and other parameters stay.
 * Throws a TypeError where the text is no http(s) address.
 */
export function normaliseAddress(href: string): string {
  const { protocol } = new URL(href)
  if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError(`not an http(s) address: ${href}`)
  return normalizeUrl(href, {
    stripProtocol: true,
    stripHash: true,
    stripTextFragment: true,
    stripWWW: true,
    removeTrailingSlash: true,
    removeQueryParameters: tracking,
    sortQueryParameters: true,
  })
}

/** The lasting id of a resource: 16 hexadecimal digits of the SHA-256 of its normalised address. */
export function deriveResourceId(href: string): string {
  return createHash('sha256').update(normaliseAddress(href)).digest('hex').slice(0, 16)
}
