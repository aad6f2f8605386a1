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
export const normaliseAddress = remember((href: string): string => {
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
})

/** Returns the permanent id of a resource: 16 hexadecimal digits of the SHA-256 of its normalised address. */
export const deriveResourceId = remember((href: string): string =>
  createHash('sha256').update(normaliseAddress(href)).digest('hex').slice(0, 16),
)

/** The most addresses to remember: those of a large portal, in a few megabytes. */
const most = 20_000

/**
 * Remembers what a function of an address returns. A list of 4,000 links asks for each some eight times, and
 * normalising them again took a tenth of its time.
 */
function remember(derive: (href: string) => string): (href: string) => string {
  const known = new Map<string, string>()
  return (href) => {
    const found = known.get(href)
    if (found !== undefined) return found
    const derived = derive(href)
    // Readers can ask for addresses too, so the memory must stay bounded.
    if (known.size >= most) known.clear()
    known.set(href, derived)
    return derived
  }
}
