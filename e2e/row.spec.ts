import { button, choose, menu, meta, openMenu, openNote, readNote } from './rows'
import { expect, slow, test } from './test'

// The row of a tutorial: its size, its menu and its progress.

const title = 'From Graphite to Prometheus'

test('a list of nine is short, has few tab stops, and no pressed buttons at first', async ({ tab: page, signUp }) => {
  await signUp(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/prometheus')
  const list = page.locator('main .resources')
  await expect(list.locator('.glyph')).toHaveCount(9)
  expect((await list.boundingBox())?.height).toBeLessThanOrEqual(1450)
  const stops = await list
    .locator('a[href], button, input:not([type="hidden"]), textarea, select, summary')
    .evaluateAll((all) => all.filter((each) => each.checkVisibility()).length)
  expect(stops).toBeLessThanOrEqual(40)
  await expect(list.locator('[aria-pressed="true"]')).toHaveCount(0)
})

test('the circles of a numbered list leave room for its numbers, at 320 and 1440 px', async ({ tab: page }) => {
  // Without our scripts, which would find their rows elsewhere.
  await page.goto('/prometheus', { waitUntil: 'load' })
  const list = page.locator('main .resources')
  await list.evaluate((bullets) => {
    const numbers = document.createElement('ol')
    numbers.className = bullets.className
    numbers.append(...bullets.childNodes)
    bullets.replaceWith(numbers)
  })
  const row = list.locator('.resource').first()
  for (const width of [320, 1440]) {
    await page.setViewportSize({ width, height: 844 })
    const [glyph, words] = [await row.locator('.glyph').boundingBox(), await row.locator('.sentence').boundingBox()]
    // The circle is half as wide as its button.
    expect(words!.x - (glyph!.x + glyph!.width * 0.75), `${width} px`).toBeGreaterThan(24)
    expect(glyph!.x + glyph!.width * 0.25, `${width} px`).toBeGreaterThanOrEqual(0)
  }
})

for (const width of [320, 390, 768, 1440])
  test.describe(`at ${width} px`, width === 320 ? {} : slow, () => {
    test.use({ expectedConsole: [/ERR_FAILED/], answersRequests: true })

    test('no control covers another or text, and all are large enough', async ({ tab: page, signUp }) => {
      await signUp(page)
      await page.setViewportSize({ width, height: 844 })
      await page.goto('/prometheus')
      await page.route('**/api/*', (route) => route.abort())
      await button(page, 'Done', title).click()
      await expect(page.getByText('“Done” is not saved yet.')).toBeVisible()
      const faults = await page.locator('main .resource').evaluateAll((rows) =>
        rows.flatMap((row) => {
          const controls = [
            ...row.querySelectorAll('.glyph, .ribbon, .more, .mark-status a, .mark-status button, .resource-link'),
          ]
          return controls.flatMap((one) => {
            one.scrollIntoView({ block: 'center', behavior: 'instant' })
            const box = one.getClientRects()[0]!
            const words = one.ariaLabel ?? one.textContent
            const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
            return [
              ...(hit && one.contains(hit) ? [] : [`${words} lies under ${hit?.outerHTML.slice(0, 60)}`]),
              ...(one.matches('button') && (box.width < 24 || box.height < 24) ? [`${words} is too small`] : []),
            ]
          })
        }),
      )
      expect(faults).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    })
  })

test('progress is set by field and slider, shown, and kept when Reading is pressed again', async ({
  tab: page,
  signUp,
}) => {
  await signUp(page)
  await page.goto('/prometheus')
  await openMenu(page, title)
  await expect(page.getByLabel(`Progress: ${title}`)).toHaveCount(0)
  await menu(page)
    .getByRole('button', { name: `Reading: ${title}` })
    .click()
  await openMenu(page, title)
  await menu(page).getByLabel(`Percent read: ${title}`).fill('40')
  await expect(meta(page, title)).toContainText('Reading, 40%')
  await menu(page).getByLabel(`Percent read: ${title}`).fill('4000')
  await page.keyboard.press('Escape')
  await expect(meta(page, title)).toContainText('Reading, 40%')
  await choose(page, 'Reading', title)
  await expect(page.locator('main')).toContainText('1 being read')
  await page.reload()
  await expect(meta(page, title)).toContainText('Reading, 40%')
  await openMenu(page, title)
  await menu(page)
    .getByRole('slider', { name: `Progress: ${title}` })
    .focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(meta(page, title)).toContainText('Reading, 50%')
  await page.goto('/shelf')
  await expect(meta(page, title)).toContainText('Reading, 50%')
})

test('the menu has all states, with the current one pressed', async ({ tab: page, signUp }) => {
  await signUp(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/prometheus')
  const states = ['Not started', 'Reading', 'Done', 'Skip'].map((state) => `${state}: ${title}`)
  const shown = menu(page).locator('[name="progress"]')
  for (const [state, word] of [
    ['Reading', 'Reading'],
    ['Done', 'Done'],
    ['Skip', 'Skipped'],
    ['Not started', ''],
  ] as const) {
    await choose(page, state, title)
    await expect(meta(page, title)).toContainText(word)
    await openMenu(page, title)
    expect(await shown.evaluateAll((all) => all.map((each) => each.ariaLabel))).toEqual(states)
    await expect(menu(page).locator('[aria-pressed="true"]')).toHaveAccessibleName(`${state}: ${title}`)
    await page.keyboard.press('Escape')
  }
  await expect(meta(page, title)).not.toContainText('Skipped')
})

test('a tap outside the menu closes it, and the row keeps its state', async ({ tab: page, signUp }) => {
  await signUp(page)
  await page.goto('/prometheus')
  await openMenu(page, title)
  await page.getByRole('heading', { name: 'Tutorials' }).click()
  await expect(menu(page)).toHaveCount(0)
  await expect(button(page, 'Done', title)).toHaveAttribute('aria-pressed', 'false')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a reader sets the states of the menu and the progress', slow, async ({ page, signUp }) => {
    await signUp(page)
    await page.goto('/prometheus')
    await choose(page, 'Skip', title)
    await expect(meta(page, title)).toContainText('Skipped')
    await choose(page, 'Reading', title)
    await expect(meta(page, title)).toContainText('Reading')
    await openMenu(page, title)
    await expect(menu(page).getByText('Note', { exact: true })).toBeVisible()
    await menu(page).getByLabel('Progress').fill('40')
    await menu(page).getByRole('button', { name: 'Save progress' }).click()
    await expect(meta(page, title)).toContainText('Reading, 40%')
    await choose(page, 'Reading', title)
    await expect(meta(page, title)).toContainText('Reading, 40%')
    await choose(page, 'Not started', title)
    await expect(page.getByRole('main')).toContainText('0 of 9 done.')
    await expect(button(page, 'Done', title)).toHaveAttribute('aria-pressed', 'false')
  })
})

