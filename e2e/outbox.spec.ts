import { openRow } from './account-rows'
import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import type { APIResponse, Page } from '@playwright/test'
import { startPortal } from './own-portal'
import { choose, meta } from './rows'
import { expect, slow, test } from './test'

// With a bad connection, no change is lost or shown as saved too early.

const title = 'From Graphite to Prometheus'
/** Finds a button by its label. By its role, the browser would compute the names of the whole page. */
const button = (page: Page, state: string, of = title) =>
  page.locator(`button[aria-label="${state}: ${of}"]:not(.menu-item)`)
const unsaved = (page: Page) => page.getByRole('status').filter({ hasText: /“.+” is not saved yet/ })
const notSent = (page: Page) => page.getByRole('status').filter({ hasText: /changes? (is|are) not saved yet/ })
const main = (page: Page) => page.locator('main')

test.use({ expectedConsole: [/Failed to load resource/], answersRequests: true })

test.describe('R17: a mark', () => {
  test.beforeEach(async ({ tab: page, signUp }) => {
    await signUp(page)
    await page.goto('/prometheus')
  })

  test('without a connection is shown as not saved, kept in order, and sent once there is one', async ({
    tab: page,
  }) => {
    const sent: string[] = []
    // Not those that fail: a retry may begin just before the connection is back. Nor the one that prolongs the session.
    page.on('requestfinished', (request) => {
      const { pathname } = new URL(request.url())
      if (request.method() === 'POST' && pathname !== '/api/session') sent.push(pathname)
    })
    await page.context().setOffline(true)
    await button(page, 'Done').click()
    await expect(button(page, 'Done')).toHaveAttribute('aria-pressed', 'true')
    await expect(unsaved(page)).toContainText(
      '“Done” is not saved yet. The portal can’t be reached; you may be offline. It’s stored in this browser and will be sent automatically.',
    )
    await expect(main(page)).toContainText('0 of 9 done')
    await choose(page, 'Reading', 'Prometheus-Basics')
    await button(page, 'Bookmark').click()
    await expect(notSent(page)).toContainText('3 changes are not saved yet.')

    await page.context().setOffline(false)
    await expect(main(page)).toContainText('1 of 9 done, 1 being read')
    await expect(page.getByText('not saved yet')).toHaveCount(0)
    await expect.poll(() => sent).toEqual(['/api/reading-progress', '/api/reading-progress', '/api/bookmarks'])
    await page.reload()
    for (const each of [button(page, 'Done'), button(page, 'Bookmark')])
      await expect(each).toHaveAttribute('aria-pressed', 'true')
    await expect(button(page, 'Done', 'Prometheus-Basics')).toHaveAttribute('aria-pressed', 'mixed')
  })

  test('that is left while it is being saved shows on a page from before', slow, async ({ tab: page }) => {
    const [made, kept] = [new EventEmitter(), new EventEmitter()]
    // Reads the outbox from a second page, which shares its storage: a page that is being left can't be queried.
    const other = await page.context().newPage()
    await other.goto('/sign-in')
    const [isMade, isKept] = [once(made, 'now'), once(kept, 'now')]
    await page.route('**/api/bookmarks', async (route) => {
      await isMade
      await route.continue()
    })
    await page.route('**/shelf', async (route) => {
      if (route.request().resourceType() !== 'document') return route.continue()
      const response = await route.fetch()
      made.emit('now')
      await isKept
      await route.fulfill({ response })
    })
    await button(page, 'Bookmark').click()
    const answered = page.waitForResponse('**/api/bookmarks').then((response) => response.finished())
    const arrived = page.goto('/shelf')
    await answered
    await expect
      .poll(() => other.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('portal-change:'))))
      .toEqual([])
    kept.emit('now')
    await arrived
    await expect(main(page).getByRole('link', { name: title }).first()).toBeVisible()
  })

  test('survives a reload as not saved, and is sent on request', async ({ tab: page }) => {
    // It would be sent by itself after ten minutes.
    await page.route('**/api/*', (route) =>
      route.fulfill({
        status: 503,
        headers: { 'Retry-After': '600' },
        json: { error: { message: 'The database can’t be reached just now.' } },
      }),
    )
    await button(page, 'Done').click()
    await expect(unsaved(page)).toBeVisible()
    await page.reload()
    await expect(button(page, 'Done')).toHaveAttribute('aria-pressed', 'true')
    await expect(unsaved(page)).toContainText('“Done” is not saved yet.')
    await expect(main(page)).toContainText('0 of 9 done')
    await page.goto('/devops')
    await expect(notSent(page)).toContainText('One change is not saved yet.')

    await page.unroute('**/api/*')
    await notSent(page).getByRole('button', { name: 'Try now' }).click()
    await expect(page.getByText('not saved yet')).toHaveCount(0)
    await page.goto('/prometheus')
    await expect(main(page)).toContainText('1 of 9 done')
  })

  test('is sent again automatically after its response was lost, and saved once', async ({ tab: page }) => {
    let lost = 0
    const shown = new EventEmitter()
    const isShown = once(shown, 'now')
    await page.route('**/api/reading-progress', async (route) => {
      if (lost++ > 0) return isShown.then(() => route.continue())
      await route.fetch()
      await route.abort()
    })
    await button(page, 'Done').click()
    await expect(unsaved(page)).toBeVisible()
    shown.emit('now')
    await expect(main(page)).toContainText('1 of 9 done')
    expect(lost).toBe(2)
    await page.goto('/shelf')
    await expect(
      page.getByRole('listitem').filter({ hasText: title }).getByRole('button', { name: 'Done' }),
    ).toHaveCount(1)
  })

  test('is not shown as saved if the server fails, or something else answers for it', async ({ tab: page }) => {
    await page.route('**/api/reading-progress', (route) => route.fulfill({ status: 500, body: 'oops' }))
    await button(page, 'Done').click()
    await expect(unsaved(page)).toContainText('The portal can’t save changes right now.')
    await page.unroute('**/api/reading-progress')
    await page.route('**/api/reading-progress', (route) =>
      route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Welcome to the hotel</h1>' }),
    )
    const answered = page.waitForResponse(
      (response) => response.url().endsWith('/api/reading-progress') && response.ok(),
    )
    await choose(page, 'Skip', title)
    await (await answered).finished()
    await page.reload()
    await expect(unsaved(page)).toContainText('“Skipped” is not saved yet.')
    await expect(meta(page, title)).toContainText('Skipped')
    await expect(main(page)).toContainText('0 of 9 done.')
  })

  test('that the server refuses is undone with a message', async ({ tab: page }) => {
    await page.route('**/api/reading-progress', (route) =>
      route.fulfill({ status: 404, json: { error: { message: 'This item is no longer in the portal.' } } }),
    )
    await button(page, 'Done').click()
    await expect(
      page.getByRole('status').filter({ hasText: '“Done” was not saved. This item is no longer in the portal.' }),
    ).toBeVisible()
    await expect(button(page, 'Done')).toHaveAttribute('aria-pressed', 'false')
    await page.unroute('**/api/reading-progress')
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(main(page)).toContainText('1 of 9 done')
  })

  test('on a slow connection is shown as being sent', slow, async ({ tab: page }) => {
    const network = await page.context().newCDPSession(page)
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 2500,
      downloadThroughput: 50_000,
      uploadThroughput: 50_000,
    })
    await button(page, 'Done').click()
    await expect(button(page, 'Done')).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByRole('status').filter({ hasText: 'Saving…' })).toBeVisible()
    await expect(main(page)).toContainText('0 of 9 done')
    await expect(main(page)).toContainText('1 of 9 done')
    await expect(page.getByText('Saving…')).toHaveCount(0)
  })

  test('that is removed from the shelf without a connection is not shown as removed', slow, async ({ tab: page }) => {
    await button(page, 'Done').click()
    await expect(main(page)).toContainText('1 of 9 done')
    await page.goto('/shelf')
    await page.context().setOffline(true)
    await choose(page, 'Remove from shelf', title)
    await expect(page.getByText(`“${title}” will be removed from your shelf when you’re back online`)).toBeVisible()
    await expect(notSent(page)).toBeVisible()
    await page.context().setOffline(false)
    await expect(page.getByText(`Removed “${title}” from your shelf`)).toBeVisible()
    await expect(page.getByText('Your shelf is empty.')).toBeVisible()
  })

  test('shows in another tab once that tab is focused', slow, async ({ tab: page }) => {
    const other = await page.context().newPage()
    await other.goto('/prometheus')
    await expect(main(other)).toContainText('0 of 9 done')
    await button(page, 'Done').click()
    await expect(main(page)).toContainText('1 of 9 done')
    await expect(button(other, 'Done')).toHaveAttribute('aria-pressed', 'false')
    await other.evaluate(() => dispatchEvent(new Event('focus')))
    await expect(button(other, 'Done')).toHaveAttribute('aria-pressed', 'true')
    await expect(main(other)).toContainText('1 of 9 done')
  })

  test('shows although the next page was rendered before it was saved', slow, async ({ tab: page }) => {
    let earlier: APIResponse | undefined
    let answered = 0
    await page.route(/prometheus/, async (route) => {
      if (route.request().headers().rsc !== '1') return route.continue()
      answered++
      earlier ??= await route.fetch()
      return answered <= 2 ? route.fulfill({ response: earlier }) : route.continue()
    })
    await choose(page, 'Reading', title)
    await expect(main(page)).toContainText('0 of 9 done, 1 being read')
    await button(page, 'Done').click()
    await expect(main(page)).toContainText('1 of 9 done')
    expect(answered).toBeGreaterThan(2)
  })
})

