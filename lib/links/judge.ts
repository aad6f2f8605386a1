import { getDomain } from 'tldts'
import type { Visit } from './fetch-page'
import { findParkingSign, resembles } from './resemble'
import type { LinkState, Verdict } from './state'

/** What one visit says of an address, before it is set beside the days before. */
export interface Judgement {
  verdict: Exclude<Verdict, 'dead'>
  /** In words, for all but `ok`. */
  reason?: string
  /** Its new address, where it moved. */
  movedTo?: string
  title?: string
  /** Where it ended up, if that is another address. */
  finalUrl?: string
  etag?: string
  lastModified?: string
}

/** Statuses that speak of the visitor and not of the page. */
const blockedStatuses = new Set([401, 403, 407, 429, 451, 999])
const challengeTitle = /^(just a moment|attention required|access denied|access to this page has been denied|are you (a )?(human|robot)|robot check|security check|please wait|verifying you are human|ddos-guard|checking your browser)\b/i

/** Judges a visit to an address that the content links by these texts. */
export function judge(address: string, texts: string[], visit: Visit, known: LinkState | undefined): Judgement {
  if (visit.kind === 'refused') return { verdict: visit.refusal === 'unchecked' ? 'blocked' : 'failing', reason: visit.reason }
  if (visit.kind === 'error') {
    // Some sites send those who bring no cookie in circles; a browser gets in.
    if (visit.wantsCookies) return { verdict: 'blocked', reason: `${visit.reason}, and asks for cookies` }
    return { verdict: 'failing', reason: visit.reason }
  }
  const { status, url, page, redirects } = visit
  if (visit.challenged || (page && challengeTitle.test(page.title))) return { verdict: 'blocked', reason: 'asks whether this check is a human' }
  if (blockedStatuses.has(status)) return { verdict: 'blocked', reason: `answers ${status}` }
  if (status !== 304 && (status < 200 || status > 299)) return { verdict: 'failing', reason: `answers ${status}` }

  const finalUrl = url === plain(address) ? undefined : url
  const validators = visit.unchanged && !visit.etag && !visit.lastModified ? known : visit
  const seen = { title: page?.title || undefined, finalUrl, etag: validators?.etag, lastModified: validators?.lastModified }
  const suspicion = suspect(address, texts, visit, known)
  if (suspicion) return { verdict: 'suspect', reason: suspicion, ...seen }
  if (finalUrl && redirects.every((redirect) => redirect === 301 || redirect === 308) && sameDomain(finalUrl, address))
    return { verdict: 'moved', reason: `moved to ${finalUrl}`, movedTo: withFragmentOf(address, finalUrl), ...seen }
  return { verdict: 'ok', ...seen }
}

/** Why a page that answers well may no longer be what was linked. */
function suspect(address: string, texts: string[], { url, page, unchanged }: Extract<Visit, { kind: 'answer' }>, known: LinkState | undefined): string | undefined {
  if (!sameDomain(url, address) && !(known?.finalUrl && sameDomain(url, known.finalUrl))) return `redirects to another site, ${url}`
  if (isFrontPageInstead(new URL(address), new URL(url)) && url !== known?.finalUrl) return `redirects to the front page of its site, ${url}`
  if (unchanged || !page || page.title === known?.title) return undefined
  const sign = findParkingSign(page)
  if (sign) return `reads like a parked domain (“${sign}”)`
  if (known?.title && page.title && ![known.title, ...texts].some((text) => resembles(page.title, text))) return `calls itself “${shorten(page.title)}”, formerly “${shorten(known.title)}”`
  return undefined
}

/** Whether a deep address now gives the front page: how sites bury what they threw away. */
function isFrontPageInstead(from: URL, to: URL): boolean {
  const depth = from.pathname.split('/').filter(Boolean).length
  return depth >= 2 && to.pathname === '/' && to.search === '' && from.host.replace(/^www\./, '') === to.host.replace(/^www\./, '')
}

/** Whether both belong to whoever registered one domain; on shared hosts such as github.io each subdomain is one. */
function sameDomain(a: string, b: string): boolean {
  const [first, second] = [a, b].map((url) => getDomain(url, { allowPrivateDomains: true }) ?? new URL(url).hostname)
  return first === second
}

/** An address as it is asked for. */
export function plain(address: string): string {
  const url = new URL(address)
  url.hash = ''
  return url.href
}

function withFragmentOf(address: string, url: string): string {
  return url + new URL(address).hash
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