test('a second press on the circle restores the state that it replaced', async ({ tab: page, signUp }) => {
  await signUp(page)
  await page.goto('/prometheus')
  await choose(page, 'Reading', title)
  await openMenu(page, title)
  await menu(page).getByLabel(`Percent read: ${title}`).fill('40')
  await expect(meta(page, title)).toContainText('Reading, 40%')
  await page.keyboard.press('Escape')
  await button(page, 'Done', title).click()
  await expect(meta(page, title)).toContainText('Done')
  await button(page, 'Done', title).click()
  await expect(meta(page, title)).toContainText('Reading, 40%')
})

test('a state chosen right after the slider wins', async ({ tab: page, signUp }) => {
  await signUp(page)
  await page.goto('/prometheus')
  await choose(page, 'Reading', title)
  await openMenu(page, title)
  await menu(page).getByLabel(`Percent read: ${title}`).fill('60')
  await menu(page)
    .getByRole('button', { name: `Skip: ${title}` })
    .click()
  await expect(page.getByRole('main')).toContainText('0 of 8 done, 1 skipped')
  await page.reload()
  await expect(meta(page, title)).toContainText('Skipped')
})

test('an open note is closed on the next page', async ({ tab: page, signUp }) => {
  await signUp(page)
  await page.goto('/prometheus')
  const field = await openNote(page, title)
  await field.fill('To be read with care.')
  await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'Shelf' }).click()
  await expect(readNote(page, title)).toContainText('To be read with care.')
  await expect(page.getByRole('main').getByRole('textbox', { name: `Note on ${title}` })).toHaveCount(0)
})

test('a visitor who chooses the current state does not become a guest', async ({ tab: page }) => {
  const posts: string[] = []
  page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()))
  await page.goto('/prometheus')
  await page.locator('.resource-link').last().focus()
  await page.keyboard.press('t')
  await choose(page, 'Not started', title)
  await expect(menu(page)).toHaveCount(0)
  await expect(page.getByText('saved for this browser only')).toHaveCount(0)
  expect(posts).toEqual([])
})
