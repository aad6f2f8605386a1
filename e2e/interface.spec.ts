import type { Locator, Page } from '@playwright/test'
import { openRow } from './account-rows'
import { atEachWidth, findViolations } from './axe'
import { button, choose } from './rows'
import { expect, slow, test } from './test'

// Details of the interface that were once wrong.

const overlap = (one: { x: number; y: number; width: number; height: number }, other: typeof one) =>
  Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x) > 0 &&
  Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y) > 0

const widths = [360, 390, 1440]

test('the copy button covers no code', async ({ tab: page }) => {
  await page.goto('/prometheus')
  const blocks = page.locator('.code')
  await expect(page.getByRole('button', { name: 'Copy the code' }).first()).toBeAttached()
  expect(await blocks.count()).toBeGreaterThan(0)
  await atEachWidth(
    page,
    async (width) => {
      for (const block of await blocks.all()) {
        const [button, pre] = [await block.locator('.copy').boundingBox(), await block.locator('pre').boundingBox()]
        expect(overlap(button!, pre!), `at ${width} px`).toBe(false)
      }
    },
    widths,
  )
})

for (const [address, marks] of [
  ['/', false],
  ['/', true],
  ['/devops', false],
  ['/prometheus', true],
  ['/contents', false],
  ['/paths', false],
  ['/shelf', true],
  ['/account', true],
] as const)
  test(
    `everything ends on one of two right edges: ${address}, ${marks ? 'signed in' : 'signed out'}`,
    address === '/' ? {} : slow,
    async ({ tab: page, signUp }) => {
      if (marks) {
        await signUp(page)
        await page.goto('/prometheus')
        await button(page, 'Done', 'Prometheus-Basics').click()
        await expect(page.getByRole('main')).toContainText('1 of 9 done')
      }
      await page.goto(address)
      await atEachWidth(
        page,
        async (width) => {
          const ends = await page.evaluate(() => {
            const right = (element: Element) => Math.round(element.getBoundingClientRect().right)
            const words = (element: Element) => {
              const range = document.createRange()
              range.selectNodeContents(element)
              return Math.round(range.getBoundingClientRect().right)
            }
            const main = document.querySelector('main')!
            const { paddingInlineStart } = getComputedStyle(main)
            const start = main.getBoundingClientRect().left + parseFloat(paddingInlineStart)
            const text = Math.round(start + 41 * parseFloat(getComputedStyle(document.documentElement).fontSize))
            const page = right(document.querySelector('.portal-links')!)
            // The last words of header and footer, and every rule that is no column's.
            const last = [...document.querySelectorAll('.page-head :is(a, button), .portal-links :is(a, button)')]
              .filter((each) => each.checkVisibility() && each.textContent)
              .map(words)
            const rules = [...main.querySelectorAll('*')].filter((each) => {
              const style = getComputedStyle(each)
              const lines = [style.borderTopWidth, style.borderBottomWidth].some((line) => parseFloat(line) > 0)
              return (
                lines &&
                !each.closest(
                  'aside, button, input, .button, .button-quiet, .field, [popover], .example, .path-list, table',
                )
              )
            })
            return {
              header: Math.max(...last),
              page,
              others: rules
                .filter((each) => each.checkVisibility() && Math.abs(each.getBoundingClientRect().left - start) < 2)
                .map((each) => [right(each), each.outerHTML.slice(0, 60)] as const)
                .filter(([end]) => Math.abs(end - text) > 1 && Math.abs(end - page) > 1),
            }
          })
          const there = `${address} at ${width} px`
          expect(Math.abs(ends.header - ends.page), there).toBeLessThanOrEqual(1)
          // Columns end where they end; what begins a line ends on an edge.
          expect(
            ends.others.filter(([, html]) => !html.startsWith('<li><h3')),
            there,
          ).toEqual([])
        },
        [1280, 1440, 1920],
      )
    },
  )

test('the lines of a topic use the whole width on a phone', async ({ tab: page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/contents#chapter-06')
  const faults = await page.locator('.topic-rows > li:visible').evaluateAll((rows) =>
    rows.flatMap((row) => {
      const [line, words] = [row.getBoundingClientRect(), row.querySelector('p')!.getBoundingClientRect()]
      return words.right >= line.right - 1 && words.left - line.left <= 44 ? [] : [row.textContent]
    }),
  )
  expect(faults).toEqual([])
  expect(await page.locator('.topic-rows > li:visible').count()).toBeGreaterThan(2)
})

test('someone signed out sees what a shelf is, and where to begin', async ({ tab: page }) => {
  await page.goto('/shelf')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your shelf')
  await expect(page.getByRole('figure').filter({ hasText: 'An example list.' })).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: 'Sign in' })).toHaveAttribute(
    'href',
    '/sign-in?next=/shelf',
  )
  expect(await findViolations(page)).toEqual([])
  await page.getByRole('link', { name: 'Start with Introduction' }).click()
  await expect(page).toHaveURL('/introduction')
})

