import { once } from 'node:events'
import {
  request as ask,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { PageCache } from './page-cache'

const policy = `default-src 'none'; frame-ancestors 'none'`

let server: Server

/** Plays Next: answers with the request's address and headers. */
function answerAsNext(url: string, session: string): string {
  return `rendered ${url} ${session}`
}

beforeAll(async () => {
  vi.stubEnv('BASE_URL', 'https://lectern.example')
  const [{ createPortalServer }, { createCachedResponse }, { createPageMaker }, { createRender }, { readEnv }] =
    await Promise.all([
      import('./create-server'),
      import('./page-cache/cached-response'),
      import('./pages/make-page'),
      import('./pages/render-with-next'),
      import('../lib/env'),
    ])
  const page = await createCachedResponse(
    {
      headers: { 'Content-Type': 'text/html', 'Content-Security-Policy': `${policy}; script-src 'self' 'sha256-kept'` },
      body: Buffer.from('<!DOCTYPE html><title>A page</title>'),
    },
    () => {},
  )
  const picture = await createCachedResponse(
    { headers: { 'Content-Type': 'image/png' }, body: Buffer.from('a picture') },
    () => {},
  )
  const gone = new Error('The file is gone.')
  const cache: PageCache = {
    find: async ({ url }) => {
      if (url === '/_next/static/gone.js') throw gone
      return url === '/kept' ? page : url === '/figure.png' ? picture : null
    },
    keepWarm: () => {},
  }
  const next = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/shelf/export/broken') throw new Error('Next broke.')
    if (request.url?.startsWith('/_next/static/') || request.url?.startsWith('/figures/')) {
      // Like Next, which sets headers by the address before it looks for the file.
      response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
      response.statusCode = Number(/\d{3}/.exec(request.url)?.[0] ?? 404)
      return void response.end()
    }
    const kind = /^\/api|\.json$/.test(request.url ?? '') ? 'application/json' : 'text/html'
    // A route's own policy, which does not count.
    response.setHeader('Content-Security-Policy', 'default-src *')
    response.writeHead(200, { 'Content-Type': kind })
    response.end(
      answerAsNext(
        request.url ?? '',
        String(request.headers[request.url === '/search' ? 'x-lectern-address' : 'content-security-policy']),
      ),
    )
  }
  const env = readEnv()
  server = createPortalServer(env, next, {
    cache,
    makePage: createPageMaker(env, createRender(next, 'lectern.example')),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => {
  server.close()
  vi.unstubAllEnvs()
})

interface RawResponse {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Sends the address unchanged and keeps the answer compressed; `fetch` would not. */
function get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    ask({ port: (server.address() as AddressInfo).port, path: url, headers, method, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
        )
    })
      .on('error', reject)
      .end()
  })
}

describe('a cached response', () => {
  it('is sent without asking Next', async () => {
    const { status, headers, body } = await get('/kept')
    expect([status, headers.etag !== undefined, body.toString()]).toEqual([
      200,
      true,
      '<!DOCTYPE html><title>A page</title>',
    ])
  })

  it('keeps its policy on a 304, which browsers apply to their copy', async () => {
    const { headers } = await get('/kept')
    const again = await get('/kept', { 'if-none-match': String(headers.etag) })
    expect([again.status, again.headers['content-security-policy']]).toEqual([304, headers['content-security-policy']])
    expect(headers['content-security-policy']).toContain('sha256-kept')
  })

  it('is rendered by Next for this request if the cache fails', async () => {
    expect((await get('/_next/static/gone.js')).status).toBe(404)
  })

  it('is not used for an unknown topic, which Next answers', async () => {
    expect((await get('/no-such-topic')).body.toString()).toContain('rendered /_/nowhere')
  })
})

