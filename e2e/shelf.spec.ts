import type { Page } from '@playwright/test'
import { button, choose, menu, meta, openMenu, openNote, readNote } from './rows'
import { expect, slow, test } from './test'

// The shelf: search, filters, order, removal and undo, all in the address.

const marks = [
  [{ progress: 'done' }, 'Prometheus-Basics'],
  [{ progress: 'reading' }, 'From Graphite to Prometheus'],
  [{ bookmarked: true }, 'Monitoring with Prometheus'],
  [{ progress: 'skipped' }, 'Monitor your applications with Prometheus'],
] as const
/** Returns the rows with a mark. */
const rows = (page: Page) =>
  page
    .getByRole('region', { name: 'What you marked' })
    .getByRole('listitem')
    .filter({ has: page.locator('.mark[data-progress], .ribbon[aria-pressed="true"], .note') })
const titles = async (page: Page) => rows(page).locator('.resource-link').allInnerTexts()
const main = (page: Page) => page.locator('main')

/** Sets four marks on the Prometheus page and one on Django's, by requests, and opens the shelf. */
async function fillShelf(page: Page): Promise<void> {
  const { origin } = new URL(test.info().project.use.baseURL ?? '')
  const read = async (address: string) => (await page.request.get(address)).text()
  const mark = async (address: string, data: object) => {
    const response = await page.request.post(address, { headers: { Origin: origin }, data })
    expect(response.status()).toBe(200)
  }
  const html = await read('/prometheus')
  for (const [change, title] of marks) {
    const [, resource] = new RegExp(` id="resource-([0-9a-f]+)"[^>]*>${title}<`).exec(html) ?? []
    if ('progress' in change) await mark('/api/reading-progress', { resource, ...change })
    else await mark('/api/bookmarks', { resource, ...change })
  }
  const [, first] = / id="resource-([0-9a-f]+)"/.exec(await read('/django')) ?? []
  await mark('/api/bookmarks', { resource: first, bookmarked: true })
  await page.goto('/shelf')
  await expect(rows(page)).toHaveCount(5)
}

test('the shelf filters by progress, bookmark, chapter and text, in the address, through reload and back', async ({
  tab: page,
  signUp,
}) => {
  await signUp(page)
  await fillShelf(page)
  const filters = page.getByRole('navigation', { name: 'Filter by progress' })
  await expect(filters.getByRole('link', { name: 'All 5' })).toHaveAttribute('aria-current', 'true')
  await filters.getByRole('link', { name: 'Done 1' }).click()
  await expect(page).toHaveURL('/shelf?progress=done')
  expect(await titles(page)).toEqual(['Prometheus-Basics'])
  await page.reload()
  expect(await titles(page)).toEqual(['Prometheus-Basics'])
  await page.goBack()
  await expect(rows(page)).toHaveCount(5)

  await filters.getByRole('link', { name: 'Bookmarked 2' }).click()
  await expect(rows(page)).toHaveCount(2)
  await page.getByText('Find and sort').click()
  await page.getByLabel('Chapter').selectOption({ label: 'DevOps' })
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(/\/shelf\?bookmarked=yes&q=&chapter=06/)
  await expect(rows(page)).toHaveCount(1)
  expect(await titles(page)).toEqual(['Monitoring with Prometheus'])

  await page.goto('/shelf?q=graphite')
  expect(await titles(page)).toEqual(['From Graphite to Prometheus'])
  await page.goto('/shelf?q=nothing+is+called+that')
  await expect(main(page)).toContainText('No items match these filters.')
  await page.getByRole('link', { name: 'Show all items' }).click()
  await expect(rows(page)).toHaveCount(5)
})

test('the shelf sorts by the last change, title, reading order and site', slow, async ({ tab: page, signUp }) => {
  await signUp(page)
  await fillShelf(page)
  await page.goto('/shelf?sort=changed')
  const changed = await titles(page)
  expect(changed[0]).not.toContain('Prometheus')
  expect(changed.at(-1)).toBe('Prometheus-Basics')
  await page.getByLabel('Sort by').selectOption({ label: 'Title' })
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(/sort=title/)
  const byTitle = await titles(page)
  expect(byTitle).toEqual([...byTitle].sort((one, other) => one.localeCompare(other, 'en', { sensitivity: 'base' })))
  await page.goto('/shelf?sort=order')
  expect((await titles(page))[0]).toBe(changed[0])
  await page.goto('/shelf?sort=host')
  const hosts = (await rows(page).locator('.meta').allInnerTexts()).map(
    (line) => line.split(' · ').find((part) => /^[\w-]+(\.[\w-]+)+$/.test(part)) ?? line,
  )
  expect(hosts).toEqual([...hosts].sort())
})

