import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import Negotiator from 'negotiator'
import { closedPages, openPages } from '../../lib/addresses'
import { nameRoute } from '../../lib/observing'
import type { MakePage } from '.'

const pages = new Set([...openPages, ...closedPages, '/[slug]', '/paths/[slug]'])
/**
 * JSON that holds nothing of the visitor's, made anew each time, and is compressed as pages are. Of answers with a secret
 * beside what was asked, compression tells the secret (BREACH): they stay as they are.
 */
const data = new Set(['/api/near-topics', '/search/results.json'])
/** Bytes below which compression is not worth its while. */
const smallest = 1000

/** Of the connection, or asking for an encoding or a part: Next is asked for the whole as it is. */
const ofConnection = [
  'accept-encoding',
  'connection',
  'content-length',
  'date',
  'expect',
  'keep-alive',
  'range',
  'te',
  'transfer-encoding',
  'upgrade',
]

/** Quick rather than small: a personal page is compressed once for each request. */
const compress = {
  br: (body: Buffer) => brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
  gzip: promisify(gzip),
}
const brotli = promisify(brotliCompress)

/** Tells whether a request asks for a page, and not for the parts that Next's router makes one of; or for data that is the same for everyone. */
export function isForPage({ method, url, headers }: IncomingMessage): boolean {
  const route = nameRoute(url)
  return (method === 'GET' || method === 'HEAD') && headers.rsc === undefined && (pages.has(route) || data.has(route))
}

/**
 * Sends a page that is made for this request alone: a reader's, or one with a form. Its data is within it, and it is
 * never kept.
 */
export async function sendPersonalPage(
  request: IncomingMessage,
  response: ServerResponse,
  makePage: MakePage,
  usePolicy: (response: ServerResponse, policy: string) => void,
): Promise<void> {
  const { status, headers, body, policy } = await makePage({
    path: request.url ?? '/',
    headers: passOn(request.headers),
  })
  for (const [name, value] of Object.entries(passOn(headers))) if (value !== undefined) response.setHeader(name, value)
  if (policy) usePolicy(response, policy)
  if (body.length === 0) return void response.writeHead(status).end()
  // What Next says of scripts and fonts is in the page.
  response.removeHeader('Link')
  response.setHeader('Vary', 'RSC, Accept-Encoding')
  const accepted = body.length < smallest ? [] : new Negotiator(request).encodings(['br', 'gzip'])
  const [encoding] = accepted as (keyof typeof compress)[]
  const sent = encoding ? await compress[encoding](body) : body
  if (encoding) {
    response.setHeader('Content-Encoding', encoding)
    // A strong tag would be of these very bytes (RFC 9110, 8.8.1).
    const tag = String(response.getHeader('ETag') ?? '')
    if (tag.startsWith('"')) response.setHeader('ETag', `W/${tag}`)
  }
  response.setHeader('Content-Length', sent.length)
  response.writeHead(status)
  response.end(request.method === 'HEAD' ? undefined : sent)
}

function passOn(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.includes(name)))
}
