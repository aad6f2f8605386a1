import type { Page } from '@playwright/test'
import { button, menu, openMenu } from './rows'
import { expect, slow, test } from './test'

// Marks do not move the page.

const graphite = 'From Graphite to Prometheus'
const row = (page: Page) =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: graphite }) })
    .first()

/** Starts recording how far the row moves on the screen. The returned function gives the largest distance in pixels. */
async function watch(page: Page): Promise<() => Promise<number>> {
  const element = await row(page).elementHandle()
  const watched = await page.evaluateHandle((item) => {
    const begun = item!.getBoundingClientRect().top
    const found = { furthest: 0, over: false }
    const look = () => {
      found.furthest = Math.max(found.furthest, Math.abs(item!.getBoundingClientRect().top - begun))
      if (!found.over) requestAnimationFrame(look)
    }
    look()
    return found
  }, element)
  return () => watched.evaluate((found) => Object.assign(found, { over: true }).furthest)
}

for (const width of [390, 1280])
  test(
    `at ${width} px a visitor’s first marks, a note and Undo leave the row where it is`,
    width === 390 ? {} : slow,
    async ({ tab: page }) => {
      await page.setViewportSize({ width, height: 844 })
      // Without preloading scripts, unlike other tests: the first press does that.
      await page.goto('/prometheus', { waitUntil: 'load' })
      await row(page).evaluate((item) => item.scrollIntoView({ block: 'center', behavior: 'instant' }))
      const furthest = await watch(page)
      await button(page, 'Done', graphite).click()
      await expect(page.getByText('saved for this browser only')).toBeAttached()
      await expect(page.getByRole('main')).toContainText('1 of 9 done')
      await button(page, 'Bookmark', graphite).click()
      await expect(button(page, 'Bookmark', graphite)).toHaveAttribute('aria-pressed', 'true')
      expect(await furthest()).toBeLessThanOrEqual(8)
      await page.reload()
      await expect(button(page, 'Bookmark', graphite)).toHaveAttribute('aria-pressed', 'true')
    },
  )

for (const width of [390, 1280])
  test(`at ${width} px a reader’s marks leave the row where it is`, slow, async ({ tab: page, signUp }) => {
    await signUp(page)
    await page.setViewportSize({ width, height: 844 })
    await page.goto('/prometheus')
    await row(page).evaluate((item) => item.scrollIntoView({ block: 'center', behavior: 'instant' }))
    // Opening a menu scrolls to its button (rows.ts).
    await openMenu(page, graphite)
    const furthest = await watch(page)
    await menu(page).locator(`[aria-label="Reading: ${graphite}"]`).click()
    await button(page, 'Done', graphite).click()
    await button(page, 'Bookmark', graphite).click()
    await expect(page.getByRole('main')).toContainText('1 of 9 done')
    await expect(button(page, 'Bookmark', graphite)).toHaveAttribute('aria-pressed', 'true')
    expect(await furthest()).toBeLessThanOrEqual(8)
  })

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a mark returns to its row', async ({ page }) => {
    await page.goto('/prometheus')
    await button(page, 'Done', graphite).click()
    await expect(page.getByRole('main')).toContainText('1 of 9 done')
    await expect(row(page)).toBeInViewport()
  })
})
