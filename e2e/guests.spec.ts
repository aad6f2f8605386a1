import type { Page } from '@playwright/test'
import { button, choose, menu, openMenu, openNote, readNote } from './rows'
import { expect, followSignUpLink, slow, test, type Account } from './test'

// A visitor can mark without an account, and signing up or in merges the marks. On both databases.

const basics = 'Prometheus-Basics'
const graphite = 'From Graphite to Prometheus'
const main = (page: Page) => page.locator('main')
/** What is said beside a guest's first mark. */
const said = (page: Page) => page.getByRole('status').filter({ hasText: 'saved for this browser only' })
const merged = (page: Page) => page.getByRole('status').filter({ hasText: 'made as a guest' })

async function signUpInForm(page: Page, account: Account): Promise<void> {
  await page.getByLabel('Name').fill(account.name)
  await page.getByLabel('Email address').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Create an account' }).click()
  await followSignUpLink(page, account)
}

async function signInWithForm(page: Page, account: Account): Promise<void> {
  await page.goto('/sign-in?next=/prometheus')
  await page.getByLabel('Email address').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/prometheus')
}

async function note(page: Page, title: string, text: string): Promise<void> {
  await (await openNote(page, title)).fill(text)
  await expect(page.getByText('Saved.')).toBeVisible()
}

test.describe('a visitor who marks nothing', () => {
  test.use({ expectedConsole: [/404/] })

  test('gets no cookie on any page', async ({ tab: page }) => {
    for (const address of ['/', '/devops', '/prometheus', '/sign-in', '/no-such-page', '/shelf'])
      await page.goto(address)
    expect(await page.context().cookies()).toEqual([])
  })
})

test('a visitor marks at once, is told where the marks are stored, and keeps them after signing up', async ({
  tab: page,
  account,
}) => {
  await page.goto('/prometheus')
  await button(page, 'Done', basics).click()
  await expect(main(page)).toContainText('1 of 9 done')
  await expect(said(page)).toHaveText(
    'Your marks are saved for this browser only. Create an account to use them everywhere. Dismiss',
  )
  await button(page, 'Bookmark', graphite).click()
  await expect(button(page, 'Bookmark', graphite)).toHaveAttribute('aria-pressed', 'true')
  await note(page, graphite, 'Read again in spring.')
  await page.goto('/shelf')
  await expect(page.getByRole('link', { name: graphite })).toBeVisible()
  await expect(main(page)).toContainText('Your marks are saved for this browser only and deleted after 90 days')

  await page.getByRole('link', { name: 'Create an account' }).click()
  await signUpInForm(page, account)
  await expect(page).toHaveURL('/shelf')
  await expect(merged(page)).toContainText('The 2 marks you made as a guest are on your shelf now.')
  await expect(readNote(page, graphite)).toContainText('Read again in spring.')
  await expect(page.getByText('saved for this browser only')).toHaveCount(0)
  await expect
    .poll(async () => (await page.context().cookies()).map(({ name }) => name.split('~')[0]))
    .not.toContain('portal-notice')
  await page.goto('/prometheus')
  await expect(merged(page)).toHaveCount(0)
  await expect(main(page)).toContainText('1 of 9 done')
})

test('a guest is told once, at the first mark and until dismissed', async ({ tab: page }) => {
  await page.goto('/prometheus')
  await button(page, 'Done', graphite).click()
  const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: graphite }) })
  await expect(row.last().getByText('saved for this browser only')).toBeVisible()
  await expect(page.getByText('saved for this browser only')).toHaveCount(1)
  // A further mark reads the page's data again, and leaves the notice there.
  await button(page, 'Done', basics).click()
  await expect(main(page)).toContainText('2 of 9 done')
  await expect(said(page)).toBeVisible()
  await said(page).getByRole('button', { name: 'Dismiss' }).click()
  await expect(said(page)).toHaveCount(0)
  await button(page, 'Bookmark', graphite).click()
  await expect(button(page, 'Bookmark', graphite)).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText('saved for this browser only')).toHaveCount(0)
  for (const address of ['/prometheus', '/docker', '/', '/resources', '/paths']) {
    await page.goto(address)
    await expect(main(page).getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByText('saved for this browser only')).toHaveCount(0)
  }
  for (const address of ['/shelf', '/account']) {
    await page.goto(address)
    await expect(page.getByText('saved for this browser only')).toHaveCount(1)
  }
})

test('a guest who goes on without dismissing the notice does not see it again', slow, async ({ tab: page }) => {
  await page.goto('/prometheus')
  await button(page, 'Done', graphite).click()
  await expect(said(page)).toBeVisible()
  await expect
    .poll(async () => (await page.context().cookies()).map(({ name }) => name.split('~')[0]))
    .not.toContain('portal-notice')
  await page.reload()
  await expect(main(page)).toContainText('1 of 9 done')
  await expect(said(page)).toHaveCount(0)
})

test('a visitor’s first mark keeps the page and its focus', async ({ tab: page }) => {
  await page.goto('/prometheus')
  const mark = await page.evaluateHandle(() => Object.assign(window, { left: 'as it was' }))
  await button(page, 'Done', graphite).focus()
  await page.keyboard.press('Enter')
  await expect(main(page)).toContainText('1 of 9 done')
  await expect(page.getByText('saved for this browser only')).toBeVisible()
  expect(await mark.evaluate(({ left }) => left)).toBe('as it was')
  await expect(button(page, 'Done', graphite)).toBeFocused()
})

test('a menu that is pressed before scripts load opens afterwards', slow, async ({ tab: page }) => {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/_next/static/**/*.js', async (route) => {
    await released
    await route.continue()
  })
  // The page counts as loaded after its scripts.
  await page.goto('/prometheus', { waitUntil: 'domcontentloaded' })
  await page.locator(`[aria-label="More for ${basics}"]`).click()
  release()
  await expect(menu(page).getByRole('button', { name: `Add a note: ${basics}` })).toBeVisible()
})

