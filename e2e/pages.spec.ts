import type { Page } from '@playwright/test'
import { atEachWidth, expectAccessible, findViolations } from './axe'
import { button, meta, openNote, readNote } from './rows'
import { expect, slow, test } from './test'

// The surroundings of a topic, and the overview pages.

/** Waits until scripts have added everything they add late. */
const enhanced = (page: Page) => expect(page.locator('html')).toHaveAttribute('data-script', 'all')
const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
const [light, dark] = ['rgb(251, 252, 248)', 'rgb(18, 24, 21)']

test('a topic shows its place and the current section, and offers each section’s address', async ({ tab: page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/prometheus')
  const way = page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('listitem')
  await expect(way).toHaveText(['Home', '5 DevOps', 'Prometheus'])
  await expect(way.getByRole('link', { name: '5 DevOps' })).toHaveAttribute('href', '/devops')
  await expect(way.last().locator('[aria-current="page"]')).toBeVisible()

  await enhanced(page)
  const sections = page.getByRole('navigation', { name: 'On this page' })
  const current = sections.locator('[aria-current="location"]')
  await sections.getByRole('link', { name: 'When to choose it' }).click()
  await expect(current).toHaveText('When to choose it')
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }))
  await expect(current).toHaveCount(0)

  const heading = page.getByRole('heading', { name: 'What goes wrong', exact: true })
  await heading.getByRole('link').click()
  await expect(page).toHaveURL('/prometheus#what-goes-wrong')
  await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toBeAttached()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/prometheus#what-goes-wrong$/)
})

