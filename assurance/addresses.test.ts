import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sample } from '../scripts/testing/cases'
import { forAll, type PortalResponse, type Member, type Portal, sharePortal } from './portal'
import { report } from './report'
import { reads, writes } from './routes'

// Addresses that no browser sends, and headers with a meaning for the framework.

let portal: Portal
let reader: Member
beforeAll(async () => {
  portal = await sharePortal()
  reader = await portal.signUp('Unique Reader')
})

describe('F7: an address', () => {
  const odd = [
    '%',
    '%C3%28',
    '%00',
    '%2e%2e%2f',
    '..%2f..%2fetc%2fpasswd',
    '%5c',
    '\\',
    '%252e',
    '%0d%0aSet-Cookie:x=y',
    '%E2%80%AE',
    '%F0%9F%95%AF',
    'x'.repeat(5000),
    `${'a/'.repeat(500)}a`,
    'CON',
    '.env',
    '..',
    '%ff%fe',
    '[slug]',
    '$1',
    ';a=b',
    "'",
    '"',
    '<script>',
    '{}',
    '|',
    '^',
    '`',
    '%20',
  ]
  const dynamic = [
    '/*',
    '/*.html',
    '/*.md',
    '/*/feed.xml',
    '/*/feed.json',
    '/*/og.png',
    '/*/markdown',
    '/reader/*',
    '/shelf/export/*',
    '/api/auth/callback/*',
    '/api/*',
    '/_next/*',
    '/_next/static/*',
    '/_next/data/*/index.json',
    '/search?q=*',
    '/search/results.json?q=*',
    '/api/near-topics?address=*',
    '/resources?kind=*',
    '/shelf?find=*',
    '/sign-in?next=*',
    '/reset-password?token=*',
    '/confirm-email?token=*',
  ]

  it('F7: that can’t be decoded, climbs or never ends is refused in every dynamic part, without errors', async () => {
    const counted: Record<number, number> = {}
    const cases = dynamic.flatMap((place, index) =>
      sample([...odd, 'y'.repeat(20_000)], 4, index).flatMap((each) =>
        [null, reader.cookie].map((cookie) => ({ place, each, cookie })),
      ),
    )
    await forAll(cases, async ({ place, each, cookie }) => {
      const path = place.replace('*', () => each)
      const { status, headers } = await portal.ask(path, { headers: { cookie } })
      counted[status] = (counted[status] ?? 0) + 1
      expect(status, path.slice(0, 200)).toBeLessThan(500)
      // Two dots are resolved first, so the address is that of the parent page.
      if (!place.includes('?') && each !== '..')
        expect([301, 302, 303, 307, 308, 400, 404, 414, 431], path.slice(0, 200)).toContain(status)
      if (each.length === 20_000) expect([414, 431]).toContain(status)
      // It must not redirect to another site.
      if (headers.location)
        expect(new URL(headers.location, portal.origin).origin, path.slice(0, 200)).toBe(portal.origin)
      expect(headers['set-cookie']?.some((set) => set.startsWith('x=')) ?? false).toBe(false)
    })
    report(
      'F7',
      '',
      Object.entries(counted)
        .map(([status, times]) => `${times} × ${status}`)
        .join(', '),
    )
  })
})

