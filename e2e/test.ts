import { randomUUID } from 'node:crypto'
import {
  expect,
  test as base,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type CDPSession,
  type Page,
  type Request,
} from '@playwright/test'
import { readMailedToken } from './mail'
import { hydrateAfterLoading } from './wait-for-hydration'

/**
 * Marks a variant of another test: another width, or a fault of the same kind. `npm test` skips it; `npm run
 * test:assurance` and `SLOW=1 npm run test:e2e` run it.
 */
export const slow = { tag: '@slow' }

/** A reader created for one test. */
export interface Account {
  name: string
  email: string
  password: string
}

interface Fixtures {
  /** The details of an account that does not exist yet. */
  account: Account
  /**
   * A tab without cookies and storage in a browser that the worker keeps: it has cached and compiled our scripts. The
   * test may not leave a change unanswered, or use the page's clock, which can't be reset. Without JavaScript there is
   * nothing to keep, and it is the same as `page`.
   */
  tab: Page
  /** Creates the account and signs this page's browser in, without the form. */
  signUp: (page: Page, account?: Account) => Promise<Account>
  /** Opens a second, separate browser. */
  openSecondBrowser: () => Promise<Page>
  /** Errors that the page's console may contain; any other fails the test. */
  expectedConsole: RegExp[]
  /**
   * For tests that intercept requests of an open page: intercepts from the start, and disables caching. If it
   * were enabled later, requests already in progress would not be intercepted.
   */
  answersRequests: boolean
}

interface WorkerFixtures {
  /** Opens the browser for tabs once. */
  openKept: (options: BrowserContextOptions) => Promise<KeptBrowser>
}

/** A browser that outlives the tests in its tabs. */
interface KeptBrowser {
  context: BrowserContext
  /** Waits for the responses to changes of open tabs: one that came later could set a cookie in the next test. */
  waitForResponses: () => Promise<void>
  /** Opens the tabs, which share its process; its session clears what they store. */
  opener: Page
  session: CDPSession
}

/** Returns the details of a new account with a unique address. */
export function makeAccount(): Account {
  return { name: 'Grace Hopper', email: `${randomUUID()}@example.org`, password: 'nanoseconds of wire' }
}

/** Returns the name of the session's cookie, which holds the portal's port (lib/cookie-names.ts). */
export const nameSession = (baseURL = test.info().project.use.baseURL ?? ''): string =>
  `portal-session~${new URL(baseURL).port}`

/** Gives each browser its own network address, so that tests do not share rate limits. */
function fromOwnAddress(): BrowserContextOptions {
  const [a = 0, b = 0, c = 0] = crypto.getRandomValues(new Uint8Array(3))
  // A trusted proxy's header for the server (e2e/serve.ts), and the server's header for the portal.
  const address = `10.${a}.${b}.${c}`
  return { extraHTTPHeaders: { 'X-Forwarded-For': address, 'X-Lectern-Address': address } }
}

/** Confirms a new account like its reader, by the mailed link, if the portal sends mail (e2e/serve.ts). */
export async function followSignUpLink(
  page: Page,
  { email, password }: Pick<Account, 'email' | 'password'>,
): Promise<void> {
  const { name, use } = test.info().project
  if (name === 'postgresql') return
  await expect(page.getByRole('status').filter({ hasText: `A link is on its way to ${email}.` })).toBeVisible()
  await page.goto(
    `confirm-email?token=${await readMailedToken(use.baseURL ?? '', email, 'Confirm your email address for Lectern')}`,
  )
  await page.getByLabel('The password you chose').fill(password)
  await page.getByRole('button', { name: 'Confirm email address' }).click()
}

async function openBrowser(browser: Browser, options: BrowserContextOptions, answersRequests: boolean): Promise<Page> {
  const context = await browser.newContext({ ...options, ...fromOwnAddress() })
  // This address is never requested; any route turns interception on.
  if (answersRequests) await context.route('https://nowhere.example/', (route) => route.abort())
  if (options.javaScriptEnabled !== false) context.on('page', hydrateAfterLoading)
  return context.newPage()
}

