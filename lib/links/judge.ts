import type { Visit } from './fetch-page'
import { isLocaleRedirect, isLogin, isRedirectService, sameDomain } from './redirects'
import { findParkingSign, resembles } from './resemble'
import { findNotFoundSign, isErrorAddress, isFrontPageInstead } from './soft-404'
import type { LinkState, Verdict } from './state'

/** The verdict of one visit, before earlier days are considered. */
export interface Judgement {
  verdict: Exclude<Verdict, 'dead'>
  /** In words, for every verdict but `ok`. */
  reason?: string
  /** Its new address, if it moved. */
  movedTo?: string
  title?: string
  /** The final address after redirects, if different. */
  finalUrl?: string
  etag?: string
  lastModified?: string
}

/** Statuses about the visitor and not the page: bot protection, payment, rate limits. */
const blockedStatuses = new Set([
  401, 402, 403, 405, 406, 407, 412, 418, 420, 425, 428, 429, 430, 431, 444, 451, 503, 511, 567, 999,
])
const challengeTitle =
  /^(just a moment|attention required|access denied|access to this page has been denied|are you (a )?(human|robot)|robot check|security check|please wait|verifying you are human|ddos-guard|checking your browser)\b/i

/** Judges a visit to an address that the content links with these texts. */
export function judge(address: string, texts: string[], visit: Visit, known: LinkState | undefined): Judgement {
  if (visit.kind === 'refused')
    return { verdict: visit.refusal === 'unchecked' ? 'blocked' : 'failing', reason: visit.reason }
  if (visit.kind === 'error') {
    // Some sites redirect clients without cookies in circles; a browser gets in.
    if (visit.wantsCookies) return { verdict: 'blocked', reason: `${visit.reason}, and asks for cookies` }
    return { verdict: 'failing', reason: visit.reason }
  }
  const { status, url, page, redirects } = visit
  if (visit.challenged || (page && challengeTitle.test(page.title)))
    return { verdict: 'blocked', reason: 'asks whether this check is a human' }
  if (blockedStatuses.has(status)) return { verdict: 'blocked', reason: `answers ${status}` }
  if (status !== 304 && (status < 200 || status > 299)) return { verdict: 'failing', reason: `answers ${status}` }
  if (visit.cut) return { verdict: 'failing', reason: 'its page breaks off before its end' }

  const finalUrl = url === plain(address) ? undefined : url
  const validators = visit.unchanged && !visit.etag && !visit.lastModified ? known : visit
  const seen = {
    title: page?.title || undefined,
    finalUrl,
    etag: validators?.etag,
    lastModified: validators?.lastModified,
  }
  if (finalUrl && url !== known?.finalUrl && isLogin(address, url))
    return { verdict: 'blocked', reason: `asks to sign in, at ${url}` }
  const suspicion = suspect(address, texts, visit, known)
  if (suspicion) return { verdict: 'suspect', reason: suspicion, ...seen }
  const doubt = findDoubt(address, texts, visit, known)
  if (doubt && doubt !== known?.accepted) return { verdict: 'doubtful', reason: doubt, ...seen }
  const forGood =
    finalUrl && redirects.length > 0 && redirects.every((redirect) => redirect === 301 || redirect === 308)
  const within = sameDomain(url, address)
  // A final address that was ok before was accepted by an editor.
  const isAccepted = !within && known?.verdict !== 'moved' && url === known?.finalUrl
  if (forGood && !isAccepted && !isRedirectService(address) && !isLocaleRedirect(address, url)) {
    const elsewhere = within ? '' : ', on another site: check that it is the same page'
    return {
      verdict: 'moved',
      reason: `moved to ${finalUrl}${elsewhere}`,
      movedTo: withFragmentOf(address, finalUrl),
      ...seen,
    }
  }
  return { verdict: 'ok', ...seen }
}

/** Returns why a working page may no longer be what was linked. */
function suspect(
  address: string,
  texts: string[],
  { url, page, unchanged }: Extract<Visit, { kind: 'answer' }>,
  known: LinkState | undefined,
): string | undefined {
  // Compared with earlier checks only: many addresses already led to another site when they were linked.
  if (wasWell(known) && !sameDomain(url, known.finalUrl ?? address) && !sameDomain(url, address))
    return `redirects to another site, ${url}`
  if (unchanged || !page || page.title === known?.title) return undefined
  const sign = findParkingSign(page)
  if (sign) return `reads like a parked domain (“${sign}”)`
  if (findNotFoundSign(page, address, texts)) return undefined
  if (known?.title && page.title && ![known.title, ...texts].some((text) => resembles(page.title, text)))
    return `calls itself “${shorten(page.title)}”, formerly “${shorten(known.title)}”`
  return undefined
}

/** Tells whether an address was ever ok, so that a difference is a change. */
function wasWell(known: LinkState | undefined): known is LinkState {
  return (
    known !== undefined &&
    (known.verdict === 'ok' ||
      known.verdict === 'moved' ||
      known.title !== undefined ||
      known.finalUrl !== undefined ||
      known.failures?.lastGood !== undefined)
  )
}

/** Returns why a working page probably lacks the linked content, from the first visit on. */
function findDoubt(
  address: string,
  texts: string[],
  { url, page, unchanged }: Extract<Visit, { kind: 'answer' }>,
  known: LinkState | undefined,
): string | undefined {
  if (url !== known?.finalUrl) {
    if (isErrorAddress(url) && !isErrorAddress(address)) return `redirects to a page for errors, ${url}`
    if (isFrontPageInstead(address, url)) return `redirects to the front page of its site, ${url}`
  }
  if (unchanged || !page) return undefined
  const sign = page.title === known?.title ? undefined : findNotFoundSign(page, address, texts)
  if (sign) return `says “${shorten(sign)}”, although its status is not an error`
  if (page.empty) return 'answers with an empty page'
  const anchor = findMissingAnchor(address, page.anchors)
  return anchor ? `has no anchor #${shorten(anchor)}` : undefined
}

/** Returns the anchor of an address that its page lacks; undefined if unknown, or if script reads it. */
function findMissingAnchor(address: string, anchors: ReadonlySet<string> | undefined): string | undefined {
  const raw = new URL(address).hash.slice(1).split(':~:', 1)[0] ?? ''
  // "#/route", "#!route", "#a=b" and "#L10-L20" are read by the page's script.
  if (!anchors || !raw || /[/!=?&]|^L\d+(?:-L?\d+)?$|^top$/i.test(raw)) return undefined
  let anchor = raw
  try {
    anchor = decodeURIComponent(raw)
  } catch {
    // Invalid escapes: taken as written.
  }
  return [raw, anchor, `user-content-${anchor}`].some((name) => anchors.has(name)) ? undefined : anchor
}

/** Returns an address without its fragment, as it is requested. */
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
