import type { Page } from '@playwright/test'
import { expect, slow, test } from './test'

// Presses before scripts have loaded are not lost.

/** How often each test runs its steps. */
const rounds = process.env.SLOW ? 3 : 1
const main = (page: Page) => page.getByRole('main')
/** Returns a page's HTML from the server for this browser. */
const ask = async (page: Page, path: string) => (await page.request.get(path)).text()

/** Throttles the page's CPU, so that its scripts start late. Returns a function that ends this. */
async function slowDown(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  return () => session.detach()
}

/** Presses all nine buttons with a pause in milliseconds, without waiting for results. */
async function pressAll(page: Page, moment = 25): Promise<void> {
  await page.locator('main .glyph').nth(8).waitFor({ state: 'attached' })
  // Runs inside the page, and finds each button right before pressing it, since React may have replaced it.
  await page.evaluate(async (moment) => {
    for (let index = 0; index < 9; index++) {
      document.querySelectorAll<HTMLButtonElement>('main .glyph')[index]?.click()
      if (moment) await new Promise((resolve) => setTimeout(resolve, moment))
    }
  }, moment)
}

const arrivals: Record<string, (page: Page) => Promise<void>> = {
  'a page that just began to come': async (page) => {
    await page.goto('/prometheus', { waitUntil: 'commit' })
  },
  'a page behind a link': async (page) => {
    await page.goto('/devops', { waitUntil: 'commit' })
    await page.locator('main a[href="/prometheus"]').first().click({ noWaitAfter: true })
    await page.waitForURL('/prometheus', { waitUntil: 'commit' })
  },
}

/** Whether `npm test` runs a combination: one of the four. */
const isQuick = (who: string, name: string) => who === 'reader' && name === 'a page that just began to come'

for (const [name, arrive] of Object.entries(arrivals))
  for (const who of ['reader', 'visitor'])
    test(
      `a ${who}’s nine presses on ${name} are all saved`,
      isQuick(who, name) ? {} : slow,
      async ({ page, signUp, openSecondBrowser }) => {
        test.setTimeout(60_000 + rounds * 15_000)
        let here = page
        if (who === 'reader') await signUp(page)
        for (let round = 0; round < rounds; round++) {
          if (who === 'visitor' && round > 0) {
            await here.context().close()
            here = await openSecondBrowser()
          }
          const speedUp = await slowDown(here)
          // A reader's second round undoes the first.
          const done = who === 'reader' && round % 2 ? 0 : 9
          await arrive(here)
          await pressAll(here)
          await speedUp()
          await expect(here.locator('main .mark[data-progress="done"]')).toHaveCount(done)
          // As stored by the server.
          await expect.poll(() => ask(here, '/prometheus')).toContain(`${done} of 9 done`)
        }
      },
    )

test('presses are posted as forms and shown if the script never loads', slow, async ({ page, signUp }) => {
  await signUp(page)
  await page.route('**/_next/static/**/*.js', () => {})
  await page.goto('/prometheus', { waitUntil: 'commit' })
  await pressAll(page)
  await expect(page.locator('[data-held]')).toHaveCount(9)
  await expect(main(page)).toContainText('9 of 9 done')
})

/** Presses all nine buttons on a page whose script does not load, and leaves it at once. */
async function pressAndLeave(page: Page): Promise<void> {
  await page.route('**/_next/static/**/*.js', () => {})
  await page.goto('/prometheus', { waitUntil: 'commit' })
  await pressAll(page, 0)
  await expect(page.locator('[data-held]')).toHaveCount(9)
  await page.unroute('**/_next/static/**/*.js')
  await page.goto('/contents', { waitUntil: 'commit' })
}

for (const who of ['reader', 'visitor'])
  test(
    `a ${who}’s presses are saved on a page that is left before its script loads`,
    who === 'visitor' ? {} : slow,
    async ({ page, signUp }) => {
      if (who === 'reader') await signUp(page)
      await pressAndLeave(page)
      await expect.poll(() => ask(page, '/prometheus')).toContain('9 of 9 done')
    },
  )

test('presses are sent when the page is left, in a browser without storage', slow, async ({ page, signUp }) => {
  await signUp(page)
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('No', 'SecurityError')
      },
    })
  })
  await pressAndLeave(page)
  await expect.poll(() => ask(page, '/prometheus')).toContain('9 of 9 done')
})

test.describe('without scripts from the server', () => {
  test.use({ expectedConsole: [/Failed to load resource/] })

  test('presses are posted at once, and refusals are shown', async ({ page, signUp }) => {
    await signUp(page)
    await page.route('**/_next/static/**/*.js', (route) => route.abort())
    await page.goto('/prometheus', { waitUntil: 'commit' })
    // At once: the page reloads as soon as the press is posted.
    await pressAll(page, 0)
    await expect(main(page)).toContainText('9 of 9 done')
    await page
      .locator('main .mark [name="resource"]')
      .first()
      .evaluate((input: HTMLInputElement) => (input.value = 'no-such-resource'))
    await page.locator('main .glyph').first().click()
    await expect(page.getByRole('heading', { name: 'Not saved' })).toBeVisible()
    await expect(page.getByText('This item is no longer in the portal.')).toBeVisible()
  })
})

test('two early presses on a bookmark make one bookmark', slow, async ({ page, signUp }) => {
  await signUp(page)
  const speedUp = await slowDown(page)
  await page.goto('/prometheus', { waitUntil: 'commit' })
  const ribbon = page.locator('main .ribbon').first()
  await ribbon.waitFor({ state: 'attached' })
  await ribbon.evaluate((button: HTMLButtonElement) => [1, 2].forEach(() => button.click()))
  await speedUp()
  await expect(ribbon).toHaveAttribute('aria-pressed', 'true')
  await page.goto('/shelf')
  await expect(
    page.getByRole('navigation', { name: 'Filter by progress' }).getByRole('link', { name: 'Bookmarked 1' }),
  ).toBeVisible()
})
