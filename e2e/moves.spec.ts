import type { Page } from '@playwright/test'
import { button, menu, openMenu } from './rows'
import { expect, test } from './test'

// A server response, however late, never moves what a reader is about to press.

test.use({ expectedConsole: [/ERR_FAILED/], answersRequests: true })

/** Holds back requests to an address. Returns a function that releases them. */
async function hold(page: Page, address: string | RegExp): Promise<() => void> {
  let send = () => {}
  const held = new Promise<void>((resolve) => (send = resolve))
  await page.route(address, async (route) => {
    await held
    await route.continue().catch(() => {})
  })
  return send
}

/** Returns the vertical positions of the first two tutorials' circles, in pixels of the window. */
const places = (page: Page) =>
  page
    .locator('main .glyph')
    .evaluateAll((all) => all.slice(0, 2).map((each) => Math.round(each.getBoundingClientRect().top)))

test('a mark that waits for its answer moves no row', async ({ tab: page, signUp }) => {
  await signUp(page)
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    await page.goto('/prometheus')
    const first = page.locator('main .glyph').first()
    await first.evaluate((each) => each.scrollIntoView({ block: 'center', behavior: 'instant' }))
    const send = await hold(page, '**/api/reading-progress')
    const before = await places(page)
    await first.click()
    await expect(page.locator('main .mark-status .delayed')).toBeAttached()
    expect(await places(page), `at ${width} px`).toEqual(before)
    send()
    await expect(page.locator('main .mark-status .delayed')).toHaveCount(0)
    await page.unroute('**/api/reading-progress')
  }
})

test('a menu opens although the page is read again during the press, and stays open', async ({ tab: page, signUp }) => {
  await signUp(page)
  await page.goto('/prometheus')
  const graphite = 'From Graphite to Prometheus'
  const send = await hold(page, /\/prometheus\?_rsc=|\/api\/reading-progress/)
  // A row above that of the menu.
  const first = page.locator('main .glyph').first()
  await button(page, 'Bookmark', (await first.getAttribute('aria-label'))!.replace('Done: ', '')).click()
  await first.click()
  await expect(page.locator('main .mark-status .delayed')).toBeAttached()
  const more = page.locator(`main button[aria-label="More for ${graphite}"]`)
  await more.hover()
  await page.mouse.down()
  send()
  await expect(page.getByRole('main')).toContainText('1 of 9 done')
  await page.mouse.up()
  await expect(menu(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu(page)).toBeHidden()

  await page.unroute(/\/prometheus\?_rsc=|\/api\/reading-progress/)
  const sendAgain = await hold(page, /\/prometheus\?_rsc=/)
  await page.locator('main .glyph').nth(1).click()
  await openMenu(page, graphite)
  sendAgain()
  await expect(page.getByRole('main')).toContainText('2 of 9 done')
  await expect(menu(page)).toBeVisible()
  await menu(page).getByRole('button', { name: 'Reading' }).click()
  await expect(page.getByRole('main')).toContainText('2 of 9 done, 1 being read')
})
