import { atEachWidth } from './axe'
import { expect, slow, test } from './test'

test('the sidebar shows every chapter, the current one open, in order', async ({ tab: page }) => {
  await page.goto('/prometheus')
  const contents = page.getByRole('navigation', { name: 'Contents' })
  const links = contents.getByRole('link')
  const texts = (await links.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim())
  expect(texts.map((text) => text.split(' ')[0])).toEqual([
    ...['1', '2', '3', '4', '5'],
    ...['Monitoring', 'Prometheus', 'Sentry', 'Grafana', 'Backups'],
    // In addition to the paths.
    ...['Paths', 'From'],
  ])
  await expect(contents.locator('[aria-current="page"]')).toHaveText([/Prometheus/])
})

test('the Prometheus page has its nine tutorials and counts nothing else', async ({ tab: page }) => {
  await page.goto('/prometheus')
  const main = page.getByRole('main')
  await expect(main.getByRole('button', { name: /^Done: / })).toHaveCount(9)
  const addresses = await main
    .locator('.resource-link')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).host))
  expect(addresses).toHaveLength(9)
  for (const host of ['grafana.com', 'helm.sh', 'www.djangoproject.com', 'prometheus.io'])
    expect(addresses).not.toContain(host)
  for (const [name, address] of [
    ['monitoring', '/monitoring'],
    ['web applications', '/web-development'],
    ['Django', '/django'],
  ] as const)
    await expect(main.getByRole('link', { name, exact: true }).first()).toHaveAttribute('href', address)
})

test('the links to the next and previous topic work across chapters', async ({ tab: page }) => {
  await page.goto('/static-content')
  const ways = page.getByRole('navigation', { name: 'Previous and next topic' })
  await ways.getByRole('link', { name: /^Next/ }).click()
  await expect(page).toHaveURL('/devops')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('DevOps')
  await expect(
    page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: /DevOps/ }),
  ).toHaveAttribute('aria-current', 'page')
  await ways.getByRole('link', { name: /^Previous/ }).click()
  await expect(page).toHaveURL('/static-content')
})

test('a chapter’s first page lists its topics', async ({ tab: page }) => {
  await page.goto('/devops')
  await page.getByRole('region', { name: 'In this chapter' }).getByRole('link', { name: 'Prometheus' }).click()
  await expect(page).toHaveURL('/prometheus')
})

test('the old addresses redirect permanently', async ({ request }) => {
  const response = await request.get('/prometheus.html', { maxRedirects: 0 })
  expect([response.status(), response.headers().location]).toEqual([308, '/prometheus'])
})

test.describe('a missing page', () => {
  test.use({ expectedConsole: [/404/] })

  for (const address of ['/no-such-topic', '/no/such/page', '/prometheus/more', '/%', '/%C3%28'])
    test(
      `at ${address} is a 404 that leads on`,
      /^\/(no-such-topic|%)$/.test(address) ? {} : slow,
      async ({ tab: page }) => {
        const response = await page.goto(address)
        expect(response?.status()).toBe(404)
        await page.getByRole('link', { name: 'Back to the home page' }).click()
        await expect(page).toHaveURL('/')
      },
    )
})

test('a page describes itself in its head', async ({ tab: page }) => {
  await page.goto('/prometheus')
  await expect(page).toHaveTitle(/^Prometheus: .* · Lectern$/)
  await expect(page.locator('meta[name="description"]')).toHaveAttribute(
    'content',
    /^A server that visits your processes/,
  )
})

test('the skip link comes first', async ({ tab: page }) => {
  await page.goto('/prometheus')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('nothing scrolls sideways from 320 to 1440 px, and every target can be hit', async ({ tab: page }) => {
  for (const address of ['/', '/devops', '/prometheus', '/sign-in', '/sign-up']) {
    await page.goto(address)
    await atEachWidth(
      page,
      async (width) => {
        const there = `${address} at ${width} px`
        expect(await page.evaluate(() => document.documentElement.scrollWidth), there).toBeLessThanOrEqual(width)
        const small = await page
          .getByRole('button')
          .evaluateAll((buttons) =>
            buttons
              .map((button) => [button.textContent, button.getBoundingClientRect()] as const)
              .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24)),
          )
        expect(small, there).toEqual([])
      },
      [320, 390, 768, 1440],
    )
  }
})

test.describe('on a narrow screen', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('the sidebar is a dialog that keeps the focus and closes after a choice', async ({ tab: page }) => {
    await page.goto('/devops')
    const opener = page.getByRole('button', { name: 'Contents' })
    await opener.click()
    const dialog = page.getByRole('dialog', { name: 'Contents' })
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(opener).toBeFocused()

    await opener.click()
    await dialog.getByRole('link', { name: /Prometheus/ }).click()
    await expect(page).toHaveURL('/prometheus')
    await expect(dialog).toBeHidden()
  })
})
