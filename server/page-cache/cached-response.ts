import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gunzip, gzip } from 'node:zlib'
import Negotiator from 'negotiator'
import pLimit from 'p-limit'

/** A response that is the same for everyone. */
export interface SharedResponse {
  /** 200 by default. */
  status?: number
  headers: Record<string, string>
  body: Buffer
}

/** A shared response, kept in memory in the encodings that browsers accept. */
export interface CachedResponse {
  status: number
  headers: Record<string, string>
  /** The tag of the uncompressed bytes; each encoding adds a suffix. */
  etag: string
  /** Undefined if there is a compressed body. */
  plain?: Buffer
  gzip?: Buffer
  br?: Buffer
}

/** Media types that compression makes smaller. */
const compressible = /^text\/|[/+](json|xml|javascript|speculationrules)\b|manifest\+json|svg\+xml/
/** The smallest body that is compressed, in bytes. */
const smallest = 200
/** The largest body, in bytes, that fits Brotli's window of 64 KB. */
const smallWindow = 2 ** 16

const compress = { gzip: promisify(gzip), br: promisify(brotliCompress) }
const decompress = promisify(gunzip)

/** Compresses one response at a time in the background. */
const inBackground = pLimit(1)

/**
 * Compresses a response quickly at first, then as small as possible in the background, and calls `grown` after that.
 */
export async function createCachedResponse(
  { status = 200, headers, body }: SharedResponse,
  grown: (response: CachedResponse) => void,
): Promise<CachedResponse> {
  const etag = createHash('sha256').update(body).digest('base64url').slice(0, 22)
  const response: CachedResponse = { status, headers, etag }
  if (!compressible.test(headers['Content-Type'] ?? '') || body.length < smallest) return { ...response, plain: body }
  const compressed = trim(await compress.gzip(body))
  response.gzip = compressed
  const size = body.length
  // Keeps only the gzip body until then: it takes a fifth of the memory.
  const compressFurther = async () => {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 9,
      [constants.BROTLI_PARAM_SIZE_HINT]: size,
      // A window of more than 64 KB makes the encoder allocate 32 MB, which smaller bodies don't need.
      ...(size <= smallWindow && { [constants.BROTLI_PARAM_LGWIN]: 16 }),
    }
    response.br = trim(await compress.br(await decompress(compressed), { params }))
    grown(response)
  }
  // If this fails, the gzip body remains, which is only larger.
  inBackground(compressFurther).catch(() => {})
  return response
}

/** Copies bytes out of zlib's buffer, which is often twice as large. */
function trim(bytes: Buffer): Buffer {
  return bytes.buffer.byteLength > bytes.length ? Buffer.from(new Uint8Array(bytes).buffer) : bytes
}

/** Sends a response in the smallest encoding that the client accepts, or 304 if If-None-Match matches. */
export async function sendCachedResponse(
  request: IncomingMessage,
  response: ServerResponse,
  cached: CachedResponse,
): Promise<void> {
  const accepted = cached.gzip ? new Negotiator(request).encodings(['br', 'gzip']) : []
  const encoding = (['br', 'gzip'] as const).find((each) => cached[each] && accepted.includes(each))
  const held = cached.status === 200 ? findHeldTag(request.headers['if-none-match'], cached.etag) : undefined
  for (const [name, value] of Object.entries(cached.headers)) response.setHeader(name, value)
  response.setHeader('ETag', held ?? `"${cached.etag}${encoding ? `-${encoding}` : ''}"`)
  if (held) {
    response.removeHeader('Content-Type')
    return void response.writeHead(304).end()
  }
  // Clients that accept neither encoding are rare.
  const body = (encoding && cached[encoding]) ?? cached.plain ?? (await decompress(cached.gzip!))
  if (encoding) response.setHeader('Content-Encoding', encoding)
  response.setHeader('Content-Length', body.length)
  response.writeHead(cached.status)
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Returns the tag in If-None-Match that names these bytes, in any encoding (RFC 9110, 13.1.2: a weak comparison). */
function findHeldTag(ifNoneMatch: string | undefined, etag: string): string | undefined {
  if (ifNoneMatch?.trim() === '*') return `"${etag}"`
  return ifNoneMatch
    ?.split(',')
    .map((each) => each.trim().replace(/^W\//, ''))
    .find((each) => each === `"${etag}"` || each === `"${etag}-br"` || each === `"${etag}-gzip"`)
}
