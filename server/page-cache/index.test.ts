import type { IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { headScript } from '../../components/inline/scripts'
import { getPortal, replacePortal } from '../../lib/content/current'
import type { Portal } from '../../lib/content/portal'
import type { Env } from '../../lib/env'
import { sessionCookie } from '../../lib/session-cookie'
import type { CachedResponse } from './cached-response'
import { createPageMaker } from '../pages/make-page'
import type { Render, Rendered } from '../pages/render-with-next'
import { createPageCache } from '.'
import { isMissing } from './known-addresses'

const env = { baseUrl: 'https://lectern.example', publicUrl: 'https://lectern.example', github: null } as unknown as Env
const textOf = ({ plain, gzip }: CachedResponse) => (plain ?? gunzipSync(gzip!)).toString()

/** A page as Next writes it with a nonce. */
const page = (text: string) =>
  `<!DOCTYPE html><html><head><meta name="viewport" content="width=device-width"/><script src="/_next/static/a.js" async="" nonce="NONCE"></script><script>${headScript}</script></head>` +
  `<body><p>${text}</p><script nonce="NONCE">(self.__next_f=self.__next_f||[]).push([0])</script></body></html>`

const html = (text: string, more: Partial<Rendered> = {}): Rendered => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: Buffer.from(page(text)),
  ...more,
})

let asked: { path: string; headers?: object }[]
let answer: Render
let cache: ReturnType<typeof createPageCache>
beforeEach(async () => {
  asked = []
  answer = async (path) =>
    path === '/_/nowhere' ? html('nowhere', { status: 404 }) : html(`page ${path} ${asked.length}`)
  cache = createCache(renderAsNext)
  // Removes data of earlier tests.
  replacePortal(await loadAgain(), crypto.randomUUID())
})

/** Plays Next. */
const renderAsNext: Render = async (path, { 'content-security-policy': policy, ...headers } = {}) => {
  asked.push({ path, headers })
  const rendered = await answer(path, headers)
  const nonce = /'nonce-(\w+)'/.exec(String(policy))?.[1] ?? ''
  return { ...rendered, body: Buffer.from(rendered.body.toString().replaceAll('NONCE', nonce)) }
}

const createCache = (render: Render) => createPageCache(env, 'a build', render, createPageMaker(env, render))

/** The test content as it was first loaded. */
let portal: Portal | undefined
async function loadAgain(): Promise<Portal> {
  return (portal ??= await getPortal())
}

const find = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  cache.find({ method, url, headers } as unknown as IncomingMessage)

describe('the icons', () => {
  const icons = [
    '/favicon.ico',
    '/icon.svg',
    '/apple-touch-icon.png',
    '/icon-192.png',
    '/icon-512.png',
    '/icon-maskable-512.png',
  ]
  const statuses = () => Promise.all(icons.map(async (icon) => [icon, (await find(icon))?.status ?? 200]))

  it('are Lectern’s own if a portal has no logo', async () => {
    expect(await statuses()).toEqual(icons.map((icon) => [icon, 200]))
    expect((await find('/icon.svg'))?.headers['Content-Type']).toBe('image/svg+xml')
    expect(asked).toEqual([])
  })

  it('are replaced by the logo, or missing, if a portal has one', async () => {
    const light = { svg: '<svg/>', ratio: 1, version: 'a' }
    const own = await loadAgain()
    replacePortal({ ...own, settings: { ...own.settings, logo: { light, dark: null } } }, 'with a logo')
    answer = async (path) =>
      path === '/logo.svg'
        ? { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: Buffer.from('<svg/>') }
        : html('nowhere', { status: 404 })
    expect(await statuses()).toEqual(icons.map((icon, index) => [icon, index < 2 ? 200 : 404]))
    expect(textOf((await find('/favicon.ico'))!)).toBe('<svg/>')
  })
})

