import type { APIRequestContext, Page } from '@playwright/test'
import { expect, nameSession, slow, test } from './test'

// What the portal offers programs: feed readers, search engines, link previews.

const types = {
  '/sitemap.xml': 'application/xml; charset=utf-8',
  '/robots.txt': 'text/plain; charset=utf-8',
  '/llms.txt': 'text/plain; charset=utf-8',
  '/feed.xml': 'application/atom+xml; charset=utf-8',
  '/feed.json': 'application/feed+json; charset=utf-8',
  '/devops/feed.xml': 'application/atom+xml; charset=utf-8',
  '/devops/feed.json': 'application/feed+json; charset=utf-8',
  '/prometheus.md': 'text/markdown; charset=utf-8',
  '/og.png': 'image/png',
  '/prometheus/og.png': 'image/png',
  '/.well-known/security.txt': 'text/plain; charset=utf-8',
}

/** Returns the width and height of an image file. */
async function readSize(request: APIRequestContext, address: string): Promise<string> {
  const bytes = await (await request.get(address)).body()
  expect(bytes.subarray(1, 4).toString(), address).toBe('PNG')
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`
}

/** Returns the texts of all elements with a name in an XML document, parsed by a browser. */
async function readXml(page: Page, xml: string, name: string): Promise<string[]> {
  // On a page without a policy; ours does not allow parsing text as a document.
  const blank = await page.context().newPage()
  const found = await blank.evaluate(
    ([text, tag]) => {
      const document = new DOMParser().parseFromString(text!, 'application/xml')
      if (document.querySelector('parsererror')) throw new Error(document.documentElement.textContent ?? '')
      return [...document.getElementsByTagName(tag!)].map(
        (element) => element.getAttribute('href') ?? element.textContent ?? '',
      )
    },
    [xml, name],
  )
  await blank.close()
  return found
}

for (const [address, type] of Object.entries(types))
  test(`${address} answers GET and HEAD alike, and 304 the second time`, async ({ request }) => {
    // Brotli is ready shortly after gzip.
    const headers = { 'Accept-Encoding': 'gzip' }
    const got = await request.get(address, { headers })
    expect([got.status(), got.headers()['content-type']]).toEqual([200, type])
    expect(got.headers()['cache-control']).toMatch(/^public, max-age=\d+/)
    const head = await request.head(address, { headers })
    expect([head.status(), head.headers()['content-type'], head.headers().etag]).toEqual([
      200,
      type,
      got.headers().etag,
    ])
    // Not cached by the server, since its expiry date changes.
    if (address === '/.well-known/security.txt') return
    expect((await request.get(address, { headers: { 'If-None-Match': got.headers().etag ?? '' } })).status()).toBe(304)
  })

test('a missing page is explained in a sentence', async ({ request }) => {
  for (const address of [
    '/no-such-topic.md',
    '/no-such-topic/og.png',
    '/prometheus/feed.xml',
    '/no-such-chapter/feed.json',
  ]) {
    const response = await request.get(address)
    expect([response.status(), response.headers()['content-type']], address).toEqual([404, 'text/plain; charset=utf-8'])
    expect(await response.text()).toMatch(/^There is no [^<]+\.$/)
  }
})

test('home and a chapter’s first page link to their feeds, whose entries link back', async ({
  tab: page,
  request,
  baseURL,
}) => {
  for (const [address, feed] of [
    ['/', '/feed'],
    ['/devops', '/devops/feed'],
  ] as const) {
    await page.goto(address)
    await expect(page.locator('head link[type="application/atom+xml"]')).toHaveAttribute('href', `${feed}.xml`)
    await expect(page.locator('head link[type="application/feed+json"]')).toHaveAttribute('href', `${feed}.json`)
    const xml = await (await request.get(`${feed}.xml`)).text()
    const [ids, links, moments] = [
      await readXml(page, xml, 'id'),
      await readXml(page, xml, 'link'),
      await readXml(page, xml, 'updated'),
    ]
    expect(new Set(ids).size).toBe(ids.length)
    expect(links.every((link) => link.startsWith(`${baseURL}/`))).toBe(true)
    expect(links).toContain(`${baseURL}${feed}.xml`)
    for (const moment of moments) expect(Date.parse(moment)).toBeLessThan(Date.now())
    const json = (await (await request.get(`${feed}.json`)).json()) as { items: { id: string; url: string }[] }
    expect(json.items.map(({ id }) => id)).toEqual(ids.slice(1))
    for (const { url } of json.items.slice(0, 1)) expect((await request.get(url)).status()).toBe(200)
  }
})

test('the sitemap lists every topic once, and robots.txt links to it', async ({ tab: page, request, baseURL }) => {
  expect(await (await request.get('/robots.txt')).text()).toContain(`\nSitemap: ${baseURL}/sitemap.xml\n`)
  const xml = await (await request.get('/sitemap.xml')).text()
  await page.goto('/')
  const listed = await readXml(page, xml, 'loc')
  const contents = await page
    .getByRole('main')
    .getByRole('listitem')
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href))
  expect(new Set(listed).size).toBe(listed.length)
  expect(listed).toEqual(
    expect.arrayContaining([`${baseURL}/`, ...contents.filter((href) => /^[^?#]*\/[a-z0-9-]+$/.test(href))]),
  )
  for (const moment of await readXml(page, xml, 'lastmod')) expect(Date.parse(moment)).toBeLessThan(Date.now())
})

test('a topic describes itself, its place and its link preview', async ({ tab: page, request }) => {
  await page.goto('/prometheus')
  const head = page.locator('head')
  await expect(head.locator('link[rel=canonical]')).toHaveAttribute('href', '/prometheus')
  await expect(head.locator('link[type="text/markdown"]')).toHaveAttribute('href', '/prometheus.md')
  await expect(head.locator('meta[property="og:title"]')).toHaveAttribute('content', /^Prometheus: /)
  await expect(head.locator('meta[name="twitter:card"]')).toHaveAttribute('content', 'summary_large_image')
  const picture = new URL((await head.locator('meta[property="og:image"]').getAttribute('content')) ?? '')
  expect(await readSize(request, picture.pathname)).toBe('1200x630')
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '') as {
    '@graph': object[]
  }
  expect(data['@graph']).toEqual([
    expect.objectContaining({ '@type': 'LearningResource', url: '/prometheus' }),
    expect.objectContaining({ '@type': 'BreadcrumbList' }),
  ])
})

test('llms.txt links to a topic’s Markdown, which names the page as canonical', async ({ request, baseURL }) => {
  expect(await (await request.get('/llms.txt')).text()).toContain(`(${baseURL}/prometheus.md): `)
  const markdown = await request.get('/prometheus.md')
  expect(markdown.headers().link).toBe(`<${baseURL}/prometheus>; rel="canonical"`)
  expect(await markdown.text()).toMatch(/^# Prometheus: /)
  const inner = await request.get('/prometheus/markdown', { maxRedirects: 0 })
  expect([inner.status(), inner.headers().location]).toEqual([308, '/prometheus.md'])
})

test('the icons of pages and manifest exist in the stated sizes', async ({ tab: page, request }) => {
  await page.goto('/sign-in')
  expect(await readSize(request, (await page.locator('link[rel=apple-touch-icon]').getAttribute('href')) ?? '')).toBe(
    '180x180',
  )
  const manifest = await request.get((await page.locator('link[rel=manifest]').getAttribute('href')) ?? '')
  expect(manifest.headers()['content-type']).toBe('application/manifest+json')
  const { icons } = (await manifest.json()) as { icons: { src: string; sizes: string; purpose?: string }[] }
  expect(icons.map(({ sizes, purpose }) => purpose ?? sizes)).toEqual(['any', '192x192', '512x512', 'maskable'])
  for (const { src, sizes } of icons) if (sizes !== 'any') expect(await readSize(request, src)).toBe(sizes)
  for (const address of ['/icon.svg', '/favicon.ico'])
    expect((await request.get(address)).headers()['content-type']).toMatch(/^image\//)
})

test.describe('an address without a page', () => {
  test.use({ expectedConsole: [/404/] })

  // Like a slug, unlike one, and below another address. lib/suggest-topics.test.ts has these and others.
  for (const address of ['/promtheus', '/Prometheus', '/prometheus_metrics', '/blog/promtheus'])
    test(`suggests the topic that was meant by ${address}`, /_/.test(address) ? {} : slow, async ({ tab: page }) => {
      await page.goto(address)
      await expect(page.getByRole('status')).toHaveText('Did you mean Prometheus?')
      await expect(page.getByRole('searchbox')).toHaveValue(address.split('/').at(-1)!.replace('_', ' '))
      await page.getByRole('link', { name: 'Prometheus', exact: true }).click()
      await expect(page).toHaveURL('/prometheus')
    })

  test('suggests topics that contain its words, and offers a search for them', async ({ tab: page }) => {
    await page.goto('/tutorials/pull-model')
    await expect(page.getByRole('status')).toContainText('Did you mean Prometheus')
    await page.getByRole('searchbox').press('Enter')
    await expect(page).toHaveURL('/search?q=pull+model')
  })

  test('is explained to readers with and without JavaScript', async ({ request }) => {
    const response = await request.get('/promtheus', { headers: { cookie: `${nameSession()}=anything` } })
    expect(response.status()).toBe(404)
    expect(await response.text()).toMatch(/<h1[^>]*>Page not found<\/h1>/)
  })
})
