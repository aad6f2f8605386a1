import type { Page } from '@playwright/test'
import { openRow } from './account-rows'
import { expect, test } from './test'

// Passkeys, with the browser's virtual authenticator.

/** Adds an authenticator that verifies its user and confirms by itself. Returns a function that counts its passkeys. */
async function addDevice(page: Page): Promise<() => Promise<number>> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const
  const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', { options })
  return async () => (await browser.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length
}

/** Confirms with the password before changing passkeys. */
async function confirm(page: Page, password: string): Promise<void> {
  const passkeys = await openRow(page, 'Passkeys')
  await passkeys.getByRole('link', { name: 'confirm that it’s you' }).click()
  await expect(page.getByRole('heading', { name: 'Confirm that it’s you' })).toBeVisible()
  await page.getByLabel('Your password').fill(password)
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
  await expect(page).toHaveURL('/account#passkeys')
}

/** Turns off autofill: this authenticator would accept its offer before a test can press a button. */
async function fillNothing(page: Page): Promise<void> {
  await page.addInitScript(() =>
    Object.assign(PublicKeyCredential, { isConditionalMediationAvailable: async () => false }),
  )
}

test('a passkey is added, named, used to sign in and removed, unseen by other readers', async ({
  tab: page,
  account,
  signUp,
  openSecondBrowser,
}) => {
  const countKept = await addDevice(page)
  await fillNothing(page)
  await signUp(page, account)
  await page.goto('/account')
  const section = page.getByRole('region', { name: 'Passkeys' })
  await confirm(page, account.password)
  await section.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(section.getByRole('status')).toHaveText('Passkey added. You can now sign in with it.')
  await expect(section.getByRole('listitem')).toContainText(['not used yet'])
  expect(await countKept()).toBe(1)
  // An authenticator stores one.
  await section.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(section.getByRole('alert')).toHaveText('This device already has a passkey for your account.')

  await section.getByText('Rename', { exact: true }).click()
  await section.getByRole('textbox', { name: /^New name for / }).fill('The blue key')
  await section.getByRole('button', { name: 'Save' }).click()
  await expect(section.getByRole('status')).toHaveText('Passkey renamed.')

  const other = await openSecondBrowser()
  await signUp(other)
  await other.goto('/account')
  await openRow(other, 'Passkeys')
  await expect(other.getByText('The blue key')).toHaveCount(0)

  const sessions = await openRow(page, 'Sessions')
  await sessions.getByRole('button', { name: 'Sign out here' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
  await page.goto('/sign-in?next=/account')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page).toHaveURL('/account')
  await openRow(page, 'Passkeys')
  await expect(section.getByRole('listitem')).toContainText(['The blue key'])
  await expect(section.getByRole('listitem')).toContainText(['last used'])

  // A sign-in is not enough to confirm; the passkey is.
  await expect(section.getByRole('button', { name: /^Remove: The blue key/ })).toHaveCount(0)
  await section.getByRole('link', { name: 'confirm that it’s you' }).click()
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page).toHaveURL('/account#passkeys')
  await section.getByRole('button', { name: /^Remove: The blue key/ }).click()
  await expect(section.getByRole('status')).toContainText('Passkey removed.')
  await expect(section.getByRole('listitem')).toHaveCount(0)
  await page.context().clearCookies()
  await page.goto('/sign-in?next=/account')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'That passkey didn’t work.' })).toBeVisible()
})

test('a passkey is offered when the browser fills in an address', async ({ tab: page, account, signUp }) => {
  await addDevice(page)
  await signUp(page, account)
  await page.goto('/account')
  const section = page.getByRole('region', { name: 'Passkeys' })
  await confirm(page, account.password)
  await section.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(section.getByRole('listitem')).toHaveCount(1)
  await page.context().clearCookies()
  // The authenticator chooses it at once, possibly before the page has loaded.
  await page.goto('/sign-in?next=/account', { waitUntil: 'commit' })
  await expect(page).toHaveURL('/account')
  await openRow(page, 'Passkeys')
  await expect(section.getByRole('listitem')).toContainText(['last used'])
})

test('nothing happens without a passkey, and a message says so', async ({ tab: page }) => {
  await addDevice(page)
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Cancelled or timed out' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toBeEnabled()
})

test('a browser without passkeys is not offered any', async ({ tab: page, account, signUp }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'))
  await page.goto('/sign-in')
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await signUp(page, account)
  await page.goto('/account')
  await confirm(page, account.password)
  await expect(page.getByRole('region', { name: 'Passkeys' })).toContainText('This browser doesn’t support passkeys.')
  await expect(page.getByRole('button', { name: 'Add a passkey' })).toHaveCount(0)
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.waitForLoadState('networkidle')
  await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the account page says what passkeys need, and has no button that does nothing', async ({
    page,
    account,
    signUp,
  }) => {
    await page.goto('/sign-in')
    await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toHaveCount(0)
    await signUp(page, account)
    await page.goto('/account')
    await confirm(page, account.password)
    const section = page.getByRole('region', { name: 'Passkeys' })
    // Playwright finds no text inside <noscript>, though browsers show it.
    await expect(section.locator('noscript > p')).toHaveText(
      'Adding a passkey needs JavaScript. Allow it for this page, then reload.',
    )
    await expect(section.getByRole('button')).toHaveCount(0)
  })
})