test('a guest’s header fits on one line', async ({ tab: page }) => {
  await page.goto('/prometheus')
  await page.getByRole('button', { name: 'Done: Prometheus-Basics' }).click()
  await expect(page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name: 'Shelf' })).toBeVisible()
  await atEachWidth(
    page,
    async (width) => {
      const tops = await page
        .locator('.page-head :is(a, button):visible')
        .evaluateAll((all) =>
          all.map((each) => each.getBoundingClientRect()).map(({ top, height }) => Math.round(top + height / 2)),
        )
      expect(Math.max(...tops) - Math.min(...tops), `at ${width} px`).toBeLessThan(12)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(over, `at ${width} px`).toBeLessThanOrEqual(0)
    },
    widths,
  )
})

test('a long name leaves the other links of a phone’s header on its line', async ({ tab: page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/prometheus')
  const header = page.getByRole('banner')
  const brand = header.getByRole('link').first()
  await brand.evaluate((link) => link.lastChild!.replaceWith('The University of Interviews'))
  const [name, signIn] = [await brand.boundingBox(), await header.getByRole('link', { name: 'Sign in' }).boundingBox()]
  expect(signIn!.y).toBeLessThan(name!.y + name!.height)
  expect(signIn!.x).toBeGreaterThan(name!.x + name!.width)
})

test('chapters and topics are numbered without gaps', async ({ tab: page }) => {
  await page.goto('/devops')
  const numbers = await page.locator('#sidebar-contents > ol > li > a > i').allInnerTexts()
  expect(numbers.length).toBeGreaterThan(1)
  expect(numbers).toEqual(numbers.map((_, index) => String(index + 1)))
  const chapter = await page.locator('#sidebar-contents [aria-current] > i').innerText()
  const below = await page.locator('.topic-rows > li > span:first-child').allInnerTexts()
  expect(below.length).toBeGreaterThan(1)
  expect(below).toEqual(below.map((_, index) => `${chapter}.${index + 1}`))
})

test('a chapter’s first page counts the tutorials of the whole chapter', async ({ tab: page, signUp }) => {
  await signUp(page)
  await page.goto('/django')
  const chapter = await page.locator('.breadcrumb a').nth(1).getAttribute('href')
  await page.goto(chapter ?? '')
  await expect(page.locator('.on-this-page a').first()).toHaveText('In this chapter')
  const own = await page.locator('main .glyph').count()
  const line = page.locator('.topic-progress .place')
  const total = /^0 of (\d+) done\./.exec(await line.innerText())?.[1]
  expect(Number(total)).toBeGreaterThan(own)
  await line.press('Enter')
  await expect(page).toHaveURL(/#in-this-chapter$/)
})

test.describe('the browser’s toolbar', () => {
  for (const theme of ['dark', 'light'] as const)
    test(`has the colour of the theme: ${theme}`, theme === 'dark' ? {} : slow, async ({ tab: page }) => {
      const colour = () =>
        page.evaluate(
          () =>
            [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')].find(
              ({ media }) => !media || matchMedia(media).matches,
            )?.content,
        )
      await page.emulateMedia({ colorScheme: theme === 'dark' ? 'light' : 'dark' })
      await page.addInitScript(
        (chosen) => sessionStorage.getItem('reset') || localStorage.setItem('theme', chosen),
        theme,
      )
      await page.goto('/prometheus')
      expect(await colour()).toBe(theme === 'dark' ? '#121815' : '#fbfcf8')
      await page.getByRole('button', { name: 'System' }).click()
      expect(await colour()).toBe(theme === 'dark' ? '#fbfcf8' : '#121815')
      await page.getByRole('button', { name: theme === 'dark' ? 'Dark' : 'Light', exact: true }).click()
      expect(await colour()).toBe(theme === 'dark' ? '#121815' : '#fbfcf8')
    })
})

test('controls have an edge in forced colours', async ({ tab: page, signUp }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  const expectEdges = async (address: string) => {
    // Shown before scripts load, too.
    await page.goto(address, { waitUntil: 'load' })
    const bare = await page.locator(':is(button, .button, input, select, textarea):visible').evaluateAll((all) =>
      all
        .filter((each) => !each.matches('.glyph, .ribbon, .more, .menu-item, [type="radio"], [type="checkbox"]'))
        .filter(
          (each) =>
            parseFloat(getComputedStyle(each).borderTopWidth) < 1 || getComputedStyle(each).borderTopStyle === 'none',
        )
        .map((each) => each.outerHTML.slice(0, 200)),
    )
    expect(bare, address).toEqual([])
  }
  for (const address of ['/search?q=docker', '/sign-in', '/sign-up', '/forgot-password', '/resources'])
    await expectEdges(address)
  await signUp(page)
  for (const address of ['/prometheus', '/shelf', '/account']) await expectEdges(address)
})

/** Returns the computed value of a system colour. */
const readColour = (page: Page, name: string) =>
  page.evaluate((name) => {
    const probe = Object.assign(document.createElement('i'), { style: `color: ${name}; forced-color-adjust: none` })
    document.body.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  }, name)

/** Returns the computed background color of an element's `::before`. */
const readBeforeColour = (element: Locator) =>
  element.evaluate((each) => getComputedStyle(each, '::before').backgroundColor)

test('forced colours keep what is done, noted, open, and chosen in search', async ({ tab: page, signUp }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await signUp(page)
  await page.goto('/prometheus')
  await page.locator('main .glyph').first().click()
  const spines = page.locator('#sidebar-contents .spines')
  await expect(spines).toHaveCSS('forced-color-adjust', 'none')
  await expect(spines.locator('[data-progress="done"]')).toHaveCSS(
    'background-color',
    await readColour(page, 'Highlight'),
  )
  expect(await readBeforeColour(page.locator('.sidebar a[aria-current]'))).toBe(await readColour(page, 'Highlight'))
  await page.keyboard.press('m')
  await page.keyboard.type('Noted')
  await page.keyboard.press('Escape')
  expect(await readBeforeColour(page.locator('.note'))).toBe(await readColour(page, 'CanvasText'))
  await page.keyboard.press('/')
  const options = page.getByRole('dialog', { name: 'Search' }).getByRole('option')
  await expect(options).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await expect(options).toHaveCSS('outline-style', 'solid')
})

test.describe('a reader in Kolkata', () => {
  for (const javaScriptEnabled of [true, false])
    test.describe(javaScriptEnabled ? 'with script' : 'without script', javaScriptEnabled ? {} : slow, () => {
      test.use({ javaScriptEnabled, contextOptions: { timezoneId: 'Asia/Kolkata' } })

      test('sees times with their zone', async ({ page, signUp, openSecondBrowser, baseURL }) => {
        const account = await signUp(page)
        await page.goto('/account')
        const section = await openRow(page, 'Sessions')
        await expect(section).not.toContainText('Last used')
        const other = await openSecondBrowser()
        await other.request.post('/api/sign-in', {
          data: { email: account.email, password: account.password },
          headers: { Origin: baseURL ?? '' },
        })
        await page.reload()
        await openRow(page, 'Sessions')
        await expect(section).toContainText('“Last used”')
        await expect(section.getByText(/last used/).last()).toContainText(javaScriptEnabled ? 'GMT+5:30' : 'UTC')
      })
    })
})

test.describe('pages without the application', () => {
  test.use({ javaScriptEnabled: false })

  for (const colorScheme of ['light', 'dark'] as const)
    test(`have the portal’s look: ${colorScheme}`, colorScheme === 'light' ? {} : slow, async ({ page, signUp }) => {
      await page.emulateMedia({ colorScheme })
      await signUp(page)
      await page.goto('/prometheus')
      await page.getByRole('button', { name: 'Done: Prometheus-Basics' }).click()
      await page.goto('/shelf')
      await choose(page, 'Remove from shelf', 'Prometheus-Basics')
      await expect(page.getByRole('heading', { name: 'Removed' })).toBeVisible()
      const look = await page.evaluate(() => ({
        ground: getComputedStyle(document.body).backgroundColor,
        title: getComputedStyle(document.querySelector('h1')!).fontWeight,
      }))
      expect(look).toEqual({
        ground: colorScheme === 'dark' ? 'rgb(18, 24, 21)' : 'rgb(251, 252, 248)',
        title: '800',
      })
      for (const each of await page.locator('a, button').all()) {
        const box = await each.boundingBox()
        expect(Math.min(box!.height, box!.width)).toBeGreaterThanOrEqual(24)
        await each.focus()
        await expect(each).toBeFocused()
      }
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect(page).toHaveURL('/shelf')
    })
})
