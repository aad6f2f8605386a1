import type { Page } from '@playwright/test'
import { button } from './rows'
import { expect, makeAccount, test } from './test'

// Offline, a page that was opened before opens again, and no reader sees another reader's page.

test.use({ serviceWorkers: 'allow', expectedConsole: [/Failed to load resource|ERR_INTERNET_DISCONNECTED|503/] })

const title = 'From Graphite to Prometheus'
const main = (page: Page) => page.getByRole('main')
const notice = (page: Page) => page.getByRole('status').filter({ hasText: 'You’re offline' })

/** All that the service worker keeps, as text. */
const readKept = (page: Page) =>
  page.evaluate(async () => {
    const texts: string[] = []
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys())
        texts.push(`${request.url}\n${await (await caches.match(request))?.text()}`)
    return texts
  })

/** Opens a page, and waits until it opens without a connection. */
async function openAndKeep(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await expect
    .poll(() =>
      page.evaluate(async (path) => (await (await caches.open('portal-pages')).match(path)) !== undefined, address),
    )
    .toBe(true)
}

test('a page that was opened opens offline, and what is marked there is saved afterwards', async ({ page, signUp }) => {
  await signUp(page)
  await openAndKeep(page, '/prometheus')
  await button(page, 'Done', 'Prometheus-Basics').click()
  await expect(main(page)).toContainText('1 of 9 done')

  await page.context().setOffline(true)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Prometheus' })).toBeVisible()
  await expect(notice(page)).toContainText('without your earlier marks')
  await button(page, 'Done', title).click()
  await expect(button(page, 'Done', title)).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText('One change is not saved yet')).toBeVisible()
  await page.reload()
  await expect(page.getByText('One change is not saved yet')).toBeVisible()

  await page.context().setOffline(false)
  await expect(main(page)).toContainText('2 of 9 done')
  await expect(notice(page)).toHaveCount(0)
})

test('copies hold nothing of a reader, and offline marks are not sent by the next reader', async ({ page, signUp }) => {
  const first = await signUp(page)
  await openAndKeep(page, '/prometheus')
  await button(page, 'Done', title).click()
  await expect(main(page)).toContainText('1 of 9 done')
  for (const address of ['/shelf', '/account', '/search?q=git']) await page.goto(address)
  await page.goto('/prometheus')
  const kept = await readKept(page)
  expect(kept.filter((each) => each.includes(first.name) || each.includes(first.email))).toEqual([])
  expect(kept.filter((each) => /^\S*\/(shelf|account|search)\b/.test(each))).toEqual([])
  expect(kept.find((each) => each.startsWith(new URL('/prometheus', page.url()).href))).toContain('Sign in')

  await page.context().setOffline(true)
  await page.reload()
  await button(page, 'Bookmark', title).click()
  await expect(page.getByText('One change is not saved yet')).toBeVisible()

  await page.context().clearCookies()
  await page.context().setOffline(false)
  await signUp(page, makeAccount())
  await page.goto('/prometheus')
  await expect(main(page)).toContainText('0 of 9 done')
  await expect(button(page, 'Bookmark', title)).toHaveAttribute('aria-pressed', 'false')
  await page.goto('/shelf')
  await expect(main(page)).not.toContainText(title)
})

test('a page that was not opened says so, and names those that were', async ({ page }) => {
  await openAndKeep(page, '/prometheus')
  await page.context().setOffline(true)
  await page.goto('/docker', { waitUntil: 'load' })
  await expect(page.getByRole('heading', { level: 1, name: 'You’re offline' })).toBeVisible()
  await page.getByRole('link', { name: 'Prometheus' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Prometheus' })).toBeVisible()
  await expect(notice(page)).toBeVisible()
})
