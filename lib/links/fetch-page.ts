import { pipeline, Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { request, type Dispatcher } from 'undici'
import { parseUrl } from '../parse-url'
import { RefusedAddressError, requireWebAddress } from './guard'
import { decodeBody, readPageText, type PageText } from './read-page-text'

/** The result of one visit to an address. */
export type Visit =
  | {
      kind: 'answer'
      status: number
      url: string
      redirects: number[]
      etag?: string
      lastModified?: string
      html: boolean
      page?: PageText
      unchanged: boolean
      challenged: boolean
      retryAfter?: number
      /** Its body was cut off. */ cut?: boolean
    }
  | { kind: 'refused'; refusal: RefusedAddressError['kind']; reason: string }
  /** `network`: there was no response. */
  | { kind: 'error'; reason: string; network: boolean; wantsCookies?: boolean }

/** Validators of an earlier visit, to ask whether the page changed. */
export interface Known {
  /** The address they came from. */
  url: string
  etag?: string
  lastModified?: string
}

/** Options of a visit. */
export interface FetchOptions {
  agent: Dispatcher
  /** Runs a request when its host is free. */
  inTurn: <T>(host: string, task: () => Promise<T>) => Promise<T>
  /** Time limit of a request with its body, in milliseconds. */
  timeout: number
  maxRedirects: number
  /** Limit of a body, before and after decompression. */
  maxBytes: number
}

const userAgent = 'Lectern/0.1 (link check; one request at a time)'
/** A refresh after more seconds than this is not a redirect: visitors read the page first. */
const longestRefresh = 10
const redirectStatuses = new Set([301, 302, 303, 307, 308])

/**
 * Visits an address and follows redirects, including those by meta refresh. A GET reads the page's title and
 * text; a HEAD does not. Never throws: errors are part of the result.
 */
export async function fetchPage(
  address: string,
  method: 'HEAD' | 'GET',
  known: Known | undefined,
  options: FetchOptions,
): Promise<Visit> {
  const redirects: number[] = []
  let wantsCookies = false
  let url = withoutFragment(new URL(address))
  try {
    for (;;) {
      requireWebAddress(url)
      const answer = await options.inTurn(url.host, () => ask(url, method, known, options))
      wantsCookies ||= answer.setsCookies
      const onward =
        answer.location === undefined
          ? readOnward(answer.visit, url)
          : { location: answer.location, status: answer.visit.status }
      if (!onward) return { kind: 'answer', url: url.href, redirects, ...answer.visit }
      redirects.push(onward.status)
      if (redirects.length > options.maxRedirects)
        return {
          kind: 'error',
          reason: `redirects more than ${options.maxRedirects} times`,
          network: false,
          wantsCookies,
        }
      const next = parseUrl(onward.location, url)
      if (!next) return { kind: 'error', reason: 'redirects to an invalid address', network: false }
      url = withoutFragment(next)
    }
  } catch (error) {
    const visit = describe(error, options.timeout)
    return redirects.length ? { ...visit, reason: `redirects to ${url.href}: ${visit.reason}` } : visit
  }
}

/** Returns the target of a meta refresh. One without delay counts as permanent, as for search engines. */
function readOnward({ page }: AnswerPart, url: URL): { location: string; status: number } | undefined {
  const { refresh } = page ?? {}
  if (!refresh || refresh.seconds > longestRefresh) return undefined
  const next = parseUrl(refresh.url, url)
  if (!next) return undefined
  // A page that reloads itself is no redirect.
  return withoutFragment(next).href === url.href
    ? undefined
    : { location: refresh.url, status: refresh.seconds === 0 ? 301 : 302 }
}

type AnswerPart = Omit<Extract<Visit, { kind: 'answer' }>, 'kind' | 'url' | 'redirects'>

/** Sends one request without following redirects. */
async function ask(
  url: URL,
  method: 'HEAD' | 'GET',
  known: Known | undefined,
  { agent, timeout, maxBytes }: FetchOptions,
): Promise<{ visit: AnswerPart; location?: string; setsCookies: boolean }> {
  const conditional =
    known?.url === url.href
      ? {
          ...(known.etag && { 'if-none-match': known.etag }),
          ...(known.lastModified && { 'if-modified-since': known.lastModified }),
        }
      : {}
  const signal = AbortSignal.timeout(timeout)
  const {
    statusCode: status,
    headers,
    body,
  } = await request(url, {
    method,
    dispatcher: agent,
    signal,
    headers: {
      'user-agent': userAgent,
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      'accept-language': 'en,*;q=0.5',
      'accept-encoding': 'gzip, deflate, br',
      ...conditional,
    },
  })
  // A dropped or cut body is not an error of the visit.
  body.on('error', () => {})
  const header = (name: string) => [headers[name] ?? []].flat()[0]
  const [etag, lastModified] = [header('etag'), header('last-modified')]
  const sameAsKnown =
    known?.url === url.href &&
    status === 200 &&
    (etag ? etag === known.etag : lastModified !== undefined && lastModified === known.lastModified)
  const contentType = header('content-type') ?? 'text/html'
  const visit: AnswerPart = {
    status,
    html: /html/i.test(contentType),
    etag,
    lastModified,
    unchanged: status === 304 || sameAsKnown,
    challenged: header('cf-mitigated') === 'challenge',
    retryAfter: readRetryAfter(header('retry-after'), header('date')),
  }
  if (method === 'GET' && status >= 200 && status < 300 && !visit.unchanged && visit.html) {
    const { bytes, end } = await readBody(body, header('content-encoding'), maxBytes)
    if (signal.aborted) throw signal.reason
    visit.page = readPageText(decodeBody(bytes, contentType), end === 'whole')
    if (end === 'cut') visit.cut = true
  }
  body.destroy()
  return {
    visit,
    location: redirectStatuses.has(status) ? header('location') : undefined,
    setsCookies: headers['set-cookie'] !== undefined,
  }
}

const unpackers: Record<string, () => NodeJS.ReadWriteStream> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

/** The end of a body: `limit` at our maximum, `cut` before its end, `unread` if it can't be decompressed. */
type BodyEnd = 'whole' | 'limit' | 'cut' | 'unread'

/** Reads a body up to the limit. */
async function readBody(
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
): Promise<{ bytes: Uint8Array; end: BodyEnd }> {
  const unpack = encoding && encoding !== 'identity' ? unpackers[encoding.trim().toLowerCase()] : undefined
  if (encoding && encoding !== 'identity' && !unpack) return { bytes: new Uint8Array(), end: 'unread' }
  const parts: Uint8Array[] = []
  let end: BodyEnd = 'whole'
  // Only errors of the body itself mean cut; failed decompression does not.
  body.once('error', () => (end = 'cut'))
  const reachLimit = () => (end = 'limit')
  try {
    const packed = limit(body, maxBytes, reachLimit)
    // Its errors surface in the loop below, after everything that could be decompressed.
    const unpacked = unpack ? pipeline(Readable.from(packed, { objectMode: false }), unpack(), () => {}) : packed
    for await (const part of limit(unpacked as AsyncIterable<Uint8Array>, maxBytes, reachLimit)) parts.push(part)
  } catch {
    // A cut page is read as far as it arrived.
    if (end === 'whole') end = 'unread'
  }
  return { bytes: Buffer.concat(parts), end }
}

async function* limit(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
  reachLimit: () => void,
): AsyncGenerator<Uint8Array> {
  let left = maxBytes
  for await (const part of stream) {
    yield part.subarray(0, left)
    left -= part.length
    if (left <= 0) return reachLimit()
  }
}

function withoutFragment(url: URL): URL {
  url.hash = ''
  return url
}

/** Returns a delay in milliseconds, from seconds or a date relative to the server's clock. */
function readRetryAfter(value: string | undefined, date: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000
  const wait = Date.parse(value) - (date ? Date.parse(date) : Date.now())
  return Number.isNaN(wait) ? undefined : Math.max(0, wait)
}

const reasons: Record<string, string> = {
  ENOTFOUND: 'its host has no address (DNS)',
  EAI_AGAIN: 'its host could not be looked up (DNS)',
  ECONNREFUSED: 'its host refuses connections',
  ECONNRESET: 'its host resets the connection',
  EHOSTUNREACH: "its host can't be reached",
  ENETUNREACH: "its host can't be reached",
  ETIMEDOUT: 'its host does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'its host does not answer',
  UND_ERR_SOCKET: 'its host closes the connection without an answer',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is another host's",
}

/** Errors that a browser may not have: it fetches missing certificates, and tolerates invalid responses. */
const beyondUs =
  /^(UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT.*)|SELF_SIGNED_CERT_IN_CHAIN|UND_ERR_HEADERS_OVERFLOW|HTTPParserError)$/

function describe(error: unknown, timeout: number): Exclude<Visit, { kind: 'answer' }> {
  if (!(error instanceof Error)) return { kind: 'error', reason: String(error), network: true }
  // If several addresses of a host failed, the first error is enough.
  if (error instanceof AggregateError) return describe(error.errors[0], timeout)
  if (error instanceof RefusedAddressError) return { kind: 'refused', refusal: error.kind, reason: error.message }
  if (error.name === 'TimeoutError')
    return { kind: 'error', reason: `takes longer than ${timeout / 1000} s`, network: true }
  const { code = '', message, name } = error as NodeJS.ErrnoException
  const unread = [code, name].find((word) => beyondUs.test(word))
  if (unread) return { kind: 'refused', refusal: 'unchecked', reason: `this check can't read its answer (${unread})` }
  return { kind: 'error', reason: reasons[code] ?? (code ? `${code}: ${message}` : message), network: true }
}