test('on a phone, a line with the topic’s name stays at the top, and hides no section', async ({ tab: page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/prometheus')
  await enhanced(page)
  const line = page.getByRole('link', { name: /Go to tutorials/ })
  await expect(line).toContainText('9 tutorials')
  const name = line.getByText('Prometheus', { exact: true })
  await expect(name).toBeHidden()
  const fold = page.locator('summary').filter({ hasText: 'On this page' })
  await fold.click()
  const sections = page.getByRole('navigation', { name: 'On this page' })
  await sections.getByRole('link', { name: 'What goes wrong' }).click()
  await expect(page).toHaveURL('/prometheus#what-goes-wrong')
  await expect(sections).toBeHidden()
  await expect(name).toBeVisible()
  const bar = await page.locator('.topic-progress').boundingBox()
  expect([bar?.x, bar?.y, bar?.width]).toEqual([0, 0, 390])
  expect(bar?.height).toBeLessThanOrEqual(50)
  const heading = await page.getByRole('heading', { name: 'What goes wrong', exact: true }).boundingBox()
  expect(heading?.y).toBeGreaterThanOrEqual(48)
  expect(heading?.y).toBeLessThan(200)
  await fold.focus()
  await page.keyboard.press('Enter')
  await expect(sections).toBeVisible()
  expect(await findViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(sections).toBeHidden()
  await expect(fold).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+Tab')
  await expect(sections).toBeHidden()
})

test.describe('on a phone without a connection', () => {
  test.use({ expectedConsole: [/Failed to load resource/], viewport: { width: 390, height: 844 } })

  test('the line with the topic’s name is not covered by the notice of unsaved changes', async ({
    tab: page,
    signUp,
  }) => {
    await signUp(page)
    await page.goto('/prometheus')
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Done: Prometheus-Basics' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'One change is not saved yet.' })).toBeAttached()
    const name = page.locator('.place-stuck')
    await expect(name).toBeVisible()
    expect(
      await name.evaluate((words) => {
        const { x, y, height } = words.getBoundingClientRect()
        return words.contains(document.elementFromPoint(x + 5, y + height / 2))
      }),
    ).toBe(true)
  })
})

test('a bar shows that a page or form takes longer than a moment', async ({ tab: page }) => {
  await page.goto('/prometheus')
  await enhanced(page)
  let send = () => {}
  const held = new Promise<void>((resolve) => (send = resolve))
  await page.route(/_rsc=/, async (route) => {
    await held
    await route.continue().catch(() => {})
  })
  const bar = page.getByRole('progressbar', { name: 'Loading' })
  await expect(bar).toHaveCount(0)
  const contents = page.getByRole('complementary', { name: 'Sidebar' })
  await contents.getByRole('link', { name: 'DevOps' }).click()
  await expect(bar).toBeVisible()
  // The bar appears after 0.1 s, so a quicker response shows none.
  const animation = await bar.evaluate((each) => {
    const { animationName, animationDuration } = getComputedStyle(each)
    return `${animationName} ${animationDuration}`
  })
  expect(animation).toMatch(/^wait, advance 0\.1s, /)
  expect(await findViolations(page)).toEqual([])
  send()
  await expect(page).toHaveURL('/devops')
  await expect(bar).toHaveCount(0)

  // A form that the browser submits. The page itself records the bar, since it is replaced right after.
  await page.goto('/sign-in')
  await page.evaluate(() =>
    new MutationObserver(() => {
      const [bar, button] = [
        document.querySelector('[role="progressbar"]'),
        document.querySelector('[aria-busy="true"]'),
      ]
      if (bar) sessionStorage.setItem('seen', `${bar.ariaLabel}: ${button?.textContent}`)
    }).observe(document.body, { childList: true, subtree: true, attributes: true }),
  )
  await page.getByLabel('Email').fill('ada@example.org')
  await page.getByLabel('Password').fill('no password of hers')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('Incorrect email or password')).toBeVisible()
  expect(await page.evaluate(() => sessionStorage.getItem('seen'))).toBe('Loading: Sign in')
  await expect(bar).toHaveCount(0)
})

test('a figure opens as large as the window, and returns the focus', async ({ tab: page }) => {
  // A figure larger than the window can be scrolled.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/prometheus')
  await enhanced(page)
  const figure = page.getByRole('link', { name: 'Enlarge the figure' })
  await figure.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Figure' })
  await expect(dialog.getByRole('img')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused()
  expect(await findViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(figure).toBeFocused()
  await expect(page).toHaveURL('/prometheus')
})

test('a figure’s version for narrow windows moves nothing when it loads, and opens as the wide one', async ({
  tab: page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  // The drawing arrives last; its size alone reserves its place.
  let send = () => {}
  const held = new Promise<void>((resolve) => (send = resolve))
  await page.route('**/figures/*', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/prometheus', { waitUntil: 'domcontentloaded' })
  const link = page.getByRole('link', { name: 'Enlarge the figure' })
  const drawing = link.getByRole('img')
  await drawing.scrollIntoViewIfNeeded()
  // Empty until the browser has chosen one.
  const shown = () => drawing.evaluate((image: HTMLImageElement) => image.currentSrc.replace(location.origin, ''))
  const place = () => drawing.evaluate((image) => Math.round(image.getBoundingClientRect().height))
  const before = await place()
  send()
  await expect.poll(() => drawing.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  await expect.poll(shown).toBe('/figures/prometheus-scraping.narrow.svg')
  expect(await place()).toBe(before)
  // The narrow version is hardly enlarged, up to the width at which the wide one replaces it.
  await page.setViewportSize({ width: 640, height: 844 })
  expect(await drawing.evaluate((image) => image.clientWidth)).toBeLessThanOrEqual(26 * 16)
  await page.setViewportSize({ width: 641, height: 844 })
  await expect.poll(shown).toBe('/figures/prometheus-scraping.svg')
  expect(await drawing.evaluate((image) => image.clientWidth)).toBeGreaterThan(26 * 16)

  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/prometheus')
  await enhanced(page)
  await expect(link).toHaveAttribute('href', '/figures/prometheus-scraping.svg')
  await link.click()
  await expect(page.getByRole('dialog', { name: 'Figure' }).getByRole('img')).toHaveAttribute(
    'src',
    /prometheus-scraping\.svg$/,
  )
})

test('paper has states and notes, no controls, and no page that ends halfway', async ({ tab: page, signUp }) => {
  const [read, other] = ['Prometheus-Basics', 'From Graphite to Prometheus']
  // The size of A4 within its margins.
  const sheet = { width: 643, height: 971 }
  await page.setViewportSize(sheet)
  await signUp(page)
  await page.goto('/prometheus')
  await button(page, 'Done', read).click()
  await (await openNote(page, read)).fill('Shorter than it looks.')
  await button(page, 'Bookmark', other).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  for (const address of ['/prometheus', '/shelf']) {
    await page.goto(address)
    await page.emulateMedia({ media: 'print' })
    await expect(meta(page, read)).toContainText('Done')
    await expect(readNote(page, read)).toContainText('Shorter than it looks.')
    // Shapes of finished and bookmarked items are printed; unused controls are not.
    await expect(button(page, 'Done', read)).toBeVisible()
    await expect(button(page, 'Bookmark', other)).toBeVisible()
    await expect(button(page, 'Bookmark', read)).toBeHidden()
    await expect(page.locator('.more').first()).toBeHidden()
    await expect(page.getByRole('main').getByRole('navigation')).toHaveCount(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    const needed = await page.evaluate((height) => document.documentElement.scrollHeight / height, sheet.height)
    const printed = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\n/g)
    expect(printed?.length).toBe(Math.ceil(needed))
    await page.emulateMedia({ media: 'screen' })
  }
})

test('the end of a page leads back to its top', async ({ tab: page }) => {
  await page.goto('/prometheus')
  const link = page.getByRole('contentinfo').getByRole('link', { name: 'Back to top' })
  await link.scrollIntoViewIfNeeded()
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500)
  await link.click()
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0)
})

test('only scrollable content is a stop for the keyboard', async ({ tab: page }) => {
  await page.goto('/servers')
  const table = page.getByRole('group', { name: 'Table' })
  await enhanced(page)
  await expect(table).toHaveAttribute('tabindex', '-1')
  await page.setViewportSize({ width: 320, height: 800 })
  await expect(table).toHaveAttribute('tabindex', '0')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
})

test('paper has the text and the addresses of links, and no controls', async ({ tab: page }) => {
  await page.goto('/prometheus')
  await page.emulateMedia({ media: 'print' })
  const link = page.getByRole('link', { name: 'Prometheus-Basics' })
  await expect(link).toBeVisible()
  expect(await link.evaluate((each) => getComputedStyle(each, '::after').content)).toContain(
    'https://github.com/yolossn/Prometheus-Basics',
  )
  // The circles can be ticked with a pencil.
  await expect(page.locator('main .glyph').first()).toBeVisible()
  await expect(page.getByRole('button')).toHaveCount(await page.locator('main .glyph').count())
  await expect(page.getByRole('navigation')).toHaveCount(0)
})

test('navigating moves the focus to the new content, and prefetches a page on hover', async ({ tab: page }) => {
  const fetched: string[] = []
  page.on('request', (request) => {
    if (request.headers().rsc) fetched.push(new URL(request.url()).pathname)
  })
  await page.goto('/prometheus')
  await enhanced(page)
  expect(fetched).toEqual([])
  await page.locator('#sidebar-contents').getByRole('link', { name: 'Grafana' }).hover()
  await expect.poll(() => fetched).toContain('/grafana')
  await page.evaluate(() => window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }))
  const next = page.getByRole('link', { name: /^Next/ })
  await expect(next).toBeInViewport()
  await expect.poll(() => fetched).toContain('/sentry')
  await next.click()
  await expect(page).toHaveURL('/sentry')
  await expect(page.getByRole('main')).toBeFocused()
  expect(await page.evaluate(() => scrollY)).toBe(0)
  await page.goBack()
  await expect(page).toHaveURL('/prometheus')
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(1000)
})

test.describe('a chosen theme', () => {
  test.use({ colorScheme: 'dark' })

  test('applies from the first paint, in every tab', async ({ page }) => {
    await page.goto('/prometheus')
    expect(await paper(page)).toBe(dark)
    await page.getByRole('contentinfo').getByRole('button', { name: 'Light' }).click()
    expect(await paper(page)).toBe(light)

    const other = await page.context().newPage()
    // Without the page's scripts, only the script in its head can have done this.
    await other.route('**/_next/**/*.js', (route) => route.abort())
    await other.goto('/devops', { waitUntil: 'load' })
    expect(await paper(other)).toBe(light)
    await other.unroute('**/_next/**/*.js')
    await other.goto('/')
    await other.getByRole('contentinfo').getByRole('button', { name: 'System' }).click()
    expect(await paper(other)).toBe(dark)
    await expect.poll(() => paper(page)).toBe(dark)
    await expect(page.getByRole('button', { name: 'System' })).toHaveAttribute('aria-pressed', 'true')
  })

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false })

    test('a page follows the system’s theme, and everything can be reached', async ({ page }) => {
      await page.goto('/prometheus')
      await expect(page.locator('body')).toHaveCSS('background-color', dark)
      await expect(page.getByRole('group', { name: 'Theme' })).toHaveCount(0)
      await page.getByRole('link', { name: 'All tutorials' }).click()
      await page.getByLabel('Title or site').fill('prometheus')
      await page.getByLabel('Sort by').selectOption('Title')
      await page.getByRole('button', { name: 'Show' }).click()
      await expect(page).toHaveURL(/\/resources\?.*q=prometheus/)
      const titles = await page.locator('.resource-link').allInnerTexts()
      expect(titles.length).toBeGreaterThan(3)
      expect(titles).toEqual(
        titles.toSorted((one, other) => one.localeCompare(other, 'en', { sensitivity: 'base', numeric: true })),
      )
      await page.goto('/prometheus')
      await page.getByRole('link', { name: 'Enlarge the figure' }).click()
      await expect(page).toHaveURL('/figures/prometheus-scraping.svg')
    })
  })
})