test(
  'the shelf finds text in notes, and only the reader’s own',
  slow,
  async ({ tab: page, openSecondBrowser, signUp }) => {
    await signUp(page)
    await fillShelf(page)
    const row = rows(page).filter({ hasText: 'Prometheus-Basics' })
    await (await openNote(page, 'Prometheus-Basics')).fill('Ask 100% of the team about LABELS_')
    await expect(row.getByText('Saved.')).toBeVisible()
    await page.goto('/shelf?q=labels_')
    expect(await titles(page)).toEqual(['Prometheus-Basics'])
    await page.goto('/shelf?q=100%25')
    expect(await titles(page)).toEqual(['Prometheus-Basics'])
    await page.goto('/shelf?q=labelsX')
    await expect(main(page)).toContainText('No items match these filters.')
    const other = await openSecondBrowser()
    await signUp(other)
    await other.goto('/shelf?q=labels_')
    await expect(other.getByText('Your shelf is empty.')).toBeVisible()
  },
)

test('in a list by date, a row says what was changed on its day', async ({ tab: page, signUp }) => {
  await signUp(page)
  await fillShelf(page)
  await expect(meta(page, 'Monitoring with Prometheus')).not.toContainText('bookmarked')
  await page.goto('/shelf?sort=changed')
  await expect(meta(page, 'Monitoring with Prometheus')).toHaveText(/ · bookmarked \d+ \w+$/)
  await expect(meta(page, 'From Graphite to Prometheus')).toHaveText(/ · marked \d+ \w+$/)
  await (await openNote(page, 'From Graphite to Prometheus')).fill('Read it again.')
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(meta(page, 'From Graphite to Prometheus')).toHaveText(/ · note of \d+ \w+$/)
})

test('“z” undoes the last change, and the list of shortcuts says so', async ({ tab: page, signUp }) => {
  await signUp(page)
  await fillShelf(page)
  await page.locator('main .resource-link', { hasText: 'From Graphite to Prometheus' }).focus()
  await page.keyboard.press('d')
  await expect(meta(page, 'From Graphite to Prometheus')).toContainText('Done')
  await page.keyboard.press('z')
  await expect(meta(page, 'From Graphite to Prometheus')).toContainText('Reading')
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog').getByText('Undo the last change')).toBeVisible()
})