test('a visitor’s first note can be edited while it is saved, and is saved completely', async ({ tab: page }) => {
  await page.goto('/prometheus')
  const field = await openNote(page, basics)
  await field.pressSequentially('First half,')
  await expect(page.getByText('Saved.')).toBeVisible()
  await field.pressSequentially(' second half.')
  await expect(page.getByText('Saved.')).toBeVisible()
  await field.blur()
  await expect(page.getByText('saved for this browser only')).toBeVisible()
  await expect(field).toHaveValue('First half, second half.')
})

test('signing in merges: the later change of each field wins, and no note is lost', async ({
  tab: page,
  account,
  signUp,
}) => {
  await signUp(page, account)
  await page.goto('/prometheus')
  await button(page, 'Done', basics).click()
  await button(page, 'Bookmark', basics).click()
  await expect(main(page)).toContainText('1 of 9 done')
  await note(page, basics, 'From my account.')
  await page.context().clearCookies()

  await page.goto('/prometheus')
  await choose(page, 'Reading', basics)
  await expect(main(page)).toContainText('1 being read')
  await note(page, basics, 'From the library’s computer.')
  await choose(page, 'Skip', graphite)
  await expect(main(page)).toContainText('1 skipped')

  await signInWithForm(page, account)
  await expect(merged(page)).toContainText(
    'The 2 marks you made as a guest are on your shelf now. One of them was already there',
  )
  await expect(main(page)).toContainText('0 of 8 done, 1 being read, 1 skipped')
  await expect(button(page, 'Bookmark', basics)).toHaveAttribute('aria-pressed', 'true')
  await expect(readNote(page, basics)).toContainText('From my account. From the library’s computer.')
})

test('the next reader on the same browser gets none of the marks', async ({ tab: page, account, signUp }) => {
  await page.goto('/prometheus')
  await button(page, 'Done', basics).click()
  await expect(main(page)).toContainText('1 of 9 done')
  await signInAfterSignUp(page, account)
  await expect(main(page)).toContainText('1 of 9 done')
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out' }).click()

  const second = await signUp(page)
  await page.goto('/prometheus')
  await expect(page.getByRole('link', { name: `Your account: ${second.name}` })).toBeVisible()
  await expect(main(page)).toContainText('0 of 9 done')
  await page.goto('/shelf')
  await expect(page.getByText('Your shelf is empty.')).toBeVisible()

  async function signInAfterSignUp(page: Page, account: Account): Promise<void> {
    await said(page).getByRole('link', { name: 'Create an account' }).click()
    await signUpInForm(page, account)
    await expect(page).toHaveURL(/\/prometheus(#|$)/)
  }
})

test(
  'signing in twice at once, in two tabs, duplicates and loses nothing',
  slow,
  async ({ tab: page, account, signUp, openSecondBrowser, baseURL }) => {
    await signUp(await openSecondBrowser(), account)
    await page.goto('/prometheus')
    for (const title of [basics, graphite]) await button(page, 'Done', title).click()
    await expect(main(page)).toContainText('2 of 9 done')
    await note(page, basics, 'Once is enough.')

    const cookies = await page.context().cookies()
    const guest = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const signIn = () =>
      page.request.post('/api/sign-in', {
        data: { email: account.email, password: account.password },
        headers: { Origin: baseURL ?? '', Cookie: guest },
      })
    const answers = await Promise.all([signIn(), signIn(), signIn()])
    expect(answers.map((answer) => answer.status())).toEqual([200, 200, 200])
    await page.goto('/prometheus')
    await expect(page.getByRole('link', { name: `Your account: ${account.name}` })).toBeVisible()
    await expect(main(page)).toContainText('2 of 9 done')
    await expect(readNote(page, basics)).toContainText('Once is enough.')

    // The guest belongs to the account now, so a copied cookie is useless.
    const thief = await openSecondBrowser()
    await thief.context().addCookies(cookies)
    await thief.goto('/prometheus')
    await expect(thief.getByRole('button', { pressed: true, name: /^Done/ })).toHaveCount(0)
  },
)

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test(
    'a visitor marks and writes a note as a guest, and returns to that resource',
    slow,
    async ({ page, account }) => {
      await page.goto('/prometheus')
      await button(page, 'Done', basics).click()
      const anchor = await page.getByRole('link', { name: basics }).getAttribute('id')
      await expect(page).toHaveURL(`/prometheus#${anchor}`)
      await expect(main(page)).toContainText('1 of 9 done')
      await expect(said(page)).toContainText('marks are saved for this browser only')
      await said(page).getByRole('button', { name: 'Dismiss' }).click()
      await expect(page).toHaveURL(`/prometheus#${anchor}`)
      await expect(page.getByText('saved for this browser only')).toHaveCount(0)
      await openMenu(page, basics)
      await menu(page)
        .getByRole('textbox', { name: `Note on ${basics}` })
        .fill('Typed without script.')
      await menu(page).getByRole('button', { name: 'Save note' }).click()
      await expect(readNote(page, basics)).toContainText('Typed without script.')

      await page.goto('/shelf')
      await choose(page, 'Remove from shelf', basics)
      await expect(page.getByRole('heading', { name: 'Removed' })).toBeVisible()
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect(readNote(page, basics)).toContainText('Typed without script.')
      await expect(button(page, 'Done', basics)).toHaveAttribute('aria-pressed', 'true')

      await page.getByRole('link', { name: 'Create an account' }).click()
      await signUpInForm(page, account)
      await expect(merged(page)).toContainText('The mark you made as a guest is on your shelf now.')
    },
  )
})