describe('every answer', () => {
  it.each([
    '/kept',
    '/figure.png',
    '/account',
    '/api/session',
    '/search/results.json',
    '/offline',
    '/missing',
    '/%',
    '/shelf/export/broken',
  ])('has the security headers: %s', async (url) => {
    const { headers } = await get(url)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
    })
    expect(headers['content-security-policy']).toContain(`frame-ancestors 'none'`)
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers).not.toHaveProperty('x-powered-by')
  })

  it('has a policy that allows the scripts in it, and no others', async () => {
    const scripts = async (url: string) =>
      /script-src ([^;]*)/.exec(String((await get(url)).headers['content-security-policy']))?.[1] ?? 'none'
    expect(await scripts('/kept')).toBe(`'self' 'sha256-kept'`)
    expect(await scripts('/api/session')).toBe('none')
    expect(await scripts('/account')).toMatch(/^'self' 'sha256-\S+'$/)
    const [one, other] = [await scripts('/offline'), await scripts('/offline')]
    expect(one).toMatch(/^'self' 'nonce-[A-Za-z0-9+/]{22}==' 'sha256-\S+'$/)
    expect(one).not.toBe(other)
  })

  it('passes the nonce of its own policy to Next, whatever the request says', async () => {
    const headers = { 'content-security-policy': `script-src 'nonce-mine'` }
    const other = await get('/offline', headers)
    expect(other.body.toString()).toBe(answerAsNext('/offline', String(other.headers['content-security-policy'])))
    // The nonce of a page with deferred scripts is not sent to browsers.
    expect((await get('/account', headers)).body.toString()).toBe(answerAsNext('/account', `script-src 'nonce-'`))
  })

  it('has the address of the connection, whatever the request says', async () => {
    const { body } = await get('/search', { 'x-lectern-address': '203.0.113.9', 'x-forwarded-for': '203.0.113.9' })
    expect(body.toString()).toBe(answerAsNext('/search', '127.0.0.1'))
  })

  it.each([
    '/%',
    '/%C3%28',
    '/a/%E0%A4%A',
    '/[slug]',
    '/account.rsc',
    '/account.segments/_tree.segment.rsc',
    '/%5Bslug%5D/markdown',
  ])('is the 404 page if Next could not answer: %s', async (url) => {
    expect((await get(url)).body.toString()).toContain('rendered /_/nowhere')
  })

  it.each([
    ['http://evil.example/account', 421],
    // A script of the development server.
    ['/_next/static/%5Bslug%5D-200.js', 200],
  ])('has a status of its own: %s', async (url, status) => {
    expect((await get(url)).status).toBe(status)
  })

  it('is 413 if Content-Length is too large', async () => {
    const { status, headers } = await get('/api/marks', { 'content-length': String(2 ** 20 + 1) }, 'POST')
    // The client must not reuse the connection while the rest of the body is on its way.
    expect([status, headers.connection]).toEqual([413, 'close'])
  })

  it('reaches a client that is still sending', async () => {
    const heard: string[] = []
    const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true })
    for (const event of ['data', 'end', 'error'] as const)
      socket.on(event, (what?: Buffer | Error) =>
        heard.push(event === 'data' ? String(what).split('\r\n', 1)[0]! : event),
      )
    socket.write('POST /api/marks HTTP/1.1\r\nHost: lectern.example\r\nContent-Length: 100000000\r\n\r\n')
    await once(socket, 'end')
    // A closed connection would reset, and the client would lose the answer.
    for (let piece = 0; piece < 3; piece++) await promisify<string, void>(socket.write.bind(socket))('a'.repeat(1024))
    await new Promise((resolve) => setImmediate(resolve))
    socket.destroy()
    expect(heard).toEqual(['HTTP/1.1 413 Payload Too Large', 'end'])
  })

  it.each([
    ...[400, 404, 405, 412, 416, 500, 503].flatMap(
      (status) =>
        [
          [`/_next/static/${status}.js`, status],
          [`/figures/${status}.svg`, status],
        ] as const,
    ),
    ['/_next/static/gone.js', 404],
    ['/shelf/export/broken', 500],
    ['http://evil.example/_next/static/200.js', 421],
  ] as const)('that is an error is not cached: %s', async (url, status) => {
    const answer = await get(url)
    expect([answer.status, answer.headers['cache-control'], answer.headers.etag]).toEqual([
      status,
      'no-store',
      undefined,
    ])
  })

  it('for a file of another build keeps the caching headers of Next', async () => {
    expect((await get('/_next/static/200.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('is 500 in plain text if Next throws', async () => {
    expect(await get('/shelf/export/broken')).toMatchObject({
      status: 500,
      body: Buffer.from('Something went wrong on our side. Try again in a moment.'),
    })
  })
})