describe('a response for everyone', () => {
  it.each([
    '/',
    '/contents',
    '/resources',
    '/paths',
    '/paths/from-laptop-to-live',
    '/paths/no-such-path',
    '/prometheus',
    '/prometheus?utm_source=x',
    '/resources?utm_source=x',
    '/no-such-topic',
    '/constructor/x',
    '/paths/from-laptop-to-live/x',
    '/Prometheus/x',
    '/icon.svg',
    '/prometheus.md',
    '/feed.xml',
    '/feed.xml?x=1',
    '/devops/feed.json',
    '/prometheus/og.png',
    '/llms.txt',
    '/sitemap.xml',
    '/robots.txt',
    '/speculation-rules.json',
  ])('is found for %s', async (url) => {
    expect(await find(url)).not.toBeNull()
    expect(await find(url, {}, 'HEAD')).not.toBeNull()
  })

  it.each([
    '/account',
    '/shelf',
    '/search?q=x',
    '/search/results.json?q=x',
    '/api/session',
    '/resources?q=x',
    '/resources?kind=tool',
    '/healthz',
    '/metrics',
    '/_page/other/prometheus.js',
    '/_page/aaaaaaaaaaaaaaaa/account.js',
  ])('is not found for %s', async (url) => {
    expect(await find(url)).toBeNull()
  })

  it.each([
    ['another method', {}, 'POST'],
    ['a session', { cookie: `${sessionCookie.http}=x` }, 'GET'],
    ['a session among other cookies', { cookie: `a=b; ${sessionCookie.https}=x` }, 'GET'],
    ['credentials', { authorization: 'Basic eDp4' }, 'GET'],
    ['a router that has a part of the page', { rsc: '1', 'next-router-prefetch': '1' }, 'GET'],
    ['a router with a session', { rsc: '1', cookie: `${sessionCookie.http}=x` }, 'GET'],
  ])('is not found with %s', async (_, headers, method) => {
    expect(await find('/prometheus', headers as Record<string, string>, method)).toBeNull()
  })

  it('is found with a cookie of another application', async () => {
    expect(await find('/prometheus', { cookie: `no-${sessionCookie.http}=x` })).not.toBeNull()
  })
})

