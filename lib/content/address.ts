import { createHash } from 'node:crypto'
import normalizeUrl from 'normalize-url'

/** Tracking parameters, which do not change the page that an address shows. */
const tracking = [
  /^utm_/i,
  /^(fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|_hsenc|_hsmi|ck_subscriber_id|ref_src)$/i,
]

/**
 * Returns one spelling for all addresses of the same page: without scheme, `www.`, default port, trailing
 * slash, fragment and tracking parameters. The path and other parameters stay.
 * Throws a TypeError if the text is not an http(s) address.
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

/** Returns the permanent id of a resource: 16 hexadecimal digits of the SHA-256 of its normalised address. */
export function deriveResourceId(href: string): string {
  return createHash('sha256').update(normaliseAddress(href)).digest('hex').slice(0, 16)
}
