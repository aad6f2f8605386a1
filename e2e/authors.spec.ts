import type { Page } from '@playwright/test'
import { atEachWidth, expectAccessible } from './axe'
import { expect, slow, test } from './test'

// Elements for authors beyond Markdown.

/** A page with alternatives for each operating system, and a note. */
const address = '/virtual-environments'
const summary = (page: Page, name: string) => page.locator('.tabs summary', { hasText: name })
const onUnix = (page: Page) => page.getByText('curl -LsSf')
const onWindows = (page: Page) => page.getByText('powershell -ExecutionPolicy')

async function chooseBySystem(page: Page): Promise<void> {
  await page.goto(address)
  await expect(onUnix(page)).toBeVisible()
  await expect(onWindows(page)).toBeHidden()
  await summary(page, 'Windows').click()
  await expect(onWindows(page)).toBeVisible()
  await expect(onUnix(page)).toBeHidden()
}

test('of several alternatives one is shown, and another after a click', async ({ tab: page }) => {
  await chooseBySystem(page)
  // A click on the open one leaves it open.
  await summary(page, 'Windows').click({ force: true })
  await expect(onWindows(page)).toBeVisible()
})

test('the alternatives are in one row, whichever is open', async ({ tab: page }) => {
  await page.goto(address)
  const tops = async () =>
    Promise.all((await page.locator('.tabs summary').all()).map(async (each) => (await each.boundingBox())?.y))
  const [first, second] = await tops()
  expect(first).toBe(second)
  await summary(page, 'Windows').click()
  const [third, fourth] = await tops()
  expect(third).toBe(fourth)
})

test('an alternative is chosen by keyboard, with a visible focus', async ({ tab: page }) => {
  await page.goto(address)
  await summary(page, 'macOS').focus()
  await page.keyboard.press('Tab')
  while (!(await summary(page, 'Windows').evaluate((each) => each === document.activeElement)))
    await page.keyboard.press('Tab')
  expect(await summary(page, 'Windows').evaluate((each) => getComputedStyle(each).outlineStyle)).toBe('solid')
  await page.keyboard.press('Enter')
  await expect(onWindows(page)).toBeVisible()
  await expect(onUnix(page)).toBeHidden()
})

test('all alternatives are printed', async ({ tab: page }) => {
  await page.goto(address)
  await page.emulateMedia({ media: 'print' })
  for (const way of [onUnix(page), onWindows(page)])
    expect(await way.evaluate((each) => each.checkVisibility({ contentVisibilityAuto: true }))).toBe(true)
})

for (const script of [true, false])
  test.describe(script ? 'with script' : 'without script', script ? {} : slow, () => {
    test.use({ javaScriptEnabled: script })

    test('the answer to a question opens and closes, and is printed', async ({ tab: page }) => {
      await page.goto('/nginx')
      const question = page.locator('summary', { hasText: 'What does a 502 say?' })
      const answer = page.getByText('nginx itself is well.')
      await expect(answer).toBeHidden()
      await question.click()
      await expect(answer).toBeVisible()
      await question.click()
      await expect(answer).toBeHidden()
      await page.emulateMedia({ media: 'print' })
      await expect(answer).toBeVisible()
    })
  })

test('a note has a title', async ({ tab: page }) => {
  await page.goto(address)
  await expect(page.getByRole('note', { name: 'Note: on Debian and Ubuntu' })).toContainText('python3-venv')
})

test('copying the code of a block is confirmed', async ({ tab: page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/prometheus')
  const button = page.getByRole('button', { name: 'Copy the code' })
  const { width = 0, height = 0 } = (await button.boundingBox()) ?? {}
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(24)
  await button.click()
  await expect(page.locator('.copy').getByRole('status')).toHaveText('Copied')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/^import time\nfrom prometheus_client/)
  expect(copied).toMatch(/time\.sleep\(0\.2\)\)$/)
  await expect(page.locator('.copy').getByRole('status')).toHaveText('')
})

test('only the typed lines of a terminal block are copied', async ({ tab: page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(address)
  await page.getByRole('button', { name: 'Copy the code' }).first().click()
  await expect(page.locator('.copy').first().getByRole('status')).toHaveText('Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('python3 -m venv .venv\ncat .venv/pyvenv.cfg')
})

test('the code is selected if copying is not allowed, and a message says so', async ({ tab: page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await page.goto('/prometheus')
  await page.getByRole('button', { name: 'Copy the code' }).click()
  await expect(page.locator('.copy').getByRole('status')).toHaveText('Selected')
  expect(await page.evaluate(() => String(getSelection()))).toMatch(/^import time/)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the alternatives can be chosen, and buttons that need script are missing', async ({ page }) => {
    await chooseBySystem(page)
    await expect(page.getByRole('button', { name: 'Copy the code' })).toHaveCount(0)
    await expect(page.locator('pre .p').first()).toHaveText('$')
  })
})

async function expectAccessibleAndNarrow(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await expect(page.getByRole('button', { name: 'Copy the code' }).first()).toBeVisible()
  await expectAccessible(page, address)
  await atEachWidth(page, async (width) =>
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      `${address} at ${width} px`,
    ).toBeLessThanOrEqual(0),
  )
}

test('axe finds nothing whichever way is open, and nothing scrolls the page sideways', slow, async ({ tab: page }) => {
  await expectAccessibleAndNarrow(page, address)
  await summary(page, 'Windows').click()
  await expectAccessible(page, 'the other way')
})

test('axe finds nothing on pages with much code, and nothing scrolls them sideways', slow, async ({ tab: page }) => {
  for (const each of ['/prometheus', '/nginx', '/docker']) await expectAccessibleAndNarrow(page, each)
})
