import { once } from 'node:events'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { request as ask, type IncomingHttpHeaders, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { PreparedAnswers } from './pages/prepared'

const html = '<!DOCTYPE html><title>A page</title>'.repeat(20)
let server: Server

/** Stands for Next: says that it was asked, and what for. */
function answerAsNext(url: string, session: string): string {
  return `rendered ${url} ${session}`
}

beforeAll(async () => {
  const build = mkdtempSync(path.join(tmpdir(), 'lectern-prepared-'))
  vi.stubEnv('NEXT_DIST_DIR', build)
  vi.stubEnv('BASE_URL', 'https://lectern.example')
  const folder = path.join(build, 'prepared')
  mkdirSync(folder)
  for (const [name, content] of [
    ['page.html', html],
    ['page.html.br', brotliCompressSync(html)],
    ['page.html.gz', gzipSync(html)],
    ['figure.png', 'a picture'],
  ] as const)
    writeFileSync(path.join(folder, name), content)
  const page = {
    file: 'page.html',
    type: 'text/html; charset=utf-8',
    etag: 'abc',
    cacheControl: 'public, max-age=0, must-revalidate',
    encodings: ['br' as const, 'gzip' as const],
  }
  const prepared: PreparedAnswers = {
    answers: {
      '/prometheus': { ...page, page: { forReaders: true } },
      '/resources': { ...page, page: { forReaders: true } },
      '/about': { ...page, page: { forReaders: false } },
      '/_next/static/gone.js': {
        file: 'gone.js',
        type: 'text/javascript',
        etag: 'ghi',
        cacheControl: 'public, max-age=31536000, immutable',
        encodings: [],
      },
      '/figure.png': {
        file: 'figure.png',
        type: 'image/png',
        etag: 'def',
        cacheControl: 'public, max-age=0, must-revalidate',
        encodings: [],
      },
    },
    ours: { scripts: [`'sha256-prepared'`], styles: [`'sha256-sheet'`] },
    ofNext: { scripts: [`'sha256-next'`], styles: [] },
  }
  writeFileSync(path.join(folder, 'answers.json'), JSON.stringify(prepared))
  vi.resetModules()
  const [{ createPortalServer }, { readEnv }] = await Promise.all([import('./create-server'), import('../lib/env')])
  server = createPortalServer(readEnv(), async (request, response) => {
    if (request.url === '/broken') throw new Error('Next broke.')
    if (request.url?.startsWith('/_next/static/') || request.url?.startsWith('/figures/')) {
      // As Next does, which sets headers by the address before it looks for the file.
      response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
      response.statusCode = Number(/\d{3}/.exec(request.url)?.[0])
      return void response.end()
    }
    const kind = request.url?.startsWith('/api') ? 'application/json' : 'text/html'
    response.writeHead(200, { 'Content-Type': kind })
    response.end(
      answerAsNext(
        request.url ?? '',
        String(request.headers[request.url === '/address' ? 'x-lectern-address' : 'content-security-policy']),
      ),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => {
  server.close()
  vi.unstubAllEnvs()
})

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Asks as it stands: `fetch` would tidy addresses and unpack answers. */
function get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
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

describe('what was made at build', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip, br;q=0', 'gzip', gunzipSync],
    ['identity', undefined, (body: Buffer) => body],
  ])('goes out in an encoding that "%s" takes', async (accepted, encoding, decode) => {
    const { headers, body } = await get('/prometheus', { 'accept-encoding': accepted })
    expect(headers['content-encoding']).toBe(encoding)
    expect(headers.vary).toContain('Accept-Encoding')
    expect(decode(body).toString()).toBe(html)
  })

  it('is not sent again to who holds it', async () => {
    const { headers } = await get('/prometheus', { 'accept-encoding': 'br' })
    const again = await get('/prometheus', { 'accept-encoding': 'br', 'if-none-match': `"other", W/${headers.etag}` })
    expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, headers.etag])
    // Another encoding is another representation.
    expect(
      (await get('/prometheus', { 'accept-encoding': 'gzip', 'if-none-match': String(headers.etag) })).status,
    ).toBe(200)
  })

  it('answers HEAD with the same headers and no body', async () => {
    const { status, headers, body } = await get('/prometheus', {}, 'HEAD')
    expect([status, Number(headers['content-length']), body.length]).toEqual([200, html.length, 0])
  })

  it.each(['lectern-session=x', 'a=b; __Host-lectern-session=x'])(
    'is not for a reader with the cookie "%s", where there is a rendering for readers',
    async (cookie) => {
      expect((await get('/prometheus', { cookie })).body.toString()).toContain('rendered /prometheus')
      expect((await get('/about', { cookie })).body.toString()).toBe(html)
      expect((await get('/prometheus', { cookie: `no-${cookie.split('; ').pop()}` })).body.toString()).toBe(html)
    },
  )

  it('does not depend on a query, but for the page that has one', async () => {
    expect((await get('/prometheus?utm_source=x')).body.toString()).toBe(html)
    expect((await get('/resources?utm_source=x')).body.toString()).toBe(html)
    expect((await get('/resources?q=x')).body.toString()).toContain('rendered')
  })

  it.each([
    ['what a browser’s router asks for', '/prometheus', { rsc: '1' }],
    ['an address that only looks like one', '/constructor', {}],
  ])('leaves %s to Next', async (_, url, headers) => {
    expect((await get(url, headers)).body.toString()).toContain('rendered')
  })
})

