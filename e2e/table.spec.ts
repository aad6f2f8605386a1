import { button, openMenu } from './rows'
import { expect, slow, test } from './test'

// A tutorial in a row of a table.

const title = 'CS50x'

for (const width of [390, 1440])
  test(
    `a tutorial in a table row is marked at ${width} px, and keeps its mark after a reload`,
    width === 390 ? {} : slow,
    async ({ tab: page, signUp }) => {
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
    },
  )

test('two tutorials in a row keep their controls apart when the window gets wider', async ({ tab: page, signUp }) => {
  await signUp(page)
  await page.setViewportSize({ width: 320, height: 844 })
  await page.goto('/learning-programming')
  const row = page.locator('main tr.resource').filter({ hasText: 'the Odin Project' })
  await expect(row.locator('.ribbon')).toHaveCount(2)
  // Until then, lists outside the first screen are not laid out, and what lies there can't be hit.
  await expect(page.locator('html')).not.toHaveAttribute('data-first')
  for (const width of [320, 390, 768]) {
    await page.setViewportSize({ width, height: 844 })
    const covered = await row.locator('.glyph, .ribbon').evaluateAll((controls) =>
      controls.flatMap((control) => {
        control.scrollIntoView({ block: 'center', behavior: 'instant' })
        const { left, top, width, height } = control.getBoundingClientRect()
        const hit = document.elementFromPoint(left + width / 2, top + height / 2)
        return hit === control ? [] : [`${control.ariaLabel} lies under ${hit?.outerHTML.slice(0, 80)}`]
      }),
    )
    expect(covered, `at ${width} px`).toEqual([])
  }
  await openMenu(page, 'The Odin Project')
})
