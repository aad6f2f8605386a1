import { expect, followSignUpLink, makeAccount, test, type Account } from './test'
import type { Page, Request } from '@playwright/test'

// The journey on a portal that shares its host with others: https://example.org/learn. Addresses here are relative.

/** What a page asked of the host outside the portal. */
function watchEscapes(page: Page): string[] {
  const escaped: string[] = []
  page.on('request', (request: Request) => {
    const { pathname, protocol } = new URL(request.url())
    if (/^https?:$/.test(protocol) && !pathname.startsWith('/learn/')) escaped.push(request.url())
  })
  return escaped
}

/** From the first page to a topic, a new account, a mark, and back to it. */
async function travel(page: Page, account: Account): Promise<void> {
  await page.goto('./')
  const contents = page.getByRole('navigation', { name: 'Contents' })
  await contents.getByRole('link', { name: /DevOps/ }).click()
  await expect(page).toHaveURL('devops')
  await contents.getByRole('link', { name: /Prometheus/ }).click()
  await expect(page).toHaveURL('prometheus')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Make an account' }).click()
  await page.getByLabel('Name').fill(account.name)
  await page.getByLabel('Email address').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Make an account' }).click()
  await followSignUpLink(page, account)
  await expect(page).toHaveURL('prometheus')

  const done = page.getByRole('button', { name: 'Done: Prometheus-Basics' })
  await done.click()
  await expect(done).toHaveAttribute('aria-pressed', 'true')
  // The count comes from the server.
  await expect(page.getByRole('main')).toContainText('1 of 9 done')
  await page.reload()
  await expect(done).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('link', { name: 'Shelf' }).click()
  await expect(page).toHaveURL('shelf')
  await expect(page.getByRole('main')).toContainText('1 done')
}

test('a reader travels below a path without leaving it', async ({ page, account }) => {
  const escaped = watchEscapes(page)
  await travel(page, account)

  // The keys, the search and a router that has not loaded a page anew on the way.
  await page.goto('devops')
  await page.evaluate(() => Object.assign(window, { isSameDocument: true }))
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('prometheus')
  await page
    .getByRole('option', { name: /Prometheus/ })
    .first()
    .click()
  await expect(page).toHaveURL(/\/learn\/prometheus/)
  await page.goBack()
  await expect(page).toHaveURL('devops')
  await page.keyboard.press('g')
  await page.keyboard.press('h')
  await expect(page).toHaveURL('./')
  expect(await page.evaluate(() => 'isSameDocument' in window)).toBe(true)

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
  expect(escaped).toEqual([])

  const cookies = await page.context().cookies()
  expect(cookies.map(({ name, path }) => [/\.learn$/.test(name), path])).toEqual(cookies.map(() => [true, '/learn']))
  const stored = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])
  expect(stored.filter((key) => !key.startsWith('/learn:') && !key.startsWith('__next'))).toEqual([])
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('a reader travels below a path without leaving it', async ({ page }) => {
    const escaped = watchEscapes(page)
    await travel(page, makeAccount())
    await page.goto('search?q=prometheus')
    await page.getByRole('main').getByRole('link', { name: 'Prometheus', exact: true }).first().click()
    await expect(page).toHaveURL(/\/learn\/prometheus/)
    expect(escaped).toEqual([])
  })
})
