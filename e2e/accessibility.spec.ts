import { expectAccessible, findViolations } from './axe'
import { button, choose, openMenu, openNote } from './rows'
import { expect, test } from './test'

/** Every kind of page, signed out and signed in. */
const signedOut = [
  '/',
  '/prometheus',
  '/virtual-environments',
  '/contents',
  '/resources',
  '/paths/from-laptop-to-live',
  '/sign-in',
  '/search?q=prometheus',
  '/no-such-page',
]
const signedIn = ['/', '/prometheus', '/shelf', '/shelf/import', '/account']
/** Pages of the same kinds, in `npm run test:assurance`. */
const more = process.env.SLOW
  ? {
      signedOut: [
        '/devops',
        '/paths',
        '/sign-up',
        '/forgot-password',
        '/reset-password?token=x',
        '/confirm-email?token=x',
        '/search?q=zzzzzz',
      ],
      asGuest: ['/shelf?q=nothing+like+that'],
      signedIn: ['/devops', '/shelf/export', '/paths/from-laptop-to-live', '/shelf?progress=done&sort=title'],
    }
  : { signedOut: [], asGuest: [], signedIn: [] }

test.describe('axe finds nothing in both themes', () => {
  test.use({ expectedConsole: [/404/] })

  test('signed out', async ({ tab: page }) => {
    for (const address of [...signedOut, ...more.signedOut]) {
      await page.goto(address)
      await expectAccessible(page, address)
    }
  })

  test.describe('without an answer', () => {
    test.use({ expectedConsole: [/ERR_FAILED/], answersRequests: true })

    test('as a guest, and with an unsaved change', async ({ tab: page }) => {
      const main = page.getByRole('main')
      await page.goto('/prometheus')
      await main.getByRole('button', { name: 'Done: Prometheus-Basics' }).click()
      await expect(main).toContainText('1 of 9 done')
      await page.route('**/api/*', (route) => route.abort())
      await choose(page, 'Reading', 'From Graphite to Prometheus')
      await (await openNote(page, 'From Graphite to Prometheus')).fill('Not saved yet.')
      await expect(page.getByText('2 changes are not saved yet')).toBeVisible()
      await openMenu(page, 'Prometheus-Basics')
      await expectAccessible(page, 'a topic')
      for (const address of ['/shelf', ...more.asGuest]) {
        await page.goto(address)
        await expect(page.getByText('2 changes are not saved yet')).toBeVisible()
        await expectAccessible(page, address)
      }
      await page.goto('/shelf')
      await choose(page, 'Remove from shelf', 'Prometheus-Basics')
      await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
      await expectAccessible(page, 'undo')
    })
  })

  test('signed in, with marks', async ({ tab: page, signUp }) => {
    await signUp(page)
    await page.goto('/shelf')
    await expectAccessible(page, 'an empty shelf')
    await page.goto('/prometheus')
    await button(page, 'Bookmark', 'Prometheus-Basics').click()
    await button(page, 'Done', 'Prometheus-Basics').click()
    await expect(page.getByRole('main')).toContainText('1 of 9 done')
    await choose(page, 'Reading', 'Monitoring with Prometheus')
    await choose(page, 'Skip', 'From Graphite to Prometheus')
    await expect(page.getByRole('main')).toContainText('1 of 8 done, 1 being read, 1 skipped')
    for (const address of [...signedIn, ...more.signedIn]) {
      await page.goto(address)
      await expectAccessible(page, address)
    }
    await page.setViewportSize({ width: 390, height: 900 })
    await page.getByRole('button', { name: 'Contents' }).click()
    expect(await findViolations(page), 'the contents').toEqual([])
  })
})

test('axe finds text that is too faint in one theme, and an unknown role', async ({ tab: page }) => {
  await page.goto('/sign-in')
  const find = async () => (await findViolations(page, 'main')).map(({ id }) => id)
  for (const [theme, colour] of [
    ['light', '#ddd'],
    ['dark', '#333'],
  ] as const) {
    await page.evaluate((style) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(style)
      document.adoptedStyleSheets = [sheet]
    }, `@media (prefers-color-scheme: ${theme}) { main h1 { color: ${colour} !important } }`)
    expect(await find(), theme).toEqual(['color-contrast'])
  }
  await page.evaluate(() => {
    document.adoptedStyleSheets = []
    document.querySelector('main form')?.setAttribute('role', 'nothing')
  })
  expect(await find()).toEqual(['aria-roles'])
})
