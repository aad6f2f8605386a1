import { findViolations } from './axe'
import { expect, test } from './test'

/** Every kind of page, for those signed out and in. */
const signedOut = [
  '/',
  '/devops',
  '/prometheus',
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/reset-password?token=x',
  '/confirm-email?token=x',
  '/search?q=prometheus',
  '/search?q=zzzzzz',
  '/no-such-page',
]
const signedIn = ['/', '/devops', '/prometheus', '/shelf', '/shelf?progress=done&sort=title', '/account']

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [390, 1440])
    test.describe(`axe finds nothing at ${width} px, ${colorScheme}`, () => {
      test.use({
        colorScheme,
        viewport: { width, height: 900 },
        expectedConsole: [/404|ERR_FAILED/],
        answersRequests: true,
      })

      test('signed out', async ({ page }) => {
        for (const address of signedOut) {
          await page.goto(address)
          expect(await findViolations(page), address).toEqual([])
        }
      })

      test('as a guest, and while something is not saved', async ({ page }) => {
        await page.goto('/prometheus')
        await page.getByRole('button', { name: 'Done: Prometheus-Basics' }).click()
        await expect(page.getByRole('main')).toContainText('1 of 9 done')
        await page.route('**/api/*', (route) => route.abort())
        await page.getByRole('button', { name: 'Reading: From Graphite to Prometheus' }).click()
        await page.locator('summary[aria-label="Note: From Graphite to Prometheus"]').click()
        await page.getByRole('textbox', { name: 'Note on From Graphite to Prometheus' }).fill('Not saved yet.')
        await expect(page.getByText('2 changes are not saved yet')).toBeVisible()
        expect(await findViolations(page)).toEqual([])
        for (const address of ['/shelf', '/shelf?q=nothing+like+that']) {
          await page.goto(address)
          await expect(page.getByText('2 changes are not saved yet')).toBeVisible()
          expect(await findViolations(page), address).toEqual([])
        }
        await page.goto('/shelf')
        await page.getByRole('button', { name: 'Remove from shelf: Prometheus-Basics' }).click()
        await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
        expect(await findViolations(page), 'undo').toEqual([])
      })

      test('signed in, with marks', async ({ page, signUp }) => {
        await signUp(page)
        await page.goto('/shelf')
        expect(await findViolations(page), 'an empty shelf').toEqual([])
        await page.goto('/prometheus')
        for (const name of [
          'Bookmark: Prometheus-Basics',
          'Done: Prometheus-Basics',
          'Reading: Monitoring with Prometheus',
          'Skip: From Graphite to Prometheus',
        ]) {
          await page.getByRole('button', { name, exact: true }).click()
          await expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-pressed', 'true')
        }
        await expect(page.getByRole('main')).toContainText('1 of 8 done, 1 being read, 1 skipped')
        for (const address of signedIn) {
          await page.goto(address)
          expect(await findViolations(page), address).toEqual([])
        }
        if (width < 600) {
          await page.getByRole('button', { name: 'Contents' }).click()
          expect(await findViolations(page), 'the contents').toEqual([])
        }
      })
    })