describe('F9: a call of a server action', () => {
  it('F9: finds none, since the build has none', () => {
    const manifest = JSON.parse(readFileSync(`.next/server/server-reference-manifest.json`, 'utf8')) as {
      node: object
      edge: object
    }
    expect([manifest.node, manifest.edge]).toEqual([{}, {}])
  })

  it('F9: is refused in every form', async () => {
    const ids = [
      'x',
      '0'.repeat(42),
      '7f' + 'a'.repeat(40),
      '__proto__',
      '../../x',
      '%00',
      '',
      'constructor',
      'a'.repeat(8000),
      '{"id":1}',
    ]
    const bodies = [
      '[]',
      '["$F1"]',
      '[{"then":"$1:__proto__:then"}]',
      '0:["$@1"]\n1:{"a":"$L2"}',
      `${'['.repeat(5000)}`,
    ]
    const form =
      '--x\r\nContent-Disposition: form-data; name="1_$ACTION_ID_x"\r\n\r\n\r\n--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n["$1:constructor:constructor"]\r\n--x--\r\n'
    const before = await portal.checksum()
    const times: number[] = []
    const call = async (path: string, body: string, headers: Record<string, string>) => {
      const begun = performance.now()
      const { status } = await portal.ask(path, {
        method: 'POST',
        body,
        headers: { origin: portal.origin, cookie: reader.cookie, ...headers },
      })
      times.push(performance.now() - begun)
      expect(status, `${path} ${JSON.stringify(headers).slice(0, 200)}`).toBeGreaterThanOrEqual(400)
      expect(status, `${path} ${JSON.stringify(headers).slice(0, 200)}`).toBeLessThan(500)
    }
    for (const path of ['/prometheus', '/', '/shelf', '/account', '/no-such-page'])
      for (const [index, id] of ids.entries()) {
        const multipart =
          index % 2
            ? { 'content-type': 'multipart/form-data; boundary=x' }
            : { 'content-type': 'text/plain;charset=UTF-8' }
        await call(path, index % 2 ? form : (bodies[index % bodies.length] ?? ''), {
          'next-action': id,
          accept: 'text/x-component',
          ...multipart,
        })
      }
    expect(await portal.checksum()).toBe(before)
    expect((await portal.ask('/api/health')).status).toBe(200)
    times.sort((a, b) => a - b)
    report(
      'F9',
      '',
      `0 server references; ${times.length} calls: all 4xx, half within ${times[times.length >> 1]?.toFixed(0)} ms, the slowest ${times.at(-1)?.toFixed(0)} ms`,
    )
    expect(times[times.length >> 1]).toBeLessThan(1000)
  })
})

