import { getHost } from '../get-host'
import { dropInvisible } from '../invisible-characters'

/** Matches a separator between a page's title and its site's name. */
const separator = /((?<!\s)\s+(?:[|·•⋅∙—–»›«‹~]+|-{1,3}|::|:)\s+)/u

/** Words that sites add to their name. */
const besideName = new Set(
  'www the a of for and by official site website home homepage page web online blog news docs doc documentation manual handbook guide guides reference wiki learn tutorial tutorials help support developer developers community project org com io dev net engineering'.split(
    ' ',
  ),
)

/** Titles common to many sites, which need their site's name: "Getting started | Prometheus". */
const common = new Set(
  'about basics concepts configuration contents examples faq features first getting in install installation installing intro introduction overview quick quickstart setup start started steps table to usage using your'.split(
    ' ',
  ),
)

/** Titles that name no page. */
const noNames = new Set(['untitled', 'document', 'index', 'loading', 'redirecting', 'login', 'signin', 'home'])

/**
 * Returns a page's title without its site's name after a separator, unless the rest would name nothing.
 * `siteNames` are names that the host does not show, such as "MDN" (findSiteNames). Null for a title that names no page.
 */
export function cleanTitle(title: string, address: string, siteNames: ReadonlySet<string> = new Set()): string | null {
  const whole = keepTitle(title, address)
  if (whole === null || isFrontPage(address)) return whole
  const isSite = (segment: string) => siteNames.has(segment) || namesHost(segment, address)
  // Even indexes are segments, odd ones their separators.
  let parts = whole.split(separator)
  while (parts.length > 1 && isSite(parts.at(-1) ?? '')) parts = parts.slice(0, -2)
  while (parts.length > 1 && isSite(parts[0] ?? '')) parts = parts.slice(2)
  const cleaned = parts.join('')
  return toWords(cleaned).every((word) => besideName.has(word) || common.has(word)) ? whole : cleaned
}

/** Returns a page's title with its site's name, on one line; null if it names no page. */
export function keepTitle(title: string, address: string): string | null {
  const tidied = tidy(title)
  const words = toWords(tidied)
  if (words.length === 0 || noNames.has(words.join(''))) return null
  // A title that is only the site's name is rejected, except on the front page.
  return !isFrontPage(address) && !separator.test(tidied) && namesHost(tidied, address) ? null : tidied
}

function isFrontPage(address: string): boolean {
  return new URL(address).pathname === '/'
}

/** Finds names that end at least three titles of one host: they are the site's. */
export function findSiteNames(titles: Iterable<[address: string, title: string]>): Map<string, Set<string>> {
  const endings = new Map<string, Map<string, Set<string>>>()
  for (const [address, title] of titles) {
    const parts = tidy(title).split(separator)
    const ending = parts.at(-1)
    if (parts.length < 3 || !ending) continue
    const host = getHost(address)
    const ofHost = endings.get(host) ?? new Map<string, Set<string>>()
    endings.set(host, ofHost.set(ending, (ofHost.get(ending) ?? new Set()).add(parts.slice(0, -2).join(''))))
  }
  return new Map(
    [...endings].map(([host, ofHost]) => [
      host,
      new Set([...ofHost].filter(([, beginnings]) => beginnings.size >= 3).map(([ending]) => ending)),
    ]),
  )
}

/** Reduces a title to one line without invisible characters, a tab's counter or a heading's anchor sign. */
function tidy(title: string): string {
  return dropInvisible(title)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\(\d+\) /, '')
    .replace(/ ?[¶#]$/, '')
    .trim()
}

/** Tells whether words name a host, apart from common additions: "Cloudflare Docs" on developers.cloudflare.com. */
function namesHost(words: string, address: string): boolean {
  const labels = getHost(address)
    .toLowerCase()
    .split('.')
    .map((label) => label.replaceAll('-', ''))
  const all = toWords(words)
  // Allows domain names such as "python.org", and versions: "Python 3.14.0 documentation".
  const own = all.filter((word) => !besideName.has(word) && !/^v?\d+(\.\d+)*$/.test(word) && !labels.includes(word))
  const joined = all.join('')
  if (labels.some((label) => label === joined) || labels.join('') === joined) return true
  if (own.length > 0 && labels.includes(own.join(''))) return true
  return own.length === 0 && all.some((word) => labels.includes(word))
}

function toWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:\.\d+)*/gu) ?? []
}