test('a row is removed with all of its marks, and restored', async ({ tab: page, signUp }) => {
  await signUp(page)
  await fillShelf(page)
  const row = rows(page).filter({ hasText: 'Prometheus-Basics' })
  await (await openNote(page, 'Prometheus-Basics')).fill('Keep this.')
  await expect(row.getByText('Saved.')).toBeVisible()
  const bookmark = row.getByRole('button', { name: 'Bookmark: Prometheus-Basics' })
  // Until it is saved, the row may have a line more, and an open menu moves with it.
  await Promise.all([page.waitForResponse('**/api/bookmarks'), bookmark.click()])
  await expect(row.getByText('Saving…')).toHaveCount(0)
  await choose(page, 'Remove from shelf', 'Prometheus-Basics')
  await expect(rows(page)).toHaveCount(4)
  const notice = page.getByRole('status').filter({ hasText: 'Removed “Prometheus-Basics” from your shelf' })
  await expect(notice.getByRole('button', { name: 'Undo' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(5)
  await expect(notice).toHaveCount(0)
  for (const name of ['Done', 'Bookmark'])
    await expect(row.getByRole('button', { name: `${name}: Prometheus-Basics`, exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
  // The row is back at once; its marks are back after the server's response.
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('portal-change:'))))
    .toEqual([])
  await page.reload()
  await expect(readNote(page, 'Prometheus-Basics')).toContainText('Keep this.')
  for (const filter of ['Reading 1', 'Done 1'])
    await expect(page.getByRole('link', { name: filter, exact: true })).toBeVisible()
})

test('removing a row by a control offers undo, and moves nothing', async ({ tab: page, signUp }) => {
  await signUp(page)
  await fillShelf(page)
  const all = page.getByRole('region', { name: 'What you marked' }).locator('.resource')
  const row = all.filter({ hasText: 'Monitoring with Prometheus' })
  const before = await row.boundingBox()
  await row.getByRole('button', { name: 'Bookmark: Monitoring with Prometheus' }).click()
  await expect(row).toContainText('No longer matches these filters. It stays here until you open the list again.')
  await expect(all).toHaveCount(5)
  await expect(rows(page)).toHaveCount(4)
  expect(Math.abs(((await row.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThanOrEqual(8)
  await page
    .getByRole('status')
    .filter({ hasText: 'Removed the bookmark on “Monitoring with Prometheus”' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(rows(page)).toHaveCount(5)
  await expect(row.locator('.resource-link')).toBeFocused()
  await row.getByRole('button', { name: 'Bookmark: Monitoring with Prometheus' }).click()
  await expect(row).toContainText('No longer matches these filters.')
  await page.reload()
  await expect(all).toHaveCount(4)
  await choose(page, 'Not started', 'From Graphite to Prometheus')
  await expect(rows(page)).toHaveCount(3)
  await page
    .getByRole('status')
    .filter({ hasText: 'marked as not started' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(button(page, 'Done', 'From Graphite to Prometheus')).toHaveAttribute('aria-pressed', 'mixed')
})

test(
  'a row that a mark takes out of the filter stays until the list is opened again',
  slow,
  async ({ tab: page, signUp }) => {
    await signUp(page)
    await fillShelf(page)
    await page.goto('/shelf?progress=reading')
    await rows(page).getByRole('button', { name: 'Done: From Graphite to Prometheus' }).click()
    await expect(rows(page)).toContainText([
      'No longer matches these filters. It stays here until you open the list again.',
    ])
    await expect(
      page.getByRole('navigation', { name: 'Filter by progress' }).getByRole('link', { name: 'Done 2' }),
    ).toBeVisible()
    await page.getByRole('navigation', { name: 'Filter by progress' }).getByRole('link', { name: 'Done 2' }).click()
    await expect(rows(page)).toHaveCount(2)
    await expect(page.getByText('No longer matches these filters.')).toHaveCount(0)
    await page.goto('/shelf?progress=reading')
    await expect(main(page)).toContainText('No items match these filters.')
  },
)

test(
  'a row whose bookmark was removed just before the shelf was opened is gone',
  slow,
  async ({ tab: page, signUp }) => {
    await signUp(page)
    await page.goto('/prometheus')
    const ribbon = page.getByRole('button', { name: 'Bookmark: Monitoring with Prometheus' })
    await Promise.all([page.waitForResponse('**/api/bookmarks'), ribbon.click()])
    let send = () => {}
    const isOpen = new Promise<void>((resolve) => (send = resolve))
    await page.route('**/api/bookmarks', async (route) => {
      await isOpen
      // The page that sent the first request is gone by then.
      await route.continue().catch(() => {})
    })
    await ribbon.click()
    await expect(ribbon).toHaveAttribute('aria-pressed', 'false')
    await page.goto('/shelf')
    await expect(main(page).getByRole('link', { name: 'Monitoring with Prometheus' }).first()).toBeVisible()
    send()
    await expect(page.getByText('Your shelf is empty.')).toBeVisible()
    await expect(page.getByText('No longer matches these filters.')).toHaveCount(0)
  },
)

test('the shelf is grouped by topic, the one changed last first, or sorted by date', async ({ tab: page, signUp }) => {
  await signUp(page)
  await fillShelf(page)
  const region = page.getByRole('region', { name: 'What you marked' })
  await expect(region.getByRole('heading', { level: 3 })).toHaveText(['Django', 'Prometheus'])
  await expect(region.getByRole('heading', { name: 'Prometheus' }).getByRole('link')).toHaveAttribute(
    'href',
    '/prometheus',
  )
  await expect(region.getByRole('list', { name: 'Prometheus' }).locator('.resource')).toHaveCount(4)
  // A row does not repeat the topic, which the heading names.
  await expect(meta(page, 'Prometheus-Basics').getByRole('link')).toHaveCount(0)
  // All rows of a topic follow its latest change.
  await page.goto('/prometheus')
  const saved = page.waitForResponse('**/api/bookmarks')
  await button(page, 'Bookmark', 'From Graphite to Prometheus').click()
  await saved
  await page.goto('/shelf')
  await expect(region.getByRole('heading', { level: 3 })).toHaveText(['Prometheus', 'Django'])
  await page.getByText('Find and sort').click()
  await page.getByLabel('Sort by').selectOption({ label: 'Last changed' })
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(/sort=changed/)
  await expect(region.getByRole('heading', { level: 3 })).toHaveCount(0)
  await expect(rows(page)).toHaveCount(5)
  await expect(meta(page, 'Prometheus-Basics').getByRole('link', { name: 'Prometheus' })).toBeVisible()
})

test('a wide screen lists the topics next to the shelf, in the order of their rows', async ({ tab: page, signUp }) => {
  await signUp(page)
  await fillShelf(page)
  const topics = page.getByRole('navigation', { name: 'Topics on this page' })
  await expect(topics.getByRole('link')).toHaveText(['Django', 'Prometheus'])
  await topics.getByRole('link', { name: 'Prometheus' }).click()
  await expect(page.locator(':target')).toHaveText('Prometheus')
  await page.setViewportSize({ width: 1024, height: 900 })
  await expect(topics).toHaveCount(0)
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto('/shelf?sort=changed')
  await expect(rows(page)).toHaveCount(5)
  await expect(topics).toHaveCount(0)
})

test('the shelf has its first row above the fold of a phone', async ({ tab: page, signUp }) => {
  await signUp(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await fillShelf(page)
  const box = await rows(page).first().boundingBox()
  expect((box?.y ?? NaN) + (box?.height ?? NaN)).toBeLessThanOrEqual(640)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
})

test('a toast says each change and undoes it, and stays while it has the focus', async ({ page, signUp }) => {
  await signUp(page)
  await page.clock.install()
  await fillShelf(page)
  const title = 'Monitoring with Prometheus'
  const toasts = page.getByRole('status').filter({ has: page.getByRole('button', { name: 'Undo' }) })
  const undo = toasts.getByRole('button', { name: 'Undo' })

  await button(page, 'Done', title).click()
  await expect(toasts).toContainText(`“${title}” marked as done`)
  await page.clock.fastForward('00:11')
  await expect(undo).toHaveCount(0)
  await button(page, 'Done', title).click()
  await expect(toasts).toContainText(`“${title}” marked as not started`)
  await undo.focus()
  await page.clock.fastForward('00:30')
  await expect(undo).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(button(page, 'Done', title)).toHaveAttribute('aria-pressed', 'true')

  const field = await openNote(page, title)
  await field.fill('Twice.')
  await page.keyboard.press('Escape')
  await expect(toasts).toContainText(`Added your note on “${title}”`)
  await undo.click()
  await expect(readNote(page, title)).toHaveCount(0)
  await expect(undo).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test(
    'the shelf says each change and undoes it, to its own reader alone',
    slow,
    async ({ tab: page, openSecondBrowser, signUp }) => {
      await signUp(page)
      const title = 'Monitoring with Prometheus'
      await page.goto('/prometheus')
      await button(page, 'Bookmark', title).click()
      await page.goto('/shelf')
      const said = (words: string) => page.getByRole('status').filter({ hasText: words })
      await button(page, 'Done', title).click()
      await said(`“${title}” marked as done`).getByRole('button', { name: 'Undo' }).click()
      await expect(said(`“${title}” marked as not started`)).toBeVisible()
      await expect(button(page, 'Done', title)).toHaveAttribute('aria-pressed', 'false')
      await button(page, 'Bookmark', title).click()
      await expect(page.getByText('Your shelf is empty.')).toBeVisible()
      // The next reader of this browser sees nothing of it.
      const other = await openSecondBrowser()
      await signUp(other)
      const mine = (await other.context().cookies()).filter(({ name }) => /session/.test(name))
      const kept = await page.context().cookies()
      await page.context().addCookies(mine)
      await page.goto('/shelf')
      await expect(page.getByText('Your shelf is empty.')).toBeVisible()
      await expect(page.getByText(title)).toHaveCount(0)
      await page.context().addCookies(kept)
      await page.goto('/shelf')
      await said(`Removed the bookmark on “${title}”`).getByRole('button', { name: 'Undo' }).click()
      await expect(rows(page)).toHaveCount(1)
    },
  )
})

test.describe('deep in a long shelf', () => {
  test.use({ viewport: { width: 390, height: 560 } })

  test(
    'removing a row keeps the scroll position, and undoing it focuses the row',
    slow,
    async ({ tab: page, signUp }) => {
      await signUp(page)
      await page.goto('/prometheus')
      for (const done of await page.getByRole('button', { name: /^Done: / }).all()) await done.click()
      await expect(main(page)).toContainText('9 of 9 done')
      await page.goto('/shelf')
      await expect(rows(page)).toHaveCount(9)
      const row = rows(page).nth(4)
      const title = await row.locator('.resource-link').innerText()
      await row.evaluate((each) => each.scrollIntoView({ block: 'center', behavior: 'instant' }))
      expect(await page.evaluate(() => scrollY)).toBeGreaterThan(500)
      const place = async () => (await rows(page).nth(3).boundingBox())?.y ?? NaN
      // Opening the menu scrolls to it.
      await openMenu(page, title)
      const before = await place()
      await menu(page).locator(`[aria-label="Remove from shelf: ${title}"]`).click()
      await expect(rows(page)).toHaveCount(8)
      const undo = page.getByRole('button', { name: 'Undo' })
      await expect(undo).toBeFocused()
      await expect(undo).toBeInViewport()
      // As visible: changes of height above are compensated.
      expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(8)
      await page.keyboard.press('Enter')
      await expect(rows(page)).toHaveCount(9)
      await expect(rows(page).nth(4).locator('.resource-link')).toHaveText(title)
      await expect(rows(page).nth(4).locator('.resource-link')).toBeFocused()
      await expect(rows(page).nth(4).locator('.resource-link')).toBeInViewport()
      await expect(undo).toHaveCount(0)
    },
  )
})

test('the shelf shows where to continue, and what comes after a finished topic', async ({ tab: page, signUp }) => {
  await signUp(page)
  await page.goto('/prometheus')
  await choose(page, 'Reading', 'From Graphite to Prometheus')
  await page.getByRole('button', { name: 'Done: Prometheus-Basics' }).click()
  await expect(main(page)).toContainText('1 of 9 done, 1 being read')
  await page.goto('/')
  const region = page.getByRole('region', { name: 'Continue' })
  await expect(region.getByRole('heading', { name: 'Prometheus' })).toBeVisible()
  await expect(region.getByRole('listitem')).toContainText('From Graphite to Prometheus records what surprised a team')
  await region.getByRole('button', { name: 'Skip' }).click()
  await expect(region.getByRole('listitem')).not.toContainText('From Graphite')
  await expect(region).toContainText('1 of 8 done, 1 skipped')
  await region.getByRole('button', { name: 'Mark as done' }).click()
  await expect(region).toContainText('2 of 8 done, 1 skipped')
  await region.getByRole('link', { name: 'Prometheus' }).first().click()
  await expect(page).toHaveURL('/prometheus')
  for (const done of await page.getByRole('button', { name: /^Done: /, pressed: false }).elementHandles())
    await done.click()
  await expect(main(page)).toContainText('You’ve read everything here. Next:')
  await page.goto('/')
  await expect(page.getByRole('region', { name: 'Continue' })).toContainText(
    'You’ve read everything in Prometheus. Next:',
  )
})

for (const width of [360, 390])
  test.describe(`at ${width} px`, width === 360 ? {} : slow, () => {
    test.use({ viewport: { width, height: 740 } })

    test('the shelf fits, and works by keyboard alone', async ({ tab: page, signUp }) => {
      await signUp(page)
      await fillShelf(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      const small = await page
        .locator('main :is(a:not(.sentence a), button, summary, input, select)')
        .evaluateAll((all) =>
          all
            .map((each) => [each.textContent, each.getBoundingClientRect()] as const)
            .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24)),
        )
      expect(small).toEqual([])

      const first = rows(page).first()
      await first.locator('.resource-link').focus()
      const reach = async (name: RegExp) => {
        for (let tries = 0; tries < 20; tries++) {
          await page.keyboard.press('Tab')
          if (
            await page.evaluate(
              (source) => new RegExp(source).test(document.activeElement?.getAttribute('aria-label') ?? ''),
              name.source,
            )
          )
            return
        }
        throw new Error(`No way by keyboard to ${name}`)
      }
      await reach(/^Done: /)
      await page.keyboard.press('Space')
      await expect(first.getByRole('button', { name: /^Done: / })).toHaveAttribute('aria-pressed', 'true')
      await reach(/^More for /)
      await page.keyboard.press('Enter')
      await reach(/^(Add a|Change your) note: /)
      await page.keyboard.press('Enter')
      await expect(first.getByRole('textbox')).toBeFocused()
      await page.keyboard.type('By keyboard')
      await expect(first.getByText('Saved.')).toBeVisible()
    })
  })
