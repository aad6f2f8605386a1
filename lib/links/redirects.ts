import { getDomain } from 'tldts'
import { isLocale } from './soft-404'

/** Services that redirect by design: short links and persistent identifiers. */
const services = new Set(
  `doi.org dx.doi.org hdl.handle.net handle.net purl.org purl.archive.org w3id.org n2t.net identifiers.org perma.cc ark.org urn.fi
  youtu.be t.co bit.ly j.mp t.ly tinyurl.com goo.gl g.co aka.ms git.io lnkd.in ow.ly is.gd v.gd buff.ly rebrand.ly rb.gy cutt.ly shorturl.at
  amzn.to amzn.com fb.me wp.me redd.it flic.kr spoti.fi apple.co discord.gg dub.sh short.io shor.by tiny.cc bl.ink`.split(
    /\s+/,
  ),
)

/** Tells whether an address is of a service that redirects by design, so that its target is no move. */
export function isRedirectService(address: string): boolean {
  const { hostname } = new URL(address)
  return services.has(hostname.replace(/^www\./, ''))
}

/** Tells whether two addresses share a registered domain; on shared hosts such as github.io each subdomain counts as one. */
export function sameDomain(a: string, b: string): boolean {
  const [first, second] = [a, b].map((url) => getDomain(url, { allowPrivateDomains: true }) ?? new URL(url).hostname)
  return first === second
}

const doors =
  /^(?:log[-_]?in|sign[-_]?in|sign[-_]?up|signon|sso|auth|authorize|oauth2?|accounts?|users?|session|sessions|consent|cookie[-_]?consent|captcha|challenge|join|register|subscribe|paywall|checkpoint|authwall|(?:log|sign)[-_]?in\.\w{1,5}|wp-login\.php|saml2?|adfs)$/i
const returns =
  /^(?:next|return|return_?to|return_?url|redirect|redirect_?to|redirect_?uri|redirect_?url|continue|destination|goto|back|came_from|target|service)$/i

/** Tells whether a redirect leads to a sign-in page. */
export function isLogin(from: string, to: string): boolean {
  const [asked, url] = [new URL(from), new URL(to)]
  const known = new Set(asked.pathname.split('/'))
  const names = url.pathname.split('/').filter((part) => doors.test(part) && !known.has(part))
  const strong = names.some(
    (name) => !/^(?:accounts?|users?|join|auth|session|sessions|register|challenge|subscribe)$/i.test(name),
  )
  const comesBack =
    [...url.searchParams.keys()].some((key) => returns.test(key)) &&
    ![...asked.searchParams.keys()].some((key) => returns.test(key))
  return (
    strong ||
    (names.length > 0 && comesBack) ||
    (comesBack && /^(?:login|signin|accounts?|auth|sso|id|idp|passport)\./i.test(url.hostname))
  )
}

/** Tells whether two addresses differ only in language or version ("latest"): a choice for this visitor, not a move. */
export function isLocaleRedirect(from: string, to: string): boolean {
  const [a, b] = [from, to].map(withoutLocale)
  return (
    a === b &&
    new URL(from).pathname + new URL(from).search + new URL(from).hostname !==
      new URL(to).pathname + new URL(to).search + new URL(to).hostname &&
    hasLocale(from) !== hasLocale(to)
  )
}

function withoutLocale(address: string): string {
  const { hostname, pathname, searchParams } = new URL(address)
  const host = hostname
    .split('.')
    .filter((label, index) => !(index === 0 && (label === 'www' || isLocale(label))))
    .join('.')
  const parts = pathname
    .split('/')
    .filter((part) => part && !isLocale(part) && !/^(?:latest|stable|current)$/i.test(part))
  const query = [...searchParams]
    .filter(([key]) => !/^(?:lang|language|locale|hl|l)$/i.test(key))
    .map((pair) => pair.join('='))
  return [host, parts.join('/'), query.join('&')].join(' ')
}

/** Returns the languages and versions in an address. */
function hasLocale(address: string): string {
  const { hostname, pathname, searchParams } = new URL(address)
  const parts = pathname.split('/').filter((part) => isLocale(part) || /^(?:latest|stable|current)$/i.test(part))
  const label = hostname.split('.')[0] ?? ''
  return [
    isLocale(label) ? label : '',
    ...parts,
    ...[...searchParams].filter(([key]) => /^(?:lang|language|locale|hl|l)$/i.test(key)).map(([, value]) => value),
  ]
    .join('/')
    .toLowerCase()
}
