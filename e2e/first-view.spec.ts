import type { Page } from '@playwright/test'
import { waitForHydration } from './wait-for-hydration'
import { expect, slow, test } from './test'

// The requests that a page needs before it can be read, and those it makes by itself. bench/page.ts measures bytes and
// times.

/** Returns the fonts that an element is rendered with. */
async function readFonts(page: Page, selector: string): Promise<string> {
  const session = await page.context().newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument')
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector })
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId })
  await session.detach()
  return fonts.map(({ familyName, isCustomFont }) => (isCustomFont ? familyName : 'a font of the system')).join(', ')
}

test.describe('with the page itself as the only response', () => {
  test.use({ expectedConsole: [/Failed to load resource/] })

  test('a page looks as intended', async ({ page }) => {
    await page.route('**/_next/static/**', (route) => route.abort())
    await page.goto('/prometheus', { waitUntil: 'load' })
    await expect(page.locator('.page-title')).toHaveCSS('font-weight', '800')
  })
})

test('an untouched page requests no scripts and no style sheet', async ({ page }) => {
  const requested: string[] = []
  // One script contains the fonts, and does nothing else.
  const later = /(?<!\/_page\/fonts\/[^/]*)\.(?:js|css)$/
  page.on('request', (request) => later.test(request.url()) && requested.push(request.url()))
  // The page has finished all requests of its own, and the browser has told it where the mouse is.
  await page.goto('/prometheus', { waitUntil: 'networkidle' })
  expect(requested).toEqual([])
  await page.mouse.move(3, 3)
  await expect.poll(() => requested).toEqual([expect.stringMatching(/\/_page\/styles\//)])
  await page.getByRole('button', { name: 'Done: Prometheus-Basics' }).hover()
  await waitForHydration(page)
  expect(requested.length).toBeGreaterThan(5)
})

test('an anchor is scrolled to correctly, although lists are laid out after the first paint', async ({ page }) => {
  await page.goto('/prometheus')
  await waitForHydration(page)
  await expect(page.locator('html')).not.toHaveAttribute('data-first')
  const link = page.locator('.resource-link', { hasText: /^Prometheus$/ })
  const id = await link.getAttribute('id')
  await page.goto('/sentry')
  await page.goto(`/prometheus#${id}`)
  await waitForHydration(page)
  await expect(link).toBeInViewport({ ratio: 1 })
})

test.describe('the first paint', () => {
  /** Returns the names of the loaded fonts. Those made from bytes before the first paint end in `-now`. */
  const readFaces = (page: Page) =>
    page.evaluate(() =>
      [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family.replaceAll('"', '')),
    )
  const know = (page: Page, rtt: number) =>
    page.addInitScript((known) => Object.defineProperty(navigator, 'connection', { value: { rtt: known } }), rtt)
  const listFonts = async (page: Page, pattern = /\.woff2$|\/_page\/fonts\//) =>
    (
      await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname))
    ).filter((path) => pattern.test(path))
  /** The files of the fonts that the script contains too. */
  const files = /literata_first|bricolage_grotesque_first/

  test('uses our fonts if responses are quick, and so does the next page', async ({ page }) => {
    await know(page, 25)
    for (const address of ['/prometheus', '/sentry']) {
      await page.goto(address, { waitUntil: 'load' })
      expect(await readFaces(page), address).toEqual(expect.arrayContaining(['ui-now', 'prose-now']))
      expect([await readFonts(page, 'h1'), await readFonts(page, 'main p')]).toEqual([
        expect.stringContaining('Bricolage'),
        expect.stringContaining('Literata'),
      ])
      // Otherwise each would be loaded twice.
      expect(await listFonts(page, files)).toEqual([])
    }
  })

  test('loads each font once if responses are slow, after the page; the next page has it', async ({ page }) => {
    await know(page, 150)
    const loaded = page.waitForResponse(/\/_page\/fonts\//)
    await page.goto('/prometheus', { waitUntil: 'commit' })
    await loaded
    expect(await page.evaluate(() => performance.getEntriesByName('first-paint').length)).toBe(1)
    await page.waitForFunction(() => localStorage.getItem('portal-fonts'))
    await page.waitForLoadState('networkidle')
    // The page itself is shown in system fonts, code and emphasis too.
    expect(await listFonts(page)).toEqual([expect.stringContaining('/_page/fonts/')])
    const bytes = await page.evaluate(() =>
      [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce(
        (sum, entry) => sum + (entry as PerformanceResourceTiming).transferSize,
        0,
      ),
    )
    expect(bytes).toBeLessThan(75_000)
    expect(await readFonts(page, 'h1')).toBe('a font of the system')
    await page.goto('/sentry', { waitUntil: 'load' })
    expect(await readFaces(page)).toEqual(expect.arrayContaining(['ui-now', 'prose-now']))
  })

  test('a page that the router opens has the fonts that came too late for the one before', async ({ page }) => {
    await know(page, 150)
    await page.goto('/prometheus')
    await page.waitForFunction(() => localStorage.getItem('portal-fonts'))
    await waitForHydration(page)
    expect(await readFonts(page, 'h1')).toBe('a font of the system')
    await page.evaluate(() => Object.assign(window, { isSameDocument: true }))
    await page.getByRole('link', { name: 'Sentry' }).first().click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Sentry')
    await expect.poll(() => readFonts(page, 'h1')).toContain('Bricolage')
    await expect.poll(() => readFonts(page, '.lede')).toContain('Literata')
    expect(await page.evaluate(() => 'isSameDocument' in window)).toBe(true)
  })

  test('lays out the first screen only', async ({ page }) => {
    // Whether each of these parts was skipped when the page was first shown.
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        if (!list.getEntriesByName('first-contentful-paint')[0]) return
        const isSkipped = (selector: string) =>
          !document.querySelector(selector)!.checkVisibility({ contentVisibilityAuto: true })
        Object.assign(window, {
          skipped: {
            title: isSkipped('h1'),
            prose: isSkipped('.prose > p:last-of-type a, .prose > :last-child *'),
            row: isSkipped('.resource-link'),
          },
        })
      }).observe({ type: 'paint', buffered: true })
    })
    await page.goto('/prometheus')
    await expect
      .poll(() => page.evaluate(() => (window as { skipped?: object }).skipped))
      .toEqual({ title: false, prose: true, row: true })
    await expect(page.locator('html')).not.toHaveAttribute('data-first')
  })

  test('preloads two fonts in a browser that does not report its round trip', async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: undefined }))
    await page.goto('/prometheus', { waitUntil: 'load' })
    expect(new Set(await listFonts(page, files)).size).toBe(2)
    expect(await listFonts(page, /\/_page\/fonts\//)).toEqual([])
  })
})

