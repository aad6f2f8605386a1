import type { IncomingMessage, ServerResponse } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createCachedResponse, sendCachedResponse, type CachedResponse } from './cached-response'
import { untilPasses } from '../../scripts/testing/until'

const text = 'Words that come again. '.repeat(100)
const headers = { 'Content-Type': 'text/html', Vary: 'Accept-Encoding' }

async function create() {
  let tell = () => {}
  const grown = new Promise<void>((resolve) => (tell = resolve))
  return { response: await createCachedResponse({ headers, body: Buffer.from(text) }, () => tell()), grown }
}

async function ask(cached: CachedResponse, asked: Record<string, string> = {}, method = 'GET') {
  const sent: { status?: number; headers: Record<string, unknown>; body?: Buffer } = { headers: {} }
  const response = {
    setHeader: (name: string, value: unknown) => void (sent.headers[name.toLowerCase()] = value),
    removeHeader: (name: string) => void delete sent.headers[name.toLowerCase()],
    writeHead: (status: number) => ((sent.status = status), response),
    end: (body?: Buffer) => void (sent.body = body),
  }
  const request = { headers: asked, method } as unknown as IncomingMessage
  await sendCachedResponse(request, response as unknown as ServerResponse, cached)
  return sent
}

describe('a cached response', () => {
  /** Text that compresses like a page. */
  const write = (bytes: number) =>
    Buffer.from(Array.from({ length: bytes / 16 }, () => Math.random().toString(36).slice(2, 10).padEnd(16)).join(''))

  it('uses no more memory than it has bytes', async () => {
    const { response, grown } = await create()
    await grown
    expect([response.gzip!.buffer.byteLength, response.br!.buffer.byteLength]).toEqual([
      response.gzip!.length,
      response.br!.length,
    ])
  })

  it.each([60_000, 200_000])('has the same text in Brotli, of %s bytes', async (bytes) => {
    const body = write(bytes)
    const response = await new Promise<CachedResponse>(
      (resolve) => void createCachedResponse({ headers, body }, resolve),
    )
    expect(brotliDecompressSync(response.br!).equals(body)).toBe(true)
  })

  it('releases its body while it waits for Brotli', async () => {
    const bodies: WeakRef<Buffer>[] = []
    let compressed = 0
    const make = () => {
      const body = write(150_000)
      bodies.push(new WeakRef(body))
      return createCachedResponse({ headers, body }, () => compressed++)
    }
    for (let index = 0; index < 15; index++) await make()
    setFlagsFromString('--expose-gc')
    ;(runInNewContext('gc') as () => void)()
    const waiting = bodies.length - compressed
    expect(waiting).toBeGreaterThan(5)
    expect(bodies.filter((body) => body.deref()).length).toBeLessThan(waiting)
    await untilPasses(() => expect(compressed).toBe(bodies.length))
  })
})

describe('sending a cached response', () => {
  it('uses gzip at first, and Brotli once that is ready', async () => {
    const { response, grown } = await create()
    const first = await ask(response, { 'accept-encoding': 'gzip, deflate, br, zstd' })
    expect([first.headers['content-encoding'], gunzipSync(first.body!).toString()]).toEqual(['gzip', text])
    await grown
    const second = await ask(response, { 'accept-encoding': 'gzip, deflate, br, zstd' })
    expect([second.headers['content-encoding'], brotliDecompressSync(second.body!).toString()]).toEqual(['br', text])
    expect(second.headers.etag).toBe(`"${response.etag}-br"`)
    expect(second.headers['content-length']).toBe(second.body!.length)
  })

  it.each([
    ['gzip', 'gzip'],
    ['gzip, br;q=0', 'gzip'],
    ['br;q=0, gzip;q=0', undefined],
    ['identity', undefined],
    ['', undefined],
  ])('answers "%s" with %s', async (accepted, encoding) => {
    const { response, grown } = await create()
    await grown
    const { headers, body } = await ask(response, { 'accept-encoding': accepted })
    expect(headers['content-encoding']).toBe(encoding)
    expect((encoding ? gunzipSync(body!) : body!).toString()).toBe(text)
  })

  it('answers 304 to a client with the same bytes in any encoding', async () => {
    const { response } = await create()
    const { etag } = response
    for (const held of [`"${etag}"`, `"${etag}-gzip"`, `W/"${etag}-br"`, `"x", "${etag}-br"`, '*']) {
      const { status, body, headers } = await ask(response, { 'if-none-match': held })
      expect([held, status, body, headers['content-length']]).toEqual([held, 304, undefined, undefined])
    }
    for (const held of ['"other"', etag, `"${etag}2"`])
      expect((await ask(response, { 'if-none-match': held })).status, held).toBe(200)
  })

  it('answers HEAD with the headers of GET and no body', async () => {
    const { response } = await create()
    const [head, get] = [await ask(response, {}, 'HEAD'), await ask(response)]
    expect([head.status, head.headers, head.body]).toEqual([200, get.headers, undefined])
  })

  it('sends a 404 page in full, even if If-None-Match matches', async () => {
    const { etag } = await createCachedResponse({ status: 404, headers, body: Buffer.from(text) }, () => {})
    const response = await createCachedResponse({ status: 404, headers, body: Buffer.from(text) }, () => {})
    expect((await ask(response, { 'if-none-match': `"${etag}"` })).status).toBe(404)
  })

  it.each([
    ['image/png', text],
    ['text/html', 'short'],
  ])('does not compress %s, which would gain nothing', async (type, body) => {
    const response = await createCachedResponse(
      { headers: { 'Content-Type': type }, body: Buffer.from(body) },
      () => {},
    )
    expect([response.plain?.toString(), response.gzip]).toEqual([body, undefined])
  })
})

it.each([
  'text/css; charset=utf-8',
  'image/svg+xml',
  'application/atom+xml; charset=utf-8',
  'application/feed+json',
  'application/xml; charset=utf-8',
  'application/manifest+json',
  'application/speculationrules+json',
  'text/x-component',
])('createCachedResponse compresses %s', async (type) => {
  const { gzip } = await createCachedResponse({ headers: { 'Content-Type': type }, body: Buffer.from(text) }, () => {})
  expect(gzip?.length).toBeLessThan(text.length)
})