test('a mark made after the session ended waits for its reader to sign in, and is then sent', async ({
  tab: page,
  account,
  signUp,
}) => {
  await signUp(page, account)
  await page.goto('/prometheus')
  await page.context().clearCookies()
  await choose(page, 'Reading', title)
  await expect(unsaved(page)).toContainText(
    '“Reading” is not saved yet, because you’re signed out. It’s stored in this browser until you sign in.',
  )
  await unsaved(page).getByRole('link', { name: 'sign in' }).click()
  await page.getByLabel('Email address').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/prometheus#resource-/)
  await expect(main(page)).toContainText('0 of 9 done, 1 being read')
  await expect(page.getByText('not saved yet')).toHaveCount(0)
})

test('an unsent mark of one reader is not sent as another’s', slow, async ({ tab: page, account, signUp, baseURL }) => {
  await signUp(page, account)
  await page.goto('/prometheus')
  await page.context().setOffline(true)
  await button(page, 'Done').click()
  await expect(unsaved(page)).toBeVisible()
  await page.close()

  const next = await page.context().newPage()
  await page.context().setOffline(false)
  await page.context().clearCookies()
  const another = await signUp(next)
  await next.goto('/prometheus')
  await expect(next.getByRole('link', { name: `Your account: ${another.name}` })).toBeVisible()
  await expect(next.getByText('not saved yet')).toHaveCount(0)
  await expect(button(next, 'Done')).toHaveAttribute('aria-pressed', 'false')
  await next.goto('/shelf')
  await expect(next.getByText('Your shelf is empty.')).toBeVisible()

  await page.context().clearCookies()
  await next.request.post('/api/sign-in', {
    data: { email: account.email, password: account.password },
    headers: { Origin: baseURL ?? '' },
  })
  await next.goto('/prometheus')
  await expect(main(next)).toContainText('1 of 9 done')
})