describe('rendering', () => {
  it('happens once for 200 simultaneous requests, without their headers', async () => {
    const all = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        find('/prometheus', {
          'user-agent': `${index}`,
          host: 'evil.example',
          'x-forwarded-host': 'evil.example',
          cookie: `a=${index}`,
        }),
      ),
    )
    expect(new Set(all).size).toBe(1)
    expect(asked).toEqual([{ path: '/prometheus', headers: {} }])
  })

  // From PortSwigger's "Practical web cache poisoning" and "Web cache deception".
  it.each([
    'x-forwarded-host',
    'x-forwarded-scheme',
    'x-forwarded-prefix',
    'x-original-url',
    'x-rewrite-url',
    'x-http-method-override',
    'x-middleware-subrequest',
    'x-nextjs-data',
    'x-invoke-path',
    'x-matched-path',
    'x-now-route-matches',
    'next-action',
    'next-url',
    'accept-language',
    'accept',
    'origin',
    'referer',
    'user-agent',
    'range',
  ])('ignores the header %s, and has one page for all who send it', async (name) => {
    const [first, second] = [await find('/prometheus', { [name]: '/evil' }), await find('/prometheus')]
    expect(first).toBe(second)
    expect(asked).toEqual([{ path: '/prometheus', headers: {} }])
  })

  it('renders an image once, whatever its query', async () => {
    const all = await Promise.all(['', '?x=1', '?x=2'].map((query) => find(`/prometheus/og.png${query}`)))
    expect([new Set(all).size, asked.map(({ path }) => path)]).toEqual([1, ['/prometheus/og.png']])
  })

  it.each(['utm_source=a', 'x=<script>', 'cb=1&cb=2', '_rsc', 'q=x', '%00', '?', '__nextDefaultLocale=x'])(
    'has one page for an address with ?%s, without passing the query to Next',
    async (query) => {
      expect(await find(`/prometheus?${query}`)).toBe(await find('/prometheus'))
      expect(asked).toEqual([{ path: '/prometheus', headers: {} }])
    },
  )

  it.each([
    '/prometheus/',
    '//prometheus',
    '/./prometheus',
    '/prometheus%2f',
    '/prometheus/x.css',
    '/prometheus;x.css',
    '/prometheus%00.css',
    '/Prometheus',
    '/account/x.css',
    '/shelf.css',
  ])('does not cache %s', async (url) => {
    const response = await find(url)
    expect(response?.status ?? 404).toBe(404)
    expect(asked.map(({ path }) => path).filter((path) => path !== '/_/nowhere')).toEqual([])
  })

  it('has one page for all unknown addresses, without asking Next again', async () => {
    const all = await Promise.all(Array.from({ length: 500 }, (_, index) => find(`/no-such-topic-${index}`)))
    expect([new Set(all).size, all[0]?.status, all[0]?.headers['Cache-Control']]).toEqual([1, 404, 'no-store'])
    expect(asked).toEqual([{ path: '/_/nowhere', headers: {} }])
  })

  it('defers a page’s scripts, and serves its data at the address that it names', async () => {
    const response = (await find('/prometheus'))!
    const script = /data-page="([^"]+)"/.exec(textOf(response))?.[1] ?? ''
    expect(textOf(response)).not.toContain('push([0])')
    expect(textOf((await find(script))!)).toBe('pageLoader.start([null,[0]])')
    expect(asked).toHaveLength(1)
    expect(response.headers['Content-Security-Policy']).toMatch(/script-src 'self' 'sha256-\S+' 'sha256-\S+';/)
  })

  it('serves the data of a path, stored apart from its page', async () => {
    const address = /data-page="([^"]+)"/.exec(textOf((await find('/paths/from-laptop-to-live'))!))?.[1] ?? ''
    expect(address).toMatch(/^\/_page\/[\w-]{16}\/paths\/from-laptop-to-live\.js$/)
    const other = createCache(renderAsNext)
    expect(await other.find({ method: 'GET', url: address, headers: {} } as unknown as IncomingMessage)).not.toBeNull()
  })

  it('serves the data of a page that another process rendered', async () => {
    const script = /data-page="([^"]+)"/.exec(textOf((await find('/prometheus'))!))?.[1] ?? ''
    cache = createCache(renderAsNext)
    expect(textOf((await find(script))!)).toContain('[0]')
  })

  it('serves the router’s data, rendered for an anonymous visitor', async () => {
    answer = async () =>
      html('', { headers: { 'content-type': 'text/x-component', vary: 'rsc' }, body: Buffer.from('parts') })
    const response = (await find('/prometheus?_rsc=abc', { rsc: '1', 'next-router-state-tree': 'x', cookie: 'a=b' }))!
    expect([textOf(response), response.headers.Vary]).toEqual(['parts', 'rsc'])
    expect(asked).toEqual([{ path: '/prometheus?_rsc', headers: { accept: '*/*', rsc: '1' } }])
  })

  it.each([
    ['sets a cookie', { headers: { 'content-type': 'text/html', 'set-cookie': ['a=b'] } }],
    ['is an error', { status: 500 }],
    ['leads elsewhere', { status: 307 }],
    ['is no page', { headers: { 'content-type': 'application/json' } }],
  ])('does not cache a response that %s', async (_, more) => {
    answer = async () => html('x', more as Partial<Rendered>)
    expect([await find('/prometheus'), await find('/prometheus')]).toEqual([null, null])
    expect(asked).toHaveLength(2)
  })

  it('caches nothing of a failed rendering', async () => {
    const render = answer
    answer = () => Promise.reject(new Error('Next broke.'))
    await expect(find('/prometheus')).rejects.toThrow('Next broke.')
    answer = render
    expect(await find('/prometheus')).not.toBeNull()
  })

  it('that fails is tried once for 200 simultaneous requests, and again afterwards', async () => {
    const render = answer
    answer = () => Promise.reject(new Error('The connection was cut.'))
    const all = await Promise.allSettled(Array.from({ length: 200 }, () => find('/prometheus')))
    expect([new Set(all.map(({ status }) => status)), asked.length]).toEqual([new Set(['rejected']), 1])
    answer = render
    expect((await find('/prometheus'))?.status).toBe(200)
  })

  it.each(['br', 'gzip', 'identity', 'br;q=0, gzip;q=0', '*;q=0', 'zstd', '../evil', 'gzip, evil\u0000'])(
    'happens once, whatever encoding is accepted: %s',
    async (encoding) => {
      expect(await find('/prometheus', { 'accept-encoding': encoding })).toBe(await find('/prometheus'))
      expect(asked).toEqual([{ path: '/prometheus', headers: {} }])
    },
  )

  it.each(['evil.example', 'lectern.example:8080', '', 'LECTERN.EXAMPLE', 'lectern.example.evil.example'])(
    'happens once, whatever the host is called: "%s"',
    async (host) => {
      const sent = {
        host,
        forwarded: `host=${host}`,
        'x-forwarded-host': host,
        'x-forwarded-port': '1',
        'x-forwarded-proto': 'gopher',
      }
      const first = (await find('/prometheus', sent))!
      expect(await find('/prometheus')).toBe(first)
      expect(asked).toEqual([{ path: '/prometheus', headers: {} }])
    },
  )

  it('leaves a page of unknown form as Next wrote it', async () => {
    answer = async () => html('', { body: Buffer.from('<html><body>Another Next</body></html>') })
    expect(textOf((await find('/prometheus'))!)).toBe('<html><body>Another Next</body></html>')
  })
})