describe('every answer', () => {
  it.each(['/prometheus', '/figure.png', '/account', '/api/session', '/missing', '/%', '/broken'])(
    'has the headers that keep a reader safe: %s',
    async (url) => {
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
    },
  )

  it('has a policy for the scripts that are in it, and no other', async () => {
    const policy = async (url: string) =>
      /script-src ([^;]*)/.exec(String((await get(url)).headers['content-security-policy']))?.[1] ?? 'none'
    expect(await policy('/prometheus')).toBe(`'self' 'sha256-prepared'`)
    expect(await policy('/api/session')).toBe('none')
    const [one, other] = [await policy('/account'), await policy('/account')]
    expect(one).toMatch(/^'self' 'nonce-[A-Za-z0-9+/]{22}==' 'sha256-\S+' 'sha256-next'$/)
    expect(one).not.toBe(other)
  })

  it('tells Next the nonce of its own policy, whatever the request says', async () => {
    const { headers, body } = await get('/account', { 'content-security-policy': `script-src 'nonce-mine'` })
    expect(body.toString()).toBe(answerAsNext('/account', String(headers['content-security-policy'])))
  })

  it('comes from where the connection comes from, whatever the request says', async () => {
    const { body } = await get('/address', { 'x-lectern-address': '203.0.113.9', 'x-forwarded-for': '203.0.113.9' })
    expect(body.toString()).toBe(answerAsNext('/address', '127.0.0.1'))
  })

  it.each([
    ['/%', 400],
    ['/%C3%28', 400],
    ['/a/%E0%A4%A', 400],
    ['http://evil.example/account', 421],
    ['/[slug]', 404],
    ['/%5Bslug%5D/markdown', 404],
  ])('is in words where Next could not answer: %s', async (url, status) => {
    expect((await get(url)).status).toBe(status)
  })

  it('is 413 to a body that says itself that it is too large', async () => {
    const { status, headers } = await get('/api/marks', { 'content-length': String(2 ** 20 + 1) }, 'POST')
    // Nobody is to send anything else where the rest of this is still to come.
    expect([status, headers.connection]).toEqual([413, 'close'])
  })

  it('is there to be heard by who still sends', async () => {
    const heard: string[] = []
    const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true })
    for (const event of ['data', 'end', 'error'] as const)
      socket.on(event, (what?: Buffer | Error) =>
        heard.push(event === 'data' ? String(what).split('\r\n', 1)[0]! : event),
      )
    socket.write('POST /api/marks HTTP/1.1\r\nHost: lectern.example\r\nContent-Length: 100000000\r\n\r\n')
    await once(socket, 'end')
    // Each would be told at once that nobody is there, and what came before would be lost with it.
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
    ['/_next/static/gone.js', 500],
    ['/broken', 500],
    ['/%', 400],
    ['/[slug]', 404],
    ['http://evil.example/_next/static/200.js', 421],
  ] as const)('that is an error is kept by no cache: %s', async (url, status) => {
    const answer = await get(url)
    expect([answer.status, answer.headers['cache-control'], answer.headers.etag]).toEqual([
      status,
      'no-store',
      undefined,
    ])
  })

  it('that is a file of another build may be kept for as long as Next says', async () => {
    expect((await get('/_next/static/200.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('is 500 in words where Next broke', async () => {
    expect(await get('/broken')).toMatchObject({ status: 500, body: Buffer.from('Something broke on our side.') })
  })
})
