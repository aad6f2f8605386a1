import type { Page } from '@playwright/test'
import { choose, menu } from './rows'
import { expect, test } from './test'

const title = 'From Graphite to Prometheus'
/** Finds a button by its label. By its role, the browser would compute the names of the whole page. */
const button = (page: Page, state: string) => page.locator(`button[aria-label="${state}: ${title}"]:not(.menu-item)`)

test.beforeEach(async ({ tab: page, signUp }) => {
  await signUp(page)
  await page.goto('/prometheus')
})

test.describe('by its request', () => {
  test.use({ answersRequests: true })

  test('a mark shows at once, and never flickers back while it is saved', async ({ tab: page }) => {
    const states = await button(page, 'Done').evaluateHandle((element) => {
      const seen: (string | null)[] = []
      new MutationObserver(() => seen.push(element.getAttribute('aria-pressed'))).observe(element, {
        attributeFilter: ['aria-pressed'],
      })
      return seen
    })
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/api/reading-progress', async (route) => {
      await held
      await route.continue()
    })

    await button(page, 'Done').click()
    await expect(button(page, 'Done')).toHaveAttribute('aria-pressed', 'true')
    await expect(page.locator('main')).toContainText('0 of 9 done')
    release()
    await expect(page.locator('main')).toContainText('1 of 9 done')
    expect(await states.jsonValue()).toEqual(['true'])
  })
})

test('a mark changes the counts in the topic, its chapter, the sidebar, the shelf and the home page', async ({
  tab: page,
}) => {
  const contents = page.getByRole('navigation', { name: 'Contents' })
  const chapter = contents.getByRole('link', { name: /DevOps/ })
  await expect(chapter.getByRole('img')).toHaveCount(0)
  await button(page, 'Done').click()
  await choose(page, 'Reading', 'Prometheus-Basics')
  await choose(page, 'Skip', 'Monitoring with Prometheus')

  const words = '1 of 8 done, 1 being read, 1 skipped'
  await expect(page.locator('main')).toContainText(words)
  await expect(contents.getByRole('img', { name: words })).toBeVisible()
  const ofChapter = /^1 of (\d+) done, 1 being read, 1 skipped$/
  const total = ofChapter.exec((await chapter.getByRole('img').getAttribute('aria-label')) ?? '')?.[1]
  expect(Number(total)).toBeGreaterThan(8)
  await page.goto('/shelf')
  for (const name of ['Reading 1', 'Done 1', 'Skipped 1'])
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible()
  await page.goto('/')
  await expect(page.locator('main')).toContainText(`Prometheus${words}`)
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: 'DevOps' })
      .filter({ hasText: `1 of ${total} done, 1 being read, 1 skipped` }),
  ).toBeVisible()
})

test('the last of several quick clicks wins', async ({ tab: page }) => {
  await choose(page, 'Reading', title)
  await choose(page, 'Skip', title)
  await button(page, 'Done').click()
  await expect(page.locator('main')).toContainText('1 of 9 done.')
  await page.reload()
  await expect(button(page, 'Done')).toHaveAttribute('aria-pressed', 'true')
})

test('marking works by keyboard alone, and the focus stays', async ({ tab: page }) => {
  await button(page, 'Done').focus()
  await page.keyboard.press('Space')
  await expect(page.locator('main')).toContainText('1 of 9 done')
  await expect(button(page, 'Done')).toBeFocused()
  const more = page.locator(`button[aria-label="More for ${title}"]`)
  const item = (state: string) => menu(page).locator(`[aria-label="${state}: ${title}"]`)
  await page.keyboard.press('Tab')
  await expect(button(page, 'Bookmark')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(more).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(item('Not started')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(item('Reading')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(more).toBeFocused()
  await expect(menu(page)).toHaveCount(0)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await expect(page.locator('main')).toContainText('0 of 9 done, 1 being read')
  await expect(more).toBeFocused()
  await expect(menu(page)).toHaveCount(0)
})

test('a bookmark can be removed', async ({ tab: page }) => {
  const ribbon = page.getByRole('button', { name: `Bookmark: ${title}` })
  // The next page sends unsaved changes again, possibly in between.
  const click = () => Promise.all([page.waitForResponse('**/api/bookmarks'), ribbon.click()])
  await click()
  await expect(ribbon).toHaveAttribute('aria-pressed', 'true')
  await page.reload()
  await click()
  await expect(ribbon).toHaveAttribute('aria-pressed', 'false')
  await page.goto('/shelf')
  await expect(page.getByText('Your shelf is empty.')).toBeVisible()
})

test('going back to a topic shows the marks set since', async ({ tab: page }) => {
  await button(page, 'Done').click()
  await expect(page.locator('main')).toContainText('1 of 9 done')
  await page
    .getByRole('navigation', { name: 'Previous and next topic' })
    .getByRole('link', { name: /Sentry/ })
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Sentry')
  await page.goBack()
  await expect(button(page, 'Done')).toHaveAttribute('aria-pressed', 'true')
  await expect(page.locator('main')).toContainText('1 of 9 done')
})
