import type { Locator, Page } from '@playwright/test'
import { showCode } from '../scripts/testing/authenticator-app'
import { openRow, row } from './account-rows'
import { findViolations } from './axe'
import { readMailedToken } from './mail'
import { expect, nameSession, test } from './test'

// The account page, also without JavaScript. The server on SQLite sends mail, the one on PostgreSQL does not
// (e2e/serve.ts).

/** Confirms with the password, as a section of the account page asks, and returns to it. */
async function confirm(page: Page, section: Locator, password: string): Promise<void> {
  await section.getByRole('link', { name: 'confirm that it’s you' }).click()
  await expect(page.getByRole('heading', { name: 'Confirm that it’s you' })).toBeVisible()
  await page.getByLabel('Your password').fill(password)
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
  await expect(page).toHaveURL(/\/account#/)
}

test('another browser is listed on the account page, and can be signed out there', async ({
  tab: page,
  account,
  signUp,
  openSecondBrowser,
}) => {
  await signUp(page, account)
  const other = await openSecondBrowser()
  await other.goto('/sign-in?next=/account')
  await other.getByLabel('Email address').fill(account.email)
  await other.getByLabel('Password').fill(account.password)
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(other).toHaveURL('/account')

  await page.goto('/account')
  await expect(row(page, 'Sessions')).toContainText('This browser and one other')
  const sessions = await openRow(page, 'Sessions')
  await expect(sessions.getByRole('listitem')).toHaveCount(2)
  await confirm(page, sessions, account.password)
  await expect(sessions.getByRole('listitem').first()).toContainText('This browser')
  await sessions.getByRole('button', { name: /^Sign out: Chrome on/ }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Browser signed out.' })).toBeVisible()
  await expect(sessions.getByRole('listitem')).toHaveCount(1)
  await other.goto('/account')
  await expect(other).toHaveURL('/sign-in?next=/account')
})

test('name and password are changed on the account page', async ({ tab: page, account, signUp }) => {
  await signUp(page, account)
  await page.goto('/account')
  await openRow(page, 'Name')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Grace')
  await page.getByRole('button', { name: 'Change name' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Name changed.' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Grace')
  await expect(row(page, 'Name')).toContainText('Grace')

  const password = await openRow(page, 'Password')
  await password.getByLabel('Current password').fill('not the password')
  await password.getByLabel('New password').fill('a much better password')
  await password.getByRole('button', { name: 'Change password' }).click()
  await expect(password.getByRole('alert')).toHaveText('Incorrect password.')
  // The row stays open, with the message at the wrong field.
  const wrong = password.getByLabel('Current password')
  await expect(wrong).toHaveAttribute('aria-invalid', 'true')
  await expect(wrong).toHaveAccessibleDescription('Incorrect password.')
  await expect(password.getByLabel('New password')).not.toHaveAttribute('aria-invalid')
  await expect(page.getByRole('region', { name: 'Name', exact: true })).toHaveCount(0)
  await password.getByLabel('Current password').fill(account.password)
  await password.getByLabel('New password').fill('a much better password')
  await password.getByRole('button', { name: 'Change password' }).click()
  await expect(password.getByRole('status')).toContainText('Password changed')
})

test('a deleted account and its session are gone, and a page says so', async ({ tab: page, account, signUp }) => {
  await signUp(page, account)
  const cookies = await page.context().cookies()
  await page.goto('/account')
  const section = await openRow(page, 'Delete account')
  // The result of the previous form must not hide that of this one.
  await section.getByLabel('Your password').fill('not the password')
  await section.getByRole('button', { name: 'Delete my account' }).click()
  await expect(section.getByRole('alert')).toHaveText('Incorrect password.')
  await section.getByLabel('Your password').fill(account.password)
  await section.getByRole('button', { name: 'Delete my account' }).click()
  await expect(page.getByRole('heading', { name: 'Deleted' })).toBeVisible()
  await expect(page.getByRole('status')).toContainText('We’ve deleted your account')
  expect((await page.context().cookies()).some(({ name }) => name === nameSession())).toBe(false)
  // Other readers do not see that something was deleted.
  await page.goto('/account/deleted')
  await expect(page).toHaveURL('/')

  await page.context().addCookies(cookies)
  await page.goto('/account')
  await expect(page).toHaveURL('/sign-in?next=/account')
  await page.getByLabel('Email address').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Incorrect email or password' })).toBeVisible()
})

test('a forgotten password is reset by mail, or the page says that mail can’t be sent', async ({
  tab: page,
  account,
  signUp,
  baseURL,
}) => {
  await signUp(page, account)
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible()
  if (test.info().project.name === 'postgresql') {
    await expect(page.getByRole('main')).toContainText('This portal can’t send email')
    await expect(page.getByRole('main')).not.toContainText('SMTP')
    await expect(page.getByRole('textbox')).toHaveCount(0)
    return
  }
  await page.getByLabel('Email address').fill(account.email)
  await page.getByRole('button', { name: 'Send reset link' }).click()
  await expect(page.getByRole('status')).toContainText('If an account uses that email address')

  const token = await readMailedToken(baseURL ?? '', account.email, 'Reset your password for Lectern')
  await page.goto(`/reset-password?token=${token}`)
  await page.getByLabel('New password').fill('nanoseconds of wire, again')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByRole('status')).toContainText('Your new password is set')
  await page.getByLabel('Email address').fill(account.email)
  await page.getByLabel('Password').fill('nanoseconds of wire, again')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/')

  // A link that can't succeed leads on instead of showing a form.
  const expired = page.getByRole('alert').filter({ hasText: 'That link was already used or has expired.' })
  await page.goto(`/reset-password?token=${token}`)
  await expect(expired).toBeVisible()
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await page.getByRole('link', { name: 'Request a new link' }).click()
  await expect(page.getByRole('button', { name: 'Send reset link' })).toBeVisible()
  await page.goto(`/confirm-email?token=${token}`)
  await expect(expired).toBeVisible()
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Back to your account' })).toBeVisible()
})

test('a new address takes effect after its link was followed, or at once without mail', async ({
  tab: page,
  account,
  signUp,
  baseURL,
}) => {
  await signUp(page, account)
  const to = `new-${account.email}`
  await page.goto('/account')
  const section = await openRow(page, 'Email')
  await section.getByLabel('New email address').fill(to)
  await section.getByLabel('Your password').fill(account.password)
  await section.getByRole('button', { name: 'Change email address' }).click()
  if (test.info().project.name === 'postgresql') {
    await expect(section.getByRole('status')).toHaveText(`Your email address is now ${to}.`)
    return
  }
  await expect(section.getByRole('status')).toContainText(`A link is on its way to ${to}.`)
  await expect(row(page, 'Email')).toContainText(account.email)
  await page.goto(
    `/confirm-email?token=${await readMailedToken(baseURL ?? '', to, 'Confirm your email address for Lectern')}`,
  )
  await page.getByRole('button', { name: 'Confirm email address' }).click()
  await expect(page.getByRole('status')).toContainText('Email address changed.')
  await expect(page.getByRole('heading', { name: 'Confirm your email address' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Back to your account' }).click()
  await expect(row(page, 'Email')).toContainText(`${to} · confirmed`)

  await page.context().clearCookies()
  await page.goto('/confirm-email')
  await expect(page.getByRole('link', { name: 'Back to sign-in' })).toBeVisible()
})

test('two-factor authentication is turned on, asks for a code with the password, and is turned off', async ({
  tab: page,
  account,
  signUp,
  openSecondBrowser,
  javaScriptEnabled,
}) => {
  // axe needs JavaScript. In `npm test` it looks at one step.
  const isThorough = javaScriptEnabled && Boolean(process.env.SLOW)
  await signUp(page, account)
  await page.goto('/account')
  await expect(row(page, 'Two-factor authentication')).toContainText('Off')
  const section = await openRow(page, 'Two-factor authentication')
  await section.getByLabel('Your password').fill(account.password)
  await section.getByRole('button', { name: 'Set up' }).click()
  await expect(section.getByRole('img', { name: /^QR code/ })).toBeVisible()
  const uri = `otpauth://totp/Lectern?secret=${(await section.locator('code').innerText()).replaceAll(' ', '')}`
  const firstCode = section.getByLabel('Code from the app')
  await firstCode.fill('12345')
  await section.getByRole('button', { name: 'Turn on' }).click()
  await expect(section.getByRole('alert')).toContainText('Enter the six digits')
  const used = showCode(uri)
  await firstCode.fill(used)
  if (isThorough) expect(await findViolations(page)).toEqual([])
  await section.getByRole('button', { name: 'Turn on' }).click()
  await expect(section.getByRole('status')).toContainText('Two-factor authentication is on.')
  const codes = section.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  const [recovery = ''] = await codes.allInnerTexts()
  // Shown once: a reload does not show them again.
  await page.reload()
  await expect(section).toContainText('Your recovery codes were shown once.')
  await expect(codes).toHaveCount(0)
  await openRow(page, 'Two-factor authentication')
  await section.getByText('Turn off').first().click()
  if (javaScriptEnabled) expect(await findViolations(page)).toEqual([])

  // A guest on another browser, whose marks are merged.
  const other = await openSecondBrowser()
  await other.goto('/prometheus')
  const bookmark = other.getByRole('button', { name: 'Bookmark: Prometheus-Basics' })
  await bookmark.click()
  await expect(bookmark).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(async () => (await other.context().cookies()).some(({ name }) => name === nameSession())).toBe(true)
  await other.goto('/sign-in?next=/prometheus')
  await other.getByLabel('Email address').fill(account.email)
  await other.getByLabel('Password').fill(account.password)
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(other.getByRole('heading', { name: 'Enter your code' })).toBeVisible()
  if (isThorough) expect(await findViolations(other)).toEqual([])
  await other.getByLabel('Code').fill(used)
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(
    other.getByRole('alert').filter({ hasText: 'That code is incorrect or was already used.' }),
  ).toBeVisible()
  await other.getByLabel('Code').fill(showCode(uri, 1))
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(other).toHaveURL('/prometheus')
  await expect(bookmark).toHaveAttribute('aria-pressed', 'true')
  await other.goto('/account')
  await expect(row(other, 'Two-factor authentication')).toContainText('On, 10 recovery codes left')
  await expect(row(other, 'Email')).toContainText(account.email)

  // Another reader's account is unchanged.
  const second = await openSecondBrowser()
  await signUp(second)
  await second.goto('/account')
  await openRow(second, 'Two-factor authentication')
  await expect(second.getByRole('button', { name: 'Set up' })).toBeVisible()

  const off = section.locator('#second-factor-off')
  await off.getByLabel('Your password').fill(account.password)
  await off.getByLabel('Code').fill(recovery)
  await off.getByRole('button', { name: 'Turn off' }).click()
  await expect(section.getByRole('status')).toContainText('Two-factor authentication is off.')
  await expect(section.getByRole('button', { name: 'Set up' })).toBeVisible()
})

test('a guest’s page explains guests, and can delete the marks', async ({ tab: page }) => {
  await page.goto('/prometheus')
  await page.getByRole('button', { name: 'Bookmark: Prometheus-Basics' }).click()
  await expect(page.getByRole('button', { name: 'Bookmark: Prometheus-Basics' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect.poll(async () => (await page.context().cookies()).some(({ name }) => name === nameSession())).toBe(true)
  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'You’re a guest' })).toBeVisible()
  await page.getByLabel('Yes, delete all my marks').check()
  await page.getByRole('button', { name: 'Delete your marks' }).click()
  await expect(page.getByRole('status')).toContainText('We’ve deleted your marks')
  await page.goto('/account')
  await expect(page).toHaveURL('/sign-in?next=/account')
})

test('each row shows its value, opens on its own, and closes the one before', async ({
  tab: page,
  account,
  signUp,
}) => {
  await signUp(page, account)
  await page.goto('/account')
  const sendsMail = test.info().project.name !== 'postgresql'
  for (const [name, value] of [
    ['Name', account.name],
    ['Email', account.email + (sendsMail ? ' · confirmed' : '')],
    ['Password', 'Set'],
    ['Passkeys', 'None'],
    ['Two-factor authentication', 'Off'],
    ['Sessions', 'This browser'],
  ] as const)
    await expect(row(page, name)).toHaveText(`${name} ${value}`)
  await expect(page.getByRole('main').getByRole('region')).toHaveCount(0)
  await row(page, 'Password').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Password', exact: true })).toBeVisible()
  await openRow(page, 'Sessions')
  await expect(page.getByRole('main').getByRole('region')).toHaveCount(1)
  await page.getByRole('link', { name: 'Export' }).click()
  await expect(page).toHaveURL('/shelf/export')
  // Password managers link to it.
  await page.goto('/.well-known/change-password')
  await expect(page.getByLabel('Current password')).toBeVisible()
})

test('the account is two taps away on a phone', async ({ tab: page, signUp }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signUp(page)
  await page.goto('/prometheus')
  await page.getByRole('link', { name: 'Your account' }).click()
  await expect(page).toHaveURL('/account')
  await row(page, 'Password').click()
  await expect(page.getByLabel('Current password')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
})

test('a password can be shown while it is typed, with JavaScript', async ({
  tab: page,
  account,
  signUp,
  javaScriptEnabled,
}) => {
  await signUp(page, account)
  await page.goto('/account')
  const section = await openRow(page, 'Password')
  const field = section.getByLabel('Current password')
  const show = section.getByRole('button', { name: 'Show' }).first()
  await field.fill('not the password')
  if (!javaScriptEnabled) return expect(section.getByRole('button', { name: 'Show' })).toHaveCount(0)
  await expect(show).toHaveAttribute('aria-pressed', 'false')
  await expect(show).toHaveAccessibleDescription('Current password')
  await show.click()
  await expect(show).toHaveAttribute('aria-pressed', 'true')
  await expect(field).toHaveAttribute('type', 'text')
  await expect(field).toHaveValue('not the password')
  await expect(section.getByLabel('New password')).toHaveAttribute('type', 'password')
  expect(await findViolations(page)).toEqual([])
  await show.click()
  await expect(field).toHaveAttribute('type', 'password')
  // Hidden when it is sent, since browsers store text that was typed.
  await show.click()
  await field.evaluate((input: HTMLInputElement) => {
    input.form?.addEventListener('submit', (event) => {
      event.preventDefault()
      input.form?.setAttribute('data-sent-as', input.type)
    })
  })
  await section.getByLabel('New password').fill('a much better password')
  await section.getByRole('button', { name: 'Change password' }).click()
  await expect(section.locator('form')).toHaveAttribute('data-sent-as', 'password')
})

test('the account page is only for its reader', async ({ tab: page }) => {
  await page.goto('/account')
  await expect(page).toHaveURL('/sign-in?next=/account')
})
