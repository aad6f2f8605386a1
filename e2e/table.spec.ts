import { button } from './rows'
import { expect, test } from './test'

// A tutorial in a row of a table.

const title = 'CS50x'

for (const width of [390, 1440])
  test(`a tutorial in a table row is marked at ${width} px, and keeps its mark after a reload`, async ({
    page,
    signUp,
  }) => {
    await page.setViewportSize({ width, height: 844 })
    await signUp(page)
    await page.goto('/learning-programming')
    const row = page.locator('main tr.resource').filter({ hasText: title })
    await expect(row).toHaveCount(1)
    await expect(row).toContainText('11 weeks')
    await Promise.all([page.waitForResponse('**/api/reading-progress'), button(page, 'Done', title).click()])
    await expect(row.locator('.mark')).toHaveAttribute('data-progress', 'done')
    await expect(row.locator('.meta')).toContainText('Done')
    await Promise.all([page.waitForResponse('**/api/bookmarks'), button(page, 'Bookmark', title).click()])
    await expect(row.locator('.ribbon')).toHaveAttribute('aria-pressed', 'true')

    await page.reload()
    await expect(row.locator('.mark')).toHaveAttribute('data-progress', 'done')
    await expect(row.locator('.ribbon')).toHaveAttribute('aria-pressed', 'true')
    await expect(page.locator('main tr.resource .mark[data-progress="done"]')).toHaveCount(1)
    // Nothing is cut off: the circle lies inside the window, and nothing but the table scrolls.
    const box = await row.locator('.glyph').boundingBox()
    expect(box!.x).toBeGreaterThanOrEqual(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })
