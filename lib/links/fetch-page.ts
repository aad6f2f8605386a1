import { pipeline, Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { request, type Dispatcher } from 'undici'
import { parseUrl } from '../parse-url'
import { RefusedAddress, requireWebAddress } from './guard'
import { decodeBody, readHtml, type PageText } from './read-html'

/** What one visit to an address came to. */
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
      /** Its body broke off. */ cut?: boolean
    }
  | { kind: 'refused'; refusal: RefusedAddress['kind']; reason: string }
  /** `network`: nobody answered. */
  | { kind: 'error'; reason: string; network: boolean; wantsCookies?: boolean }

/** What is known of a page from before, to ask whether it changed. */
export interface Known {
  /** Where the validators come from. */
  url: string
  etag?: string
  lastModified?: string
}

export interface FetchOptions {
  agent: Dispatcher
  /** Runs a request when it is its host's turn. */
  inTurn: <T>(host: string, task: () => Promise<T>) => Promise<T>
  /** How long one request may take, its body included, in milliseconds. */
  timeout: number
  maxRedirects: number
  /** Of a body, unpacked as packed. */
  maxBytes: number
}

const userAgent = 'Lectern/0.1 (link check; one request at a time)'
/** A page that sends visitors on later than this lets them read it first. */
const longestRefresh = 10
const redirectStatuses = new Set([301, 302, 303, 307, 308])

/**
 * Visits an address, through its redirects, those of a page's own ("meta refresh") included. A GET reads the page's title and text; a HEAD never does.
 * Whatever happens is told by what it returns; it does not throw.
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
      if (!next) return { kind: 'error', reason: 'redirects to something that is no address', network: false }
      url = withoutFragment(next)
    }
  } catch (error) {
    const visit = describe(error, options.timeout)
    return redirects.length ? { ...visit, reason: `redirects to ${url.href}: ${visit.reason}` } : visit
  }
}

/** Where a page itself sends its visitors: at once is for good, as search engines have it. */
function readOnward({ page }: AnswerPart, url: URL): { location: string; status: number } | undefined {
  const { refresh } = page ?? {}
  if (!refresh || refresh.seconds > longestRefresh) return undefined
  const next = parseUrl(refresh.url, url)
  if (!next) return undefined
  // Some pages load themselves again.
  return withoutFragment(next).href === url.href
    ? undefined
    : { location: refresh.url, status: refresh.seconds === 0 ? 301 : 302 }
}

type AnswerPart = Omit<Extract<Visit, { kind: 'answer' }>, 'kind' | 'url' | 'redirects'>

/** One request, without following where it leads. */
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
  // A body that is dropped, or breaks off, is not an error of the visit.
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
    visit.page = readHtml(decodeBody(bytes, contentType), end === 'whole')
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

/** How a body ended: `limit`, as far as we read; `cut`, before its end; `unread`, packed in a way that we can't unpack. */
type BodyEnd = 'whole' | 'limit' | 'cut' | 'unread'

/** The beginning of a body, or as much of it as comes. */
async function readBody(
  body: Readable,
  encoding: string | undefined,
  maxBytes: number,
): Promise<{ bytes: Uint8Array; end: BodyEnd }> {
  const unpack = encoding && encoding !== 'identity' ? unpackers[encoding.trim().toLowerCase()] : undefined
  if (encoding && encoding !== 'identity' && !unpack) return { bytes: new Uint8Array(), end: 'unread' }
  const parts: Uint8Array[] = []
  let end: BodyEnd = 'whole'
  // Judged by the body alone: one that ends early is cut, one that can't be unpacked is not.
  body.once('error', () => (end = 'cut'))
  const reachLimit = () => (end = 'limit')
  try {
    const packed = limit(body, maxBytes, reachLimit)
    // Its errors come out of the loop below, at the end of what could be unpacked.
    const unpacked = unpack ? pipeline(Readable.from(packed, { objectMode: false }), unpack(), () => {}) : packed
    for await (const part of limit(unpacked as AsyncIterable<Uint8Array>, maxBytes, reachLimit)) parts.push(part)
  } catch {
    // A page that breaks off is read as far as it came.
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

/** In milliseconds; from seconds, or from a date by the server's own clock. */
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
  ECONNRESET: 'its host breaks the connection off',
  EHOSTUNREACH: "its host can't be reached",
  ENETUNREACH: "its host can't be reached",
  ETIMEDOUT: 'its host does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'its host does not answer',
  UND_ERR_SOCKET: 'its host closes the connection without an answer',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is another host's",
}

/** Where a browser may do better: it fetches missing certificates itself, and reads answers that break the rules. */
const beyondUs =
  /^(UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT.*)|SELF_SIGNED_CERT_IN_CHAIN|UND_ERR_HEADERS_OVERFLOW|HTTPParserError)$/

function describe(error: unknown, timeout: number): Exclude<Visit, { kind: 'answer' }> {
  if (!(error instanceof Error)) return { kind: 'error', reason: String(error), network: true }
  // Where several addresses of a host were tried, the first tells enough.
  if (error instanceof AggregateError) return describe(error.errors[0], timeout)
  if (error instanceof RefusedAddress) return { kind: 'refused', refusal: error.kind, reason: error.message }
  if (error.name === 'TimeoutError')
    return { kind: 'error', reason: `takes longer than ${timeout / 1000} s`, network: true }
  const { code = '', message, name } = error as NodeJS.ErrnoException
  const unread = [code, name].find((word) => beyondUs.test(word))
  if (unread) return { kind: 'refused', refusal: 'unchecked', reason: `this check can't read its answer (${unread})` }
  return { kind: 'error', reason: reasons[code] ?? (code ? `${code}: ${message}` : message), network: true }
}
