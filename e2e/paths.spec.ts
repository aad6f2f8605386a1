import { button, choose } from './rows'
import { expect, slow, test } from './test'

// Paths through topics, with the marks that readers have everywhere. Also without JavaScript.

const path = '/paths/from-laptop-to-live'
const tutorials = ['Initial Server Setup with Ubuntu', 'Understanding Systemd Units and Unit Files']

test('a path is found from the home page, and is the open one in the sidebar', async ({ tab: page }) => {
  await page.goto('/')
  await page.getByRole('region', { name: 'Paths' }).getByRole('link', { name: 'From laptop to live' }).click()
  await expect(page).toHaveURL(path)
  await expect(page.getByRole('heading', { level: 1, name: 'From laptop to live' })).toBeVisible()
  await expect(
    page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'From laptop to live' }),
  ).toHaveAttribute('aria-current', 'page')
  await expect(page.getByRole('main')).toContainText('3 steps, 7 tutorials, 10 to 15 hours.')
  await page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: 'Backups' }).click()
  await expect(page).toHaveURL(`${path}#step-3`)
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Paths' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Paths' })).toBeVisible()
})

for (const script of [true, false])
  test.describe(script ? 'with script' : 'without script', script ? {} : slow, () => {
    test.use({ javaScriptEnabled: script })

    test('marks set on a path show on its topics, and to no other reader', async ({
      tab: page,
      signUp,
      openSecondBrowser,
    }) => {
      await signUp(page)
      await page.goto(path)
      const main = page.getByRole('main')
      await expect(main.getByRole('link', { name: 'Start with Servers' })).toBeVisible()
      const next = main.getByRole('heading', { name: 'nginx' })
      const measure = () => next.evaluate((each) => each.getBoundingClientRect().top + scrollY)
      const before = await measure()
      for (const title of tutorials) {
        await button(page, 'Done', title).click()
        await expect(button(page, 'Done', title)).toHaveAttribute('aria-pressed', 'true')
        await expect(page).toHaveURL(new RegExp(`^[^#]*${path}(#resource-\\w+)?$`))
      }
      // The step is finished, and nothing moves under the pointer. Without scripts, the page was loaded again, with the
      // step closed.
      if (script) {
        await expect(main).toContainText('2 of 2 done')
        expect(await measure()).toBe(before)
      }
      await choose(page, 'Reading', "Beginner's Guide")
      await expect(main).toContainText('Step 2 of 3, 2 of 7 done, 1 being read.')
      await expect(main.getByRole('link', { name: 'Continue with nginx' })).toBeVisible()

      // A finished step is closed on the next load, and opens without scripts.
      await page.reload()
      const first = main.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Servers' }) })
      await expect(first).toContainText('2 of 2 done')
      await expect(button(page, 'Done', tutorials[0]!)).toBeHidden()
      await first.getByText('2 tutorials').click()
      await expect(button(page, 'Done', tutorials[0]!)).toBeVisible()

      await page.goto('/servers')
      await expect(button(page, 'Done', tutorials[0]!)).toHaveAttribute('aria-pressed', 'true')
      await page.goto('/paths')
      await expect(main).toContainText('Step 2 of 3: nginx')

      const other = await openSecondBrowser()
      await signUp(other)
      await other.goto(path)
      await expect(other.getByRole('link', { name: 'Start with Servers' })).toBeVisible()
      await expect(other.getByRole('button', { pressed: true, name: /^(Bookmark|Done)/ })).toHaveCount(0)
    })
  })

test('a topic shows its place in a path, and what to read before it', async ({ tab: page }) => {
  await page.goto('/nginx')
  await expect(page.getByText('Working knowledge · Before this: Servers')).toBeVisible()
  await page.getByText('Before this').getByRole('link', { name: 'Servers' }).click()
  await expect(page).toHaveURL('/servers')
})

test.describe('an unknown path', () => {
  test.use({ expectedConsole: [/404/] })

  test('is answered with 404', async ({ tab: page }) => {
    expect((await page.goto('/paths/no-such-path'))?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  })
})
