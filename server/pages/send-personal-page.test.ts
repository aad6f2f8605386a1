import { createServer, request as ask, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { headScript } from '../../components/inline/scripts'
import type { Env } from '../../lib/env'
import { createPageMaker } from './make-page'
import { createRender } from './render-with-next'
import { isForPage, sendPersonalPage } from './send-personal-page'

const env = { baseUrl: 'https://lectern.example' } as Env

/** The headers of the request to Next. */
let asked: IncomingHttpHeaders
let server: Server

beforeAll(async () => {
  const render = createRender(async ({ url, headers }, response) => {
    asked = headers
    const nonce = /'nonce-(\w+)'/.exec(String(headers['content-security-policy']))?.[1] ?? ''
    response.setHeader('Set-Cookie', ['a=1', 'b=2'])
    response.setHeader('Cache-Control', 'private, no-store')
    if (url === '/search/results.json' || url === '/api/near-topics')
      return void response
        .writeHead(200, { 'Content-Type': 'application/json', ETag: '"a"' })
        .end('{"total":0}'.padEnd(url === '/api/near-topics' ? 999 : 1000))
    if (url === '/shelf') return void response.writeHead(307, { Location: '/sign-in' }).end()
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', Link: '</f.css>; rel=preload; as="style"' })
    response.end(
      `<html><head><meta name="viewport"/><script src="/a.js" nonce="${nonce}" async=""></script><script>${headScript}</script></head>` +
        `<body><p>A reader’s page</p><script nonce="${nonce}">self.__next_f.push([1,"marks"])</script></body></html>`,
    )
  }, 'lectern.example')
  const makePage = createPageMaker(env, render)
  server = createServer((request, response) => void sendPersonalPage(request, response, makePage))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => server.close())

function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status?: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    ask({ port: (server.address() as AddressInfo).port, path, headers, method, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }),
      )
    })
      .on('error', reject)
      .end()
  })
}

it('a personal page contains its data, and its policy allows its scripts only', async () => {
  const { status, headers, body } = await get('/account')
  expect([status, headers.vary, headers['set-cookie'], headers['cache-control'], headers.link]).toEqual([
    200,
    'RSC, Accept-Encoding',
    ['a=1', 'b=2'],
    'private, no-store',
    undefined,
  ])
  expect(body.toString()).toContain('<script type="application/json" id="page-data">[null,[1,"marks"]]</script>')
  expect(headers['content-security-policy']).toMatch(/script-src 'self'(?: 'sha256-\S+'){2};/)
})

it.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
] as const)('a personal page is compressed for browsers that accept %s', async (encoding, unpack) => {
  const plain = await get('/account')
  const packed = await get('/account', { 'accept-encoding': encoding })
  expect([packed.headers['content-encoding'], unpack(packed.body).toString()]).toEqual([
    encoding,
    plain.body.toString(),
  ])
  expect(packed.headers['content-length']).toBe(String(packed.body.length))
})

it('data that is the same for everyone is compressed too', async () => {
  const { headers, body } = await get('/search/results.json', { 'accept-encoding': 'gzip' })
  expect([headers['content-type'], gunzipSync(body).toString().trim()]).toEqual(['application/json', '{"total":0}'])
})

it('a personal page has a strong tag only for the bytes as rendered', async () => {
  const tags = await Promise.all(
    ['gzip', 'br', 'identity'].map(async (encoding) => {
      const { headers } = await get('/search/results.json', { 'accept-encoding': encoding })
      return headers.etag
    }),
  )
  expect(tags).toEqual(['W/"a"', 'W/"a"', '"a"'])
})

it('a small response is not compressed', async () => {
  const { headers, body } = await get('/api/near-topics', { 'accept-encoding': 'br, gzip' })
  expect([headers['content-encoding'], headers.etag, body.toString().trim()]).toEqual([undefined, '"a"', '{"total":0}'])
})

it('a personal page is rendered with the visitor’s cookies, without headers of the connection', async () => {
  await get('/account', {
    cookie: 'portal-session~3000=x',
    'accept-encoding': 'br',
    'if-none-match': '*',
    range: 'bytes=0-1',
  })
  expect(asked.cookie).toBe('portal-session~3000=x')
  for (const name of ['accept-encoding', 'range']) expect(asked).not.toHaveProperty(name)
})

it('a personal page has no body for HEAD, and keeps Next’s redirects', async () => {
  const head = await get('/account', {}, 'HEAD')
  expect([head.status, head.body.length, Number(head.headers['content-length']) > 0]).toEqual([200, 0, true])
  const moved = await get('/shelf')
  expect([moved.status, moved.headers.location]).toEqual([307, '/sign-in'])
})

it.each([
  ['a topic', 'GET', '/prometheus?x=1', {}, true],
  ['a form', 'HEAD', '/sign-in?to=/', {}, true],
  ['the home page', 'GET', '/', {}, true],
  ['the parts of a page', 'GET', '/prometheus', { rsc: '1' }, false],
  ['what a page posts to', 'POST', '/sign-in', {}, false],
  ['what is found', 'GET', '/search/results.json?q=x', {}, true],
  ['what may have been meant', 'GET', '/api/near-topics?address=/x', {}, true],
  ['a session', 'GET', '/api/session', {}, false],
  ['what programs ask for', 'GET', '/feed.xml', {}, false],
  ['an export', 'GET', '/shelf/export/csv', {}, false],
] as const)('isForPage recognises requests for pages: %s', (_, method, url, headers, expected) => {
  expect(isForPage({ method, url, headers } as unknown as IncomingMessage)).toBe(expected)
})
