import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import Negotiator from 'negotiator'
import { closedPages, openPages } from '../../lib/addresses'
import { nameRoute } from '../../lib/observing'
import { policyForFiles } from '../csp'
import type { MakePage } from './make-page'

const pages = new Set([...openPages, ...closedPages, '/[slug]', '/paths/[slug]'])
/**
 * Addresses of JSON without personal data, rendered per request and compressed like pages. Other JSON stays
 * uncompressed: together with a secret, compression would reveal it (BREACH).
 */
const data = new Set(['/api/near-topics', '/search/results.json'])
/** The smallest response that is compressed, in bytes. */
const smallest = 1000

/** Favours speed over size: a personal page is compressed on each request. */
const compress = {
  br: (body: Buffer) => brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
  gzip: promisify(gzip),
}
const brotli = promisify(brotliCompress)

/**
 * Whether a request is for a page (and not for Next's router data), or for JSON that is the same for everyone.
 */
export function isForPage({ method, url, headers }: IncomingMessage): boolean {
  const route = nameRoute(url)
  return (method === 'GET' || method === 'HEAD') && headers.rsc === undefined && (pages.has(route) || data.has(route))
}

/**
 * Sends a page that is rendered for this request: a reader's page, or one with a form. It contains its data and is not
 * cached.
 */
export async function sendPersonalPage(
  request: IncomingMessage,
  response: ServerResponse,
  makePage: MakePage,
): Promise<void> {
  // Next must return the whole, uncompressed page.
  const { 'accept-encoding': _encoding, range: _range, ...asked } = request.headers
  const { status, headers, body, policy } = await makePage({ path: request.url ?? '/', headers: asked })
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value)
  response.setHeader('Content-Security-Policy', policy ?? policyForFiles)
  if (body.length === 0) return void response.writeHead(status).end()
  // The page itself requests its scripts and fonts.
  response.removeHeader('Link')
  response.setHeader('Vary', 'RSC, Accept-Encoding')
  const accepted = body.length < smallest ? [] : new Negotiator(request).encodings(['br', 'gzip'])
  const [encoding] = accepted as (keyof typeof compress)[]
  const sent = encoding ? await compress[encoding](body) : body
  if (encoding) {
    response.setHeader('Content-Encoding', encoding)
    // A strong tag identifies exact bytes, and compression changes them (RFC 9110, 8.8.1).
    const tag = String(response.getHeader('ETag') ?? '')
    if (tag.startsWith('"')) response.setHeader('ETag', `W/${tag}`)
  }
  response.setHeader('Content-Length', sent.length)
  response.writeHead(status)
  response.end(request.method === 'HEAD' ? undefined : sent)
}
