import { expect, followSignUpLink, makeAccount, slow, test, type Account } from './test'
import type { Page, Request } from '@playwright/test'

// The journey on a portal that shares its host with others: https://example.org/learn. Addresses here are relative.

/** Records the page's requests to addresses outside the portal's path, in the returned list. */
function watchEscapes(page: Page): string[] {
  const escaped: string[] = []
  page.on('request', (request: Request) => {
    const { pathname, protocol } = new URL(request.url())
    if (/^https?:$/.test(protocol) && !pathname.startsWith('/learn/')) escaped.push(request.url())
  })
  return escaped
}

/** Goes from the first page to a topic, signs up, marks a tutorial, and finds the mark again. */
async function travel(page: Page, account: Account): Promise<void> {
  await page.goto('./')
  const contents = page.getByRole('navigation', { name: 'Contents' })
  await contents.getByRole('link', { name: /DevOps/ }).click()
  await expect(page).toHaveURL('devops')
  await contents.getByRole('link', { name: /Prometheus/ }).click()
  await expect(page).toHaveURL('prometheus')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Name').fill(account.name)
  await page.getByLabel('Email address').fill(account.email)
  await page.getByLabel('Password').fill(account.password)
  await page.getByRole('button', { name: 'Create an account' }).click()
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
  await expect(page.getByRole('link', { name: 'Done 1', exact: true })).toBeVisible()
}

test('a reader travels below a path without leaving it', async ({ page, account }) => {
  const escaped = watchEscapes(page)
  await travel(page, account)

  // The search and the shortcuts navigate with the router: no whole page is loaded.
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

  await page.getByRole('link', { name: 'Your account' }).click()
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

  test('a reader travels below a path without leaving it', slow, async ({ page }) => {
    const escaped = watchEscapes(page)
    await travel(page, makeAccount())
    await page.goto('search?q=prometheus')
    await page.getByRole('main').getByRole('link', { name: 'Prometheus', exact: true }).first().click()
    await expect(page).toHaveURL(/\/learn\/prometheus/)
    expect(escaped).toEqual([])
  })
})

test.describe('without a connection', () => {
  test.use({ serviceWorkers: 'allow', expectedConsole: [/Failed to load resource|ERR_INTERNET_DISCONNECTED|503/] })

  test('a page that was opened below a path opens again, and another lists it', async ({ page }) => {
    await page.goto('prometheus')
    const isKept = () =>
      page.evaluate(
        async (path) => (await (await caches.open('/learn:portal-pages')).match(path)) !== undefined,
        '/learn/prometheus',
      )
    await expect.poll(isKept).toBe(true)
    const scopes = () =>
      page.evaluate(async () =>
        (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
      )
    expect(await scopes()).toEqual(['/learn/'])
    // Serwist's own cache is named after the worker's scope.
    const names = await page.evaluate(() => caches.keys())
    expect(names.filter((name) => !/^\/learn:|\/learn\/$/.test(name))).toEqual([])
    const files = await page.evaluate(async () =>
      (await (await caches.open('/learn:portal-files')).keys()).map(({ url }) => new URL(url).pathname),
    )
    expect(files.length).toBeGreaterThan(5)
    expect(files.filter((file) => !file.startsWith('/learn/'))).toEqual([])

    await page.context().setOffline(true)
    await page.goto('docker', { waitUntil: 'load' })
    await expect(page.getByRole('heading', { level: 1, name: 'You’re offline' })).toBeVisible()
    await page.getByRole('link', { name: 'Prometheus' }).click()
    await expect(page).toHaveURL('prometheus')
    await expect(page.getByRole('heading', { level: 1, name: 'Prometheus' })).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: 'You’re offline' })).toBeVisible()
  })
})

/** Matches addresses that begin with a slash, in HTML, JSON, XML and Next's own response format. */
const addresses =
  /(?:\b(?:href|src|srcset|srcSet|action|formAction|formaction|start_url|scope|url|data-page)"?[=:] ?["'`]|url\(["']?|Disallow: |"(?=\/(?:_next|_page|api)\/))(\/(?!\/)[^"'`)\s>]*)/g

for (const kind of ['pages', 'parts that the router asks for'])
  test(`no address in any answer leads out of the path: ${kind}`, async ({ request }) => {
    const { origin } = new URL(test.info().project.use.baseURL ?? '')
    const headers = kind === 'pages' ? undefined : { rsc: '1' }
    const read = async (address: string) => {
      const answer = await request.get(address, { maxRedirects: 0, headers })
      const text = (await answer.text()).replaceAll('\\"', '"').replaceAll('\\/', '/')
      const { location, link, refresh, 'speculation-rules': rules } = answer.headers()
      const found = [
        ...[...text.matchAll(addresses)].map(([, each]) => each),
        ...[...text.matchAll(new RegExp(`${origin}([^"'\`)\\s<>]*)`, 'g'))].map(([, each]) => each),
        location,
        ...(rules?.match(/\/[^"]*/g) ?? []),
        ...[...(link ?? '').matchAll(/<(\/[^>]*)>/g)].map(([, each]) => each),
        ...(refresh?.match(/\/.*/g) ?? []),
      ]
      return found.flatMap((each) => (each && !/^\/learn(\/|$)/.test(each) ? [`${address}: ${each}`] : []))
    }
    const of = (given: string) => given.trim().split(/\s+/)
    const asked = of(`./ contents paths resources resources?page=2 devops prometheus prometheus.md prometheus.html
      prometheus/ prometheus/markdown devops/feed.xml sign-in sign-up forgot-password search?q=prometheus search?q=zzzz
      search/results.json?q=prometheus shelf account account/confirm shelf/import shelf/export feed.xml feed.json
      sitemap.xml robots.txt llms.txt manifest.webmanifest speculation-rules.json offline nothing-here nothing/here
      .well-known/change-password .well-known/security.txt api/session?next=/prometheus reset-password/done healthz`)
    const outside: string[] = []
    for (const address of asked) outside.push(...(await read(address)))
    const html = await (await request.get('prometheus')).text()
    const resource = /name="resource" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const marked = await request.post('api/bookmarks', {
      headers: { Origin: origin },
      form: { resource, bookmarked: 'true', returnTo: '/prometheus' },
      maxRedirects: 0,
    })
    expect([marked.status(), marked.headers().location]).toEqual([
      303,
      expect.stringMatching(/^\/learn\/(prometheus|api\/session\?next=)/),
    ])
    const shelf = await (await request.get('shelf')).text()
    const reader = /name="reader" value="([^"]+)"/.exec(shelf)?.[1] ?? ''
    // The shelf and the home page tell what a form changed, and offer to undo it.
    for (const [returnTo, progress] of [
      ['/shelf', 'done'],
      ['/', 'reading'],
    ] as const) {
      const form = { resource, reader, progress, returnTo }
      const changed = await request.post('api/reading-progress', { headers: { Origin: origin }, form, maxRedirects: 0 })
      expect([changed.status(), changed.headers().location]).toEqual([303, `/learn${returnTo}`])
      const page = `.${returnTo}`
      expect(await (await request.get(page, { headers })).text()).toMatch(
        kind === 'pages' ? / class="toast"/ : /"change":\{"page":/,
      )
      outside.push(...(await read(page)))
    }
    for (const address of of('./ prometheus shelf shelf?bookmarked=yes account shelf/export resources'))
      outside.push(...(await read(address)))
    expect(outside).toEqual([])
  })