describe('H6: a request that tries to bypass a check', () => {
  const protection = ['x-content-type-options', 'referrer-policy', 'x-frame-options']
  const subrequest = [
    'middleware',
    'src/middleware',
    'proxy',
    'middleware:middleware:middleware:middleware:middleware',
    'src/proxy:src/proxy:src/proxy:src/proxy:src/proxy',
  ]
  const nameSession = () => `portal-session~${new URL(portal.origin).port}`
  const tricks = (): Record<string, string>[] => [
    { rsc: '1' },
    { rsc: '1', 'next-router-state-tree': '%5B%22%22%5D' },
    { 'next-router-prefetch': '1', rsc: '1' },
    { purpose: 'prefetch' },
    { 'next-router-segment-prefetch': '/_tree', rsc: '1', 'next-router-prefetch': '1' },
    ...subrequest.map((value) => ({ 'x-middleware-subrequest': value })),
    { 'x-nextjs-data': '1' },
    { 'next-resume': '1' },
    { 'x-matched-path': '/account' },
    { 'x-invoke-path': '/reader' },
    { 'x-rewrite-url': '/account' },
    { 'x-original-url': '/account' },
    { 'x-middleware-rewrite': '/account' },
    { 'x-middleware-override-headers': 'cookie', 'x-middleware-request-cookie': `${nameSession()}=x` },
    { 'x-forwarded-host': 'evil.example' },
    { 'x-now-route-matches': '1=account' },
    { 'x-prerender-revalidate': 'x' },
  ]
  const pages = Object.values(reads).flatMap(([path]) => (path ? [path] : []))
  /** Returns the secrets that only the reader may see. */
  const holds = (answer: PortalResponse) =>
    [reader.email, reader.id, 'Unique Reader'].filter((each) => answer.body.includes(each))

  it('H6: gets no more than the plain request, and no less protection', async () => {
    let asked = 0
    for (const [index, path] of pages.entries()) {
      const plain = await portal.ask(path)
      await forAll(sample(tricks(), 4, index), async (headers) => {
        const answer = await portal.ask(path, { headers })
        const what = `${path} ${JSON.stringify(headers)}`
        expect(answer.status, what).toBeLessThan(500)
        // A redirect to sign-in stays one, and a refusal too.
        if (plain.status >= 300) expect(answer.status, what).toBeGreaterThanOrEqual(300)
        expect(holds(answer), what).toEqual([])
        for (const name of protection.filter((each) => each in plain.headers))
          expect(answer.headers[name], `${what} ${name}`).toBe(plain.headers[name])
        if (answer.headers.location)
          expect(new URL(answer.headers.location, portal.origin).host, what).not.toContain('evil')
        asked++
      })
    }
    report('H6', 'headers', `${asked} requests: nothing more than without, the same protection, 0 × 5xx`)
  })

  it('H6: gets no more by another spelling of the address', async () => {
    const spellings = (path: string) => [
      `/${path}`,
      `${path}.rsc`,
      `${path}.segments/_tree.segment.rsc`,
      `${path}.json`,
      path.replace('/', '/%2e/'),
      path.replace('/', '/%2f'),
      path.replace('/', '/./'),
      path.replace('/', '/x/../'),
      `${path}%20`,
      `${path}%2f`,
      `${path};x`,
      path.toUpperCase(),
      `${path}/`,
      `/_next/data/build${path}.json`,
      `http://evil.example${path}`,
    ]
    /** Pages that visitors see, too. */
    const isForVisitors = /^\/(?:prometheus|shelf)$/
    let asked = 0
    for (const [index, path] of [
      '/account',
      '/shelf',
      '/shelf/export',
      '/shelf/export/json',
      '/prometheus',
      ...writes.map((each) => each.path),
    ].entries())
      await forAll(sample(spellings(path), 4, index), async (spelling) => {
        const answer = await portal.ask(spelling)
        expect(answer.status, spelling).toBeLessThan(500)
        if (!isForVisitors.test(path)) expect(answer.status, spelling).toBeGreaterThanOrEqual(300)
        // An absolute address with another host redirects to that host; browsers can't send it.
        if (answer.headers.location && !spelling.startsWith('http:'))
          expect(new URL(answer.headers.location, portal.origin).origin, spelling).toBe(portal.origin)
        asked++
      })
    report('H6', 'spellings', `${asked} requests: nothing more than without, 0 × 5xx`)
  })
})

describe('H8: the image optimiser', () => {
  let bait: Server
  let baited = 0
  beforeAll(async () => {
    bait = createServer((_, response) => void response.end(String(++baited)))
    await new Promise<void>((resolve) => bait.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => bait.close())

  it('H8: does not exist, and fetches nothing for any request', async () => {
    const here = `127.0.0.1:${(bait.address() as AddressInfo).port}`
    const urls = [
      '/icon.svg',
      '/og.png',
      '/figures/x.avif',
      '/shelf',
      '/api/health',
      '/_next/image?url=/og.png&w=64&q=75',
      `http://${here}/x.png`,
      `http://${here}/x.svg`,
      `http://${here}/50mb.jpg`,
      `//${here}/x.png`,
      `/\\${here}/x.png`,
      `http://localhost@${here}/`,
      'http://169.254.169.254/latest/meta-data/',
      'http://[::1]/',
      'file:///etc/passwd',
      'data:image/svg+xml,<svg/>',
      'javascript:alert(1)',
      'https://evil.example/x.png',
      '../../etc/passwd',
      '%00',
    ]
    for (const url of urls)
      for (const rest of ['&w=640&q=75', '&w=99999999&q=75', '']) {
        const { status } = await portal.ask(`/_next/image?url=${encodeURIComponent(url)}${rest}`, {
          headers: { accept: 'image/avif,image/webp' },
        })
        expect(status, url).toBeGreaterThanOrEqual(400)
        expect(status, url).toBeLessThan(500)
      }
    expect(baited).toBe(0)
    report('H8', '', `${urls.length} addresses: 4xx, 0 requests made`)
    // The control: the bait works.
    expect(await (await fetch(`http://${here}/`)).text()).toBe('1')
    expect(existsSync(`.next/images-manifest.json`)).toBe(true)
  })
})