describe('a change of the content', () => {
  /** Returns the content with one topic changed. */
  const edit = (slug: string, change: object): Portal => {
    const topics = new Map(portal!.topics)
    topics.set(slug, { ...topics.get(slug)!, ...change })
    return { ...portal!, topics }
  }

  it('in one topic’s text renders that page and the overviews again', async () => {
    const addresses = ['/', '/prometheus', '/docker', '/feed.xml', '/prometheus.md', '/docker.md', '/docker/og.png']
    for (const url of addresses) await find(url)
    replacePortal(edit('prometheus', { source: 'Other words.' }), 'another')
    asked = []
    for (const url of addresses) await find(url)
    expect(asked.map(({ path }) => path)).toEqual(['/', '/prometheus', '/feed.xml', '/prometheus.md'])
  })

  it('in the sidebar renders all pages again', async () => {
    await find('/docker')
    replacePortal(edit('prometheus', { sidebartitle: 'Another name' }), 'another')
    await find('/docker')
    expect(asked).toHaveLength(2)
  })

  it('in the size of a picture, or of its version for narrow screens, renders its page again', async () => {
    const wide = { width: 640, height: 300 }
    const shown = [
      { '/figures/a.svg': wide },
      { '/figures/a.svg': { ...wide, narrow: { href: '/figures/a.narrow.svg', width: 350, height: 400 } } },
      { '/figures/a.svg': { ...wide, narrow: { href: '/figures/a.narrow.svg', width: 350, height: 420 } } },
    ]
    for (const pictures of shown) {
      replacePortal(edit('prometheus', { pictures }), JSON.stringify(pictures))
      for (const url of ['/prometheus', '/docker']) await find(url)
    }
    expect(asked.map(({ path }) => path)).toEqual(['/prometheus', '/docker', '/prometheus', '/prometheus'])
  })

  it('in a mention of a tutorial renders every page with it again', async () => {
    await find('/docker')
    const [resource, ...others] = portal!.topics.get('prometheus')!.resources
    replacePortal(edit('prometheus', { resources: [{ ...resource, year: 1999 }, ...others] }), 'another')
    await find('/docker')
    expect(asked).toHaveLength(2)
  })

  it('in a topic’s prerequisites renders that page again', async () => {
    for (const url of ['/prometheus', '/docker']) await find(url)
    replacePortal(edit('prometheus', { needs: ['monitoring'] }), 'another')
    asked = []
    for (const url of ['/prometheus', '/docker']) await find(url)
    expect(asked.map(({ path }) => path)).toEqual(['/prometheus'])
  })

  it('in a path renders its page again, and all pages if its name in the sidebar changes', async () => {
    const slug = 'from-laptop-to-live'
    const editPath = (change: object) => {
      const paths = new Map(portal!.paths)
      paths.set(slug, { ...paths.get(slug)!, ...change })
      return { ...portal!, paths }
    }
    const urls = [`/paths/${slug}`, '/paths', '/docker']
    for (const url of urls) await find(url)
    replacePortal(editPath({ meta: 'Another sentence.' }), 'another')
    asked = []
    for (const url of urls) await find(url)
    expect(asked.map(({ path }) => path)).toEqual([`/paths/${slug}`, '/paths'])
    replacePortal(editPath({ sidebartitle: 'Another name' }), 'a third')
    asked = []
    for (const url of urls) await find(url)
    expect(asked.map(({ path }) => path)).toEqual(urls)
  })

  it('during a rendering is part of the response, for all who wait for it', async () => {
    answer = async () => {
      if (asked.length === 1) replacePortal(edit('prometheus', { source: 'Other words.' }), 'another')
      return html(`rendering ${asked.length}`)
    }
    const all = await Promise.all([find('/prometheus'), find('/prometheus')])
    expect(all.map((each) => textOf(each!))).toEqual(Array(2).fill(expect.stringContaining('rendering 2')))
    expect(textOf((await find('/prometheus'))!)).toContain('rendering 2')
    expect(asked).toHaveLength(2)
  })

  it('that removes a topic removes its page', async () => {
    await find('/prometheus')
    const topics = new Map(portal!.topics)
    topics.delete('prometheus')
    replacePortal({ ...portal!, topics }, 'another')
    expect((await find('/prometheus'))?.status).toBe(404)
  })
})

it('isMissing recognises addresses without a route, and of topics and paths that don’t exist', async () => {
  const answers = await Promise.all(
    [
      '/no-such-topic',
      '/paths/no-such-path',
      '/Prometheus',
      '/virtual_environments',
      '/caf%C3%A9',
      '/notes.txt',
      '/paths/From_laptop',
      '/a/b',
      '/A/b',
      '/.well-known/other',
      '/prometheus',
      '/paths/from-laptop-to-live',
      '/paths',
      '/account',
      '/prometheus.html',
      '/prometheus.md',
      '/icon.svg',
      '/_next/static/chunks/other.js',
      '/__nextjs_original-stack-frames',
      '/robots.txt',
      '/healthz',
      '/',
    ].map(isMissing),
  )
  expect(answers).toEqual([...Array(10).fill(true), ...Array(12).fill(false)])
})

it('the rest of a style sheet is served for files of the build only', async () => {
  for (const name of ['../../../package.css', 'x/y.css', 'package.json', '', 'no-such.css'])
    expect(await find(`/_page/styles/${name}`), name).toBeNull()
})
