import { randomUUID } from 'node:crypto'
import { expect, test as base, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'
import { readMailedToken } from './mail'
import { waitForScript } from './taken-over'

/**
 * Marks a test that varies what another one tries: another width, another fault of the same kind. `npm test` leaves it
 * out, `npm run test:assurance` runs it, and so does SLOW=1 npm run test:e2e.
 */
export const slow = { tag: '@slow' }

/** A reader of one test, made for it. */
export interface Account {
  name: string
  email: string
  password: string
}

interface Fixtures {
  /** An account that nobody has made yet. */
  account: Account
  /** Makes the account and signs this page's browser in, without the form. */
  signUp: (page: Page, account?: Account) => Promise<Account>
  /** A second person at a browser of their own. */
  openSecondBrowser: () => Promise<Page>
  /** What the page may say on its console; everything else of an error fails the test. */
  expectedConsole: RegExp[]
  /**
   * For tests that answer an open page's requests themselves: has the browser ask for each from its beginning (and
   * keep none). Told to only later, its pages still send some that they have in hand.
   */
  answersRequests: boolean
}

export function makeAccount(): Account {
  return { name: 'Grace Hopper', email: `${randomUUID()}@example.org`, password: 'nanoseconds of wire' }
}

/** Each browser comes from an address of its own, so that the limits of one test are not another's. */
function fromOwnAddress(): BrowserContextOptions {
  const [a = 0, b = 0, c = 0] = crypto.getRandomValues(new Uint8Array(3))
  // What the server is told of a proxy it trusts (e2e/serve.ts), and what it then tells the portal.
  const address = `10.${a}.${b}.${c}`
  return { extraHTTPHeaders: { 'X-Forwarded-For': address, 'X-Lectern-Address': address } }
}

/** Follows the link to a new account, as its reader does, where the portal sends mail (e2e/serve.ts). */
export async function followSignUpLink(
  page: Page,
  { email, password }: Pick<Account, 'email' | 'password'>,
): Promise<void> {
  const { name, use } = test.info().project
  if (name === 'postgresql') return
  await expect(page.getByRole('status').filter({ hasText: `A link is on its way to ${email}.` })).toBeVisible()
  await page.goto(
    `confirm-email?token=${await readMailedToken(use.baseURL ?? '', email, 'Confirm your address for Lectern')}`,
  )
  await page.getByLabel('The password you chose').fill(password)
  await page.getByRole('button', { name: 'Yes, this address is mine' }).click()
}

async function openBrowser(browser: Browser, options: BrowserContextOptions, answersRequests: boolean): Promise<Page> {
  const context = await browser.newContext({ ...options, ...fromOwnAddress() })
  // An address that nobody asks for: that there is one to answer is enough.
  if (answersRequests) await context.route('https://nowhere.example/', (route) => route.abort())
  if (options.javaScriptEnabled !== false) context.on('page', waitForScript)
  return context.newPage()
}

export const test = base.extend<Fixtures>({
  expectedConsole: [[], { option: true }],
  answersRequests: [false, { option: true }],

  page: async (
    { browser, contextOptions, javaScriptEnabled, viewport, colorScheme, baseURL, expectedConsole, answersRequests },
    provide,
  ) => {
    const page = await openBrowser(
      browser,
      { ...contextOptions, javaScriptEnabled, viewport, colorScheme, baseURL },
      answersRequests,
    )
    const complaints: string[] = []
    page.on(
      'console',
      (message) => message.type() === 'error' && complaints.push(`${message.text()} ${message.location().url}`),
    )
    page.on('pageerror', (error) => complaints.push(String(error)))
    await provide(page)
    await page.context().close()
    expect(complaints.filter((complaint) => !expectedConsole.some((each) => each.test(complaint)))).toEqual([])
  },

  account: async ({}, provide) => {
    await provide(makeAccount())
  },

  signUp: async ({ baseURL }, provide) => {
    await provide(async (page, account = makeAccount()) => {
      const response = await page.request.post('/api/sign-up', { headers: { Origin: baseURL ?? '' }, data: account })
      expect(response.status()).toBe(200)
      // Where the portal sends mail, it asks the address first.
      if (!/^lectern-session=/m.test(response.headers()['set-cookie'] ?? '')) {
        const token = await readMailedToken(baseURL ?? '', account.email, 'Confirm your address for Lectern')
        const confirmed = await page.request.post('/api/confirm-email', {
          headers: { Origin: baseURL ?? '' },
          data: { token, password: account.password },
        })
        expect(confirmed.status()).toBe(200)
      }
      return account
    })
  },

  openSecondBrowser: async ({ browser, javaScriptEnabled, viewport, baseURL, answersRequests }, provide) => {
    const pages: Page[] = []
    await provide(async () => {
      const page = await openBrowser(browser, { javaScriptEnabled, viewport, baseURL }, answersRequests)
      pages.push(page)
      return page
    })
    await Promise.all(pages.map((page) => page.context().close()))
  },
})

export { expect }
