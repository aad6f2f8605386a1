import { getDomain } from 'tldts'
import { isLocale } from './soft-404'

/** Services whose purpose is to redirect: short links, and names for things that outlive their addresses. */
const services = new Set(
  `doi.org dx.doi.org hdl.handle.net handle.net purl.org purl.archive.org w3id.org n2t.net identifiers.org perma.cc ark.org urn.fi
  youtu.be t.co bit.ly j.mp t.ly tinyurl.com goo.gl g.co aka.ms git.io lnkd.in ow.ly is.gd v.gd buff.ly rebrand.ly rb.gy cutt.ly shorturl.at
  amzn.to amzn.com fb.me wp.me redd.it flic.kr spoti.fi apple.co discord.gg dub.sh short.io shor.by tiny.cc bl.ink`.split(
    /\s+/,
  ),
)

/** Whether an address is one of a service that redirects by design, so that where it leads is no move. */
export function isRedirectService(address: string): boolean {
  const { hostname } = new URL(address)
  return services.has(hostname.replace(/^www\./, ''))
}

/** Whether both belong to whoever registered one domain; on shared hosts such as github.io each subdomain is one. */
export function sameDomain(a: string, b: string): boolean {
  const [first, second] = [a, b].map((url) => getDomain(url, { allowPrivateDomains: true }) ?? new URL(url).hostname)
  return first === second
}

const doors =
  /^(?:log[-_]?in|sign[-_]?in|sign[-_]?up|signon|sso|auth|authorize|oauth2?|accounts?|users?|session|sessions|consent|cookie[-_]?consent|captcha|challenge|join|register|subscribe|paywall|checkpoint|authwall|(?:log|sign)[-_]?in\.\w{1,5}|wp-login\.php|saml2?|adfs)$/i
const returns =
  /^(?:next|return|return_?to|return_?url|redirect|redirect_?to|redirect_?uri|redirect_?url|continue|destination|goto|back|came_from|target|service)$/i

/** Whether an address asks who one is before it shows what was wanted. */
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

/** Whether two addresses differ in a language, or in "latest" and the like, alone: a choice for this visitor, and no move. */
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

/** The languages and versions that an address names. */
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