async function openKeptBrowser(browser: Browser, options: BrowserContextOptions): Promise<KeptBrowser> {
  const context = await browser.newContext(options)
  context.on('page', hydrateAfterLoading)
  const opener = await context.newPage()
  // A page of the portal's origin that opens tabs: with this header as on all pages, a tab stays in its process.
  const headers = { 'Cross-Origin-Opener-Policy': 'same-origin' }
  await opener.route('**', (route) => route.fulfill({ contentType: 'text/html', headers, body: '' }))
  await opener.goto('/', { waitUntil: 'load' })
  const pending = new Set<Request>()
  // A browser does not report the response to this one, which a page may outlive; it only takes a cookie away.
  const isReported = (request: Request) => request.method() !== 'GET' && !request.url().endsWith('/api/notice-seen')
  context.on('request', (request) => isReported(request) && pending.add(request))
  context.on('response', (response) => pending.delete(response.request()))
  context.on('requestfailed', (request) => pending.delete(request))
  const listPending = () => [...pending].filter((each) => !each.frame().page().isClosed()).map((each) => each.url())
  return {
    context,
    waitForResponses: () => expect.poll(listPending, 'A test that leaves changes unanswered takes "page".').toEqual([]),
    opener,
    session: await context.newCDPSession(opener),
  }
}

/** Opens a tab, which has its own listeners, routes, scripts, emulation, session storage and history. */
async function openTab({ context, opener }: KeptBrowser): Promise<Page> {
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    opener.evaluate(() => {
      open('about:blank')!.opener = null
    }),
  ])
  return page
}

/** Closes the tabs, and undoes what a test may have changed in the browser itself. */
async function closeTabs({ context, opener, session, waitForResponses }: KeptBrowser, origin: string): Promise<void> {
  await waitForResponses()
  await Promise.all(context.pages().map((each) => each !== opener && each.close()))
  await Promise.all([
    context.clearCookies(),
    context.unrouteAll(),
    context.clearPermissions(),
    context.setOffline(false),
    session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' }),
  ])
}

/** Collects a page's errors. Returns those that are not expected. */
function watchConsole(page: Page, expected: RegExp[]): () => string[] {
  const complaints: string[] = []
  page.on(
    'console',
    (message) => message.type() === 'error' && complaints.push(`${message.text()} ${message.location().url}`),
  )
  page.on('pageerror', (error) => complaints.push(String(error)))
  return () => complaints.filter((complaint) => !expected.some((each) => each.test(complaint)))
}

/** The test function with the portal's fixtures. */
export const test = base.extend<Fixtures, WorkerFixtures>({
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
    const readComplaints = watchConsole(page, expectedConsole)
    await provide(page)
    await page.context().close()
    expect(readComplaints()).toEqual([])
  },

  openKept: [
    async ({ browser }, provide) => {
      let kept: Promise<KeptBrowser> | undefined
      await provide((options) => (kept ??= openKeptBrowser(browser, options)))
      await (await kept)?.context.close()
    },
    { scope: 'worker' },
  ],

  tab: async (
    { browser, openKept, baseURL, viewport, colorScheme, javaScriptEnabled, expectedConsole, answersRequests },
    provide,
  ) => {
    const kept = javaScriptEnabled === false ? undefined : await openKept({ baseURL })
    const page = kept
      ? await openTab(kept)
      : await openBrowser(browser, { javaScriptEnabled, viewport, colorScheme, baseURL }, answersRequests)
    if (kept) {
      await kept.context.setExtraHTTPHeaders(fromOwnAddress().extraHTTPHeaders ?? {})
      if (viewport) await page.setViewportSize(viewport)
      if (colorScheme) await page.emulateMedia({ colorScheme })
      if (answersRequests) await page.route('https://nowhere.example/', (route) => route.abort())
    }
    const readComplaints = watchConsole(page, expectedConsole)
    await provide(page)
    if (kept) await closeTabs(kept, baseURL ?? '')
    else await page.context().close()
    expect(readComplaints()).toEqual([])
  },

  account: async ({}, provide) => {
    await provide(makeAccount())
  },

  signUp: async ({ baseURL }, provide) => {
    await provide(async (page, account = makeAccount()) => {
      const response = await page.request.post('/api/sign-up', { headers: { Origin: baseURL ?? '' }, data: account })
      expect(response.status()).toBe(200)
      // If the portal sends mail, the address must be confirmed first.
      if (!response.headers()['set-cookie']?.includes(`${nameSession(baseURL)}=`)) {
        const token = await readMailedToken(baseURL ?? '', account.email, 'Confirm your email address for Lectern')
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