test('the contents are on one page, and all tutorials on another, with a reader’s marks', async ({
  tab: page,
  signUp,
}) => {
  const cached = await page.goto('/contents')
  expect(cached?.headers()['cache-control']).toBe('public, max-age=0, must-revalidate')
  await expect(page.getByRole('main').getByRole('link', { name: 'Prometheus', exact: true })).toHaveAttribute(
    'href',
    '/prometheus',
  )

  await page.goto('/resources')
  await page.getByLabel('Site', { exact: true }).selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(/host=/)
  const chosen = new URL(page.url()).searchParams.get('host')
  const readHosts = () =>
    page
      .locator('.resource-link')
      .evaluateAll((links) => [...new Set(links.map((link) => (link as HTMLAnchorElement).host.replace(/^www\./, '')))])
  await expect.poll(readHosts).toEqual([chosen])
  await page.getByRole('link', { name: /^All \d/ }).click()
  await expect(page.getByRole('link', { name: /^All \d/ })).toHaveAttribute('aria-current', 'true')

  await signUp(page)
  await page.goto('/prometheus')
  await page.getByRole('button', { name: 'Done: Prometheus-Basics' }).click()
  await expect(page.getByRole('main')).toContainText('1 of 9 done')
  await page.goto('/resources?q=prometheus-basics')
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Prometheus-Basics' })).toContainText(
    'Done',
  )
  expect(await findViolations(page)).toEqual([])
  for (const address of ['/contents', '/devops']) {
    const response = await page.goto(address)
    expect(response?.headers()['cache-control']).toContain('no-store')
    await expect(page.getByRole('main')).toContainText(/1 of \d\d done/)
  }
})

test('an empty list says so, and links back', async ({ tab: page }) => {
  await page.goto('/resources?q=nothing+has+this')
  await expect(page.getByText('No items match these filters.')).toBeVisible()
  await page.getByRole('link', { name: 'Show all items' }).click()
  await expect(page).toHaveURL('/resources')
  await expect(page.locator('.resource-link').first()).toBeVisible()
})

test('axe finds nothing, and nothing scrolls sideways', slow, async ({ tab: page }) => {
  for (const address of ['/contents', '/resources', '/resources?kind=tool&sort=host']) {
    await page.goto(address)
    await enhanced(page)
    await expectAccessible(page, address)
    await atEachWidth(page, async (width) =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBeLessThanOrEqual(width),
    )
  }
  await page.setViewportSize({ width: 390, height: 900 })
  await page.getByRole('button', { name: 'Contents' }).click()
  await expect(page.getByRole('dialog', { name: 'Contents' }).getByRole('link').first()).toBeVisible()
  expect(await findViolations(page), 'the contents').toEqual([])
})