for (const width of [390, 1280])
  test(
    `each kind of page has the same layout before and after its scripts, at ${width} px`,
    width === 390 ? {} : slow,
    async ({ page, signUp }) => {
      await page.setViewportSize({ width, height: 900 })
      const readPlaces = () =>
        page.evaluate(() =>
          [...document.querySelectorAll('main *, main')]
            .filter((element) => element.checkVisibility())
            .map((element) => {
              const { left, top, width, height } = element.getBoundingClientRect()
              const name = [element.tagName, element.id, element.getAttribute('class')].join(' ')
              return [name, ...[left, top, width, height].map(Math.round)].join(' ')
            }),
        )
      const compare = async (address: string) => {
        await page.goto(address, { waitUntil: 'load' })
        await expect(page.locator('html')).not.toHaveAttribute('data-first')
        const before = new Set(await readPlaces())
        await waitForHydration(page)
        // Scripts may add parts, but must not move the others.
        const after = new Set(await readPlaces())
        expect(
          [...before].filter((place) => !after.has(place)),
          address,
        ).toEqual([])
      }
      const open = [
        '/',
        '/devops',
        '/prometheus',
        '/virtual-environments',
        '/contents',
        '/paths',
        '/paths/from-laptop-to-live',
        '/resources',
        '/search?q=prometheus',
      ]
      for (const address of open) await compare(address)
      await signUp(page)
      await page.goto('/prometheus')
      await page.getByRole('button', { name: 'Done: Prometheus-Basics' }).click()
      await expect(page.getByRole('main')).toContainText('1 of 9 done')
      // Signed in, `npm test` takes the pages that show marks in different ways.
      const withMarks = process.env.SLOW ? open : ['/', '/prometheus']
      for (const address of [...withMarks, '/shelf', '/shelf/export']) await compare(address)
    },
  )

test('a prerendered page stores nothing until it is shown', async ({ page }) => {
  await page.addInitScript(() => {
    let ahead = true
    Object.defineProperty(document, 'prerendering', { get: () => ahead })
    Object.assign(window, {
      lookAt: () => {
        ahead = false
        document.dispatchEvent(new Event('prerenderingchange'))
      },
    })
  })
  const written: string[] = []
  page.on('request', (request) => request.method() !== 'GET' && written.push(new URL(request.url()).pathname))
  await page.goto('/prometheus', { waitUntil: 'load' })
  const stored = () =>
    page.evaluate(() =>
      [...Object.keys(localStorage), ...Object.keys(sessionStorage)].join().replace('portal-fonts', ''),
    )
  expect([written, await stored()]).toEqual([[], ''])
  await page.evaluate(() => (window as unknown as { lookAt: () => void }).lookAt())
  expect([written, await stored()]).toEqual([[], ''])
  await page.getByRole('button', { name: 'Done: Prometheus-Basics' }).click()
  await expect(page.getByRole('main')).toContainText('1 of 9 done')
  expect(written).toContain('/api/reading-progress')
})

test('navigating with scripts loads no more styles', async ({ page }) => {
  const asked: string[] = []
  await page.goto('/prometheus')
  await waitForHydration(page)
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.getByRole('link', { name: 'Sentry' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Sentry')
  await expect(page.locator('.page-title')).toHaveCSS('font-weight', '800')
  expect(asked.filter((path) => path.endsWith('.css'))).toEqual([])
})

test('late fonts move nothing, and the next page has them', async ({ page }) => {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/*.woff2', async (route) => {
    await released
    await route.continue()
  })
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: undefined })
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) =>
      list.getEntries().forEach((entry) => shifts.push((entry as unknown as { value: number }).value)),
    ).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto('/prometheus', { waitUntil: 'commit' })
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
  release()
  await page.waitForLoadState('load')
  await waitForHydration(page)
  // Two frames: by then, a swapped font would have moved the text around it.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([])
  expect(await readFonts(page, '.page-title')).toBe('a font of the system')

  // Without scripts, a link loads a whole page, which has the fonts too.
  await page.getByRole('link', { name: 'Sentry' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Sentry')
  await expect.poll(() => readFonts(page, '.page-title')).toMatch(/^Bricolage Grotesque/)
  await expect.poll(() => readFonts(page, '.lede')).toMatch(/^Literata/)
})

test('the next topic is prefetched when its link is visible, and not before', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => request.url().includes('_rsc=') && asked.push(new URL(request.url()).pathname))
  await page.goto('/prometheus')
  await waitForHydration(page)
  await page.waitForLoadState('networkidle')
  expect(asked).toEqual([])
  await page.locator('a[rel="next"]').scrollIntoViewIfNeeded()
  await expect.poll(() => asked).toContain('/sentry')
  expect(new Set(asked)).toEqual(new Set(['/sentry']))
})