test(
  'unsent marks are deleted with their account, other readers’ are not',
  slow,
  async ({ tab: page, account, signUp }) => {
    const waiting = () =>
      page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('portal-change:')))
    await signUp(page)
    await page.goto('/prometheus')
    await page.route('**/api/*', (route) => route.abort())
    await button(page, 'Done').click()
    await expect(unsaved(page)).toBeVisible()
    const others = await waiting()
    expect(others).toHaveLength(1)

    await page.context().clearCookies()
    await signUp(page, account)
    await page.goto('/prometheus')
    await choose(page, 'Skip', title)
    await expect(unsaved(page)).toBeVisible()
    expect(await waiting()).toHaveLength(2)
    await page.goto('/account')
    const section = await openRow(page, 'Delete account')
    await section.getByLabel('Your password').fill(account.password)
    await section.getByRole('button', { name: 'Delete my account' }).click()
    await expect(page.getByRole('heading', { name: 'Deleted' })).toBeVisible()
    await expect.poll(waiting).toEqual(others)
  },
)

test('a page left open by another reader marks nothing for the current one', async ({ tab: page, account, signUp }) => {
  await signUp(page, account)
  await page.goto('/prometheus')
  await page.context().clearCookies()
  const other = await page.context().newPage()
  await signUp(other)
  await button(page, 'Done').click()
  await expect(unsaved(page)).toContainText('Another account has signed in since you opened this page')
  await other.goto('/shelf')
  await expect(other.getByText('Your shelf is empty.')).toBeVisible()
})

