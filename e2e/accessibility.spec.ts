import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './test'

/** Every kind of page, for those signed out and in. */
const signedOut = ['/', '/devops', '/prometheus', '/sign-in', '/sign-up', '/forgot-password', '/reset-password?token=x', '/confirm-email?token=x', '/no-such-page']
const signedIn = ['/', '/devops', '/prometheus', '/shelf', '/account']

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [390, 1440])
    test.describe(`axe finds nothing at ${width} px, ${colorScheme}`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 }, expectedConsole: [/404/] })

      test('signed out', async ({ page }) => {
        for (const address of signedOut) {
          await page.goto(address)
          expect((await new AxeBuilder({ page }).analyze()).violations, address).toEqual([])
        }
      })

      test('signed in, with marks', async ({ page, signUp }) => {
        await signUp(page)
        await page.goto('/prometheus')
        for (const name of ['Bookmark: Prometheus-Basics', 'Done: Prometheus-Basics', 'Reading: Monitoring with Prometheus', 'Skip: From Graphite to Prometheus']) {
          await page.getByRole('button', { name, exact: true }).click()
          await expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-pressed', 'true')
        }
        await expect(page.getByRole('main')).toContainText('1 of 8 done, 1 being read, 1 skipped')
        for (const address of signedIn) {
          await page.goto(address)
          expect((await new AxeBuilder({ page }).analyze()).violations, address).toEqual([])
        }
        if (width < 600) {
          await page.getByRole('button', { name: 'Contents' }).click()
          expect((await new AxeBuilder({ page }).analyze()).violations, 'the contents').toEqual([])
        }
      })
    })