test('of two devices’ changes the later one wins, even if it arrives first', async ({
  tab: page,
  account,
  signUp,
  openSecondBrowser,
  baseURL,
}) => {
  await signUp(page, account)
  const phone = await openSecondBrowser()
  await phone.request.post('/api/sign-in', {
    data: { email: account.email, password: account.password },
    headers: { Origin: baseURL ?? '' },
  })
  await page.goto('/prometheus')
  await phone.goto('/prometheus')

  await phone.context().setOffline(true)
  await choose(phone, 'Reading', title)
  await expect(unsaved(phone)).toBeVisible()
  await button(page, 'Done').click()
  await expect(main(page)).toContainText('1 of 9 done')
  await phone.context().setOffline(false)
  // The phone's change was made first and says so, although it arrives last.
  await expect(main(phone)).toContainText('1 of 9 done')
  await expect(button(phone, 'Done')).toHaveAttribute('aria-pressed', 'true')
  await choose(phone, 'Skip', title)
  await expect(main(phone)).toContainText('0 of 8 done, 1 skipped')
  await page.reload()
  await expect(main(page)).toContainText('0 of 8 done, 1 skipped')
})

test.describe('R17: a server that goes down and comes back', () => {
  const port = Number(process.env.E2E_PORT ?? 3210) + 6
  test.use({ baseURL: `http://localhost:${port}` })

  test('gets the marks made in the meantime', slow, async ({ page, signUp }) => {
    test.setTimeout(120_000)
    const folder = mkdtempSync(path.join(tmpdir(), 'lectern-restart-'))
    const variables = { PORT: String(port), DATA_DIR: folder }
    const first = await startPortal(variables)
    await signUp(page)
    await page.goto('/prometheus')
    await first.stop('SIGKILL')
    await button(page, 'Done').click()
    await button(page, 'Bookmark').click()
    await expect(notSent(page)).toContainText('2 changes are not saved yet.')
    const second = await startPortal(variables)
    await expect(main(page)).toContainText('1 of 9 done', { timeout: 40_000 })
    await expect(page.getByText('not saved yet')).toHaveCount(0)
    await page.reload()
    await expect(button(page, 'Bookmark')).toHaveAttribute('aria-pressed', 'true')

    // Now the server runs, but its database fails.
    const database = createClient({ url: `file:${path.join(folder, 'lectern.db')}` })
    await database.execute('ALTER TABLE mark RENAME TO mark_away')
    await page.goto('/shelf?progress=done')
    await expect(
      page.getByRole('alert').filter({ hasText: 'Your marks can’t be loaded right now, but they’re safe' }),
    ).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: 'Your shelf' })).toBeVisible()
    await database.execute('ALTER TABLE mark_away RENAME TO mark')
    database.close()
    await page.getByRole('link', { name: 'Try again' }).click()
    await expect(page).toHaveURL('/shelf?progress=done')
    await expect(main(page).getByRole('link', { name: title })).toBeVisible()
    await second.stop()
    rmSync(folder, { recursive: true, force: true })
  })
})
