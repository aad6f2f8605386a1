import type { Page, Route } from '@playwright/test'
import { atEachWidth, findViolations } from './axe'
import { waitForHydration } from './wait-for-hydration'
import { button, openNote } from './rows'
import { expect, slow, test } from './test'

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Search' })
const field = (page: Page) => dialog(page).getByRole('combobox')
const options = (page: Page) => dialog(page).getByRole('option')
const selected = (page: Page) => dialog(page).getByRole('option', { selected: true })
const link = (page: Page) => page.getByRole('link', { name: 'Search', exact: true })

async function open(page: Page, address: string) {
  await page.goto(address)
  await waitForHydration(page)
}

/** Makes the browser save data, so that the dialog's code is loaded on demand. */
const saveData = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { rtt: 25, saveData: true } }))

/** Holds back responses from these addresses. Returns a function that releases them. */
async function holdBack(page: Page, addresses: string | RegExp) {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.route(addresses, async (route) => {
    await released
    await route.continue()
  })
  return () => release()
}

const abort = (route: Route) => route.abort()
const answers = '**/search/results.json?*'
const scripts = '**/_next/static/**/*.js'

test.describe('by its requests', () => {
  test.use({ answersRequests: true })

  test('the dialog’s code is loaded once the page is idle, unless the reader saves data', async ({
    tab: page,
    context,
  }) => {
    await saveData(page)
    await open(page, '/docker')
    await page.waitForLoadState('networkidle')
    const onDemand = page.waitForRequest(scripts)
    await page.keyboard.press('/')
    await expect(field(page)).toBeFocused()
    const code = (await onDemand).url()

    const other = await context.newPage()
    const early = other.waitForRequest(code)
    await open(other, '/docker')
    await early
  })

  test('results of the first letters are shown while the reader types on', async ({ tab: page }) => {
    await open(page, '/docker')
    await page.keyboard.press('/')
    await expect(field(page)).toBeFocused()
    const asked: string[] = []
    const held: (() => Promise<void>)[] = []
    await page.route(answers, (route) => {
      asked.push(new URL(route.request().url()).searchParams.get('q') ?? '')
      held.push(() => route.continue())
    })
    await field(page).fill('prom')
    await expect.poll(() => asked).toEqual(['prom'])
    await field(page).fill('prometheus')
    await expect.poll(() => asked).toEqual(['prom', 'prometheus'])
    await held[0]!()
    await expect(options(page)).not.toHaveCount(0)
    await expect(dialog(page).getByRole('listbox')).toHaveAttribute('aria-busy', 'true')
    await held[1]!()
    await expect(dialog(page).getByRole('listbox')).toHaveAttribute('aria-busy', 'false')
    await expect(selected(page)).toContainText('numbers your service tells')
  })

  test('touching the search button fetches the dialog early', async ({ tab: page }) => {
    await saveData(page)
    await open(page, '/docker')
    await page.waitForLoadState('networkidle')
    await link(page).hover()
    const script = page.waitForRequest(scripts)
    await page.mouse.down()
    await script
    await expect(dialog(page)).toHaveCount(0)
    await page.mouse.up()
    await expect(field(page)).toBeFocused()
  })

  test('text typed while the dialog loads is kept, and does nothing else', slow, async ({ tab: page }) => {
    await saveData(page)
    await open(page, '/prometheus')
    await page.waitForLoadState('networkidle')
    const release = await holdBack(page, scripts)
    await page.keyboard.press('/')
    await page.keyboard.type('nprom')
    await page.keyboard.press('Backspace')
    release()
    await expect(field(page)).toHaveValue('npro')
    await expect(field(page)).toBeFocused()
    await page.keyboard.type('m')
    await expect(field(page)).toHaveValue('nprom')
    await expect(page).toHaveURL('/prometheus')
  })

  test('Enter before the results arrive opens the results page of the whole query', slow, async ({ tab: page }) => {
    await open(page, '/docker')
    await page.keyboard.press('/')
    await page.keyboard.type('git')
    await expect(selected(page)).toContainText('Git')
    await holdBack(page, answers)
    await field(page).fill('prometheus')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL('/search?q=prometheus')
    await expect(page.getByRole('main').getByRole('listitem').first()).toContainText('Prometheus')
  })
})

test('the search dialog leads to a tutorial by keyboard alone; no results are fetched before', async ({
  tab: page,
}) => {
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(request.url()))
  await open(page, '/docker')
  await page.keyboard.press('/')
  await expect(field(page)).toBeFocused()
  expect(fetched.some((each) => each.includes('results.json'))).toBe(false)

  await page.keyboard.type('prometheus')
  const topics = dialog(page).getByRole('group', { name: 'Topics' })
  await expect(topics.getByRole('option').first()).toContainText('Prometheus: numbers your service tells')
  await expect(topics.locator('mark').first()).toHaveText('Prometheus')
  await expect(dialog(page).getByRole('status')).toContainText('topics')
  await expect(field(page)).toHaveAccessibleName('Search topics and tutorials')
  await expect(field(page)).toHaveAttribute('aria-expanded', 'true')
  expect(await findViolations(page, 'dialog[open]')).toEqual([])

  // The first is selected; the arrows move on and wrap around.
  await expect(selected(page)).toContainText('numbers your service tells')
  await page.keyboard.press('ArrowUp')
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true')
  await expect(options(page).last()).toBeInViewport({ ratio: 1 })
  const wanted = dialog(page).getByRole('group', { name: 'Tutorials' }).getByRole('option', { name: 'kartar.net' })
  const place = Number((await wanted.getAttribute('id'))?.replace(/\D/g, ''))
  for (let step = 0; step <= place; step++) await page.keyboard.press('ArrowDown')
  await expect(selected(page)).toContainText('primer on Prometheus')
  await expect(field(page)).toHaveAttribute('aria-activedescendant', (await selected(page).getAttribute('id')) ?? '')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/prometheus#resource-[0-9a-f]+$/)
  await expect(dialog(page)).toHaveCount(0)
  const target = page.locator('.resource-link', { hasText: /^Prometheus$/ })
  await expect(target).toBeInViewport({ ratio: 1 })
  await expect(target).toBeFocused()
})

test('misspelled words are found, also from within a field; Escape returns the focus', async ({
  tab: page,
  signUp,
}) => {
  await signUp(page)
  await open(page, '/prometheus')
  await openNote(page, 'Prometheus-Basics')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('promehteus asynchronus')
  await expect(dialog(page).getByRole('status')).toContainText('Showing similar spellings:')
  await expect(
    options(page)
      .filter({ hasText: 'monitoring asynchronous applications' })
      .locator('mark', { hasText: 'asynchronous' })
      .first(),
  ).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toHaveCount(0)
  await expect(page.getByRole('textbox').first()).toBeFocused()
})

test('a click goes to a heading of the open page, or of another', async ({ tab: page }) => {
  await open(page, '/prometheus')
  await link(page).click()
  await field(page).fill('pull model')
  await options(page)
    .filter({ hasText: /^The pull model/ })
    .click()
  await expect(page).toHaveURL('/prometheus#the-pull-model')
  await expect(page.getByRole('heading', { name: 'The pull model' })).toBeInViewport()

  await open(page, '/docker')
  await page.keyboard.press('/')
  await field(page).fill('pull model')
  await options(page)
    .filter({ hasText: /^The pull model/ })
    .click()
  await expect(page).toHaveURL('/prometheus#the-pull-model')
  await expect(page.getByRole('heading', { name: 'The pull model' }).getByRole('link')).toBeFocused()
  await expect(dialog(page)).toHaveCount(0)
})

test('searching for a site or an author finds their tutorials first', slow, async ({ tab: page }) => {
  await open(page, '/docker')
  await page.keyboard.press('/')
  for (const [query, title] of [
    ['kartar.net', 'Prometheus'],
    ['Alex Ellis', 'Monitor your applications with Prometheus'],
  ] as const) {
    await field(page).fill(query)
    await expect(dialog(page).getByRole('group').first()).toHaveAccessibleName('Tutorials')
    await expect(options(page).first()).toContainText(title)
    await expect(selected(page)).toContainText(title)
  }
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/prometheus#resource-[0-9a-f]+$/)
})

test('a search without full matches says so, shows the closest, and leads on', async ({ tab: page }) => {
  await open(page, '/docker')
  await page.keyboard.press('/')
  await field(page).fill('zzzzqq')
  await expect(dialog(page).getByRole('status')).toHaveText('No results for “zzzzqq”.')
  await expect(options(page)).toHaveCount(0)
  await field(page).fill('prometheus zzzzqq')
  await expect(dialog(page).getByRole('status')).toHaveText(
    'No results match all of “prometheus zzzzqq”. Closest results:',
  )
  await expect(options(page).first()).toContainText('Prometheus')
  await dialog(page).getByRole('link', { name: 'All tutorials' }).click()
  await expect(page).toHaveURL('/resources')
})

test('the dialog can be closed and opened again at once', slow, async ({ tab: page }) => {
  await open(page, '/docker')
  await page.keyboard.press('/')
  await field(page).fill('prometheus')
  // In one task, like a quick hand on a slow machine: the field still has the focus, and the browser has not reported
  // the closing.
  await field(page).evaluate((input) => {
    input.closest('dialog')?.close()
    input.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }))
  })
  await expect(field(page)).toBeFocused()
  await expect(field(page)).toHaveValue('')
})

test('the dialog offers to go on with the topics in progress, by keyboard too', async ({ tab: page, signUp }) => {
  await signUp(page)
  await open(page, '/prometheus')
  const title = 'Prometheus-Basics'
  await button(page, 'Done', title).click()
  await expect(page.getByRole('main')).toContainText('1 of 9 done')
  await open(page, '/docker')
  await page.keyboard.press('/')
  await expect(dialog(page).getByRole('group', { name: 'Pick up where you left off' })).toBeVisible()
  await expect(options(page)).toHaveText(['Prometheus1 of 9 done'])
  await expect(selected(page)).toHaveCount(0)
  await page.keyboard.press('ArrowDown')
  await expect(selected(page)).toContainText('Prometheus')
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toHaveCount(0)
  await expect(page).toHaveURL(/\/prometheus#resource-/)
  // It was no search.
  await waitForHydration(page)
  await page.keyboard.press('/')
  await expect(options(page)).toHaveCount(1)
})

test('the dialog links to all results, however few', async ({ tab: page }) => {
  await open(page, '/docker')
  await page.keyboard.press('/')
  await field(page).fill('prometheus-basics')
  await expect(selected(page)).toContainText('Prometheus')
  await dialog(page).getByRole('link', { name: 'All results' }).click()
  await expect(page).toHaveURL('/search?q=prometheus-basics')
})

test('recent searches are stored in the browser, can be repeated, and cleared', async ({ tab: page }) => {
  await open(page, '/docker')
  for (const [query, topic] of [
    ['prometheus-basics', 'Prometheus'],
    ['sentry', 'Sentry'],
    ['Prometheus-Basics', 'Prometheus'],
  ] as const) {
    await page.keyboard.press('/')
    await field(page).fill(query)
    await expect(selected(page)).toContainText(topic)
    await page.keyboard.press('Enter')
    await expect(dialog(page)).toHaveCount(0)
    await expect(page).toHaveURL(new RegExp(topic.toLowerCase()))
    await waitForHydration(page)
  }
  await page.reload()
  await waitForHydration(page)
  await page.keyboard.press('/')
  await expect(options(page)).toHaveText(['Prometheus-Basics', 'sentry'])
  await expect(selected(page)).toHaveCount(0)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveValue('Prometheus-Basics')
  await expect(selected(page)).toContainText('Prometheus')
  await field(page).fill('')
  await dialog(page).getByRole('button', { name: 'Clear' }).click()
  await expect(options(page)).toHaveCount(0)
  await expect(field(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await expect(field(page)).toBeFocused()
  await expect(options(page)).toHaveCount(0)
})

test.describe('a failed search', () => {
  test.use({ expectedConsole: [/Failed to load resource/], answersRequests: true })

  test('shows an error, keeps the text, and can be repeated', async ({ tab: page }) => {
    await saveData(page)
    await open(page, '/docker')
    await page.waitForLoadState('networkidle')
    await page.route(scripts, abort)
    await page.keyboard.press('/')
    await expect(page.getByRole('alert').filter({ hasText: 'Search can’t be loaded' })).toBeVisible()
    await page.unroute(scripts)
    await page.keyboard.press('/')
    await expect(field(page)).toBeFocused()
    await expect(page.getByRole('alert').filter({ hasText: 'Search' })).toHaveCount(0)

    await page.route(answers, abort)
    await page.keyboard.type('prometheus')
    await expect(dialog(page).getByRole('status')).toHaveText('The portal can’t be reached; you may be offline.')
    await page.unroute(answers)
    await dialog(page).getByRole('button', { name: 'Try again' }).click()
    await expect(selected(page)).toContainText('Prometheus')
    await expect(field(page)).toHaveValue('prometheus')
  })
})

test('axe finds nothing in the open dialog, and nothing is wider than the window', slow, async ({ tab: page }) => {
  await open(page, '/docker')
  await atEachWidth(
    page,
    async (width) => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      await link(page).click()
      const look = async (state: string) => {
        expect(await findViolations(page, 'dialog[open]'), `${state} at ${width} px`).toEqual([])
        expect(await dialog(page).evaluate((each) => each.scrollWidth <= each.clientWidth)).toBe(true)
      }
      await field(page).fill('prometheus')
      await expect(options(page)).not.toHaveCount(0)
      await look('results')
      await field(page).fill('zzzzzz')
      await expect(dialog(page).getByRole('status')).toContainText('No results for “zzzzzz”.')
      await look('nothing')
      await page.keyboard.press('Escape')
      await expect(dialog(page)).toHaveCount(0)
    },
    [360, 1440],
  )
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the link leads to a page with the same results, grouped by topic', async ({ page }) => {
    await page.goto('/docker')
    await link(page).click()
    await expect(page).toHaveURL('/search')
    await page.getByRole('searchbox').fill('promehteus')
    await page.getByRole('searchbox').press('Enter')
    await expect(page).toHaveURL('/search?q=promehteus')
    await expect(page).toHaveTitle(/“promehteus” · Search/)
    const first = page.getByRole('main').locator('ol > li').first()
    await expect(first.getByRole('heading')).toContainText('Prometheus')
    await expect(first.locator('mark').first()).toBeVisible()
    const tutorials = page.getByRole('region', { name: 'Tutorials' })
    await tutorials.getByRole('link', { name: 'Prometheus-Basics' }).click()
    await expect(page).toHaveURL(/\/prometheus#resource-[0-9a-f]+$/)
    await expect(page.locator('.resource-link:target')).toHaveText('Prometheus-Basics')
  })

  test('a search without results says so, and shows the query as text', async ({ page }) => {
    await page.goto('/search?q=%3Czzzzqq%3E%22')
    await expect(page.getByRole('main')).toContainText('No results for “<zzzzqq>"”.')
    await expect(page.getByRole('searchbox')).toHaveValue('<zzzzqq>"')
  })

  test('empty searches and those without results link to the chapters', async ({ page }) => {
    for (const address of ['/search', '/search?q=zzzzqq', '/search?q=prometheus+zzzzqq']) {
      await page.goto(address)
      await expect(
        page.getByRole('navigation', { name: 'Chapters' }).getByRole('link', { name: 'DevOps' }),
        address,
      ).toHaveAttribute('href', '/devops')
    }
    await page.getByRole('main').getByRole('link', { name: 'All topics' }).click()
    await expect(page).toHaveURL('/contents')
  })
})

test('results are the same for everyone, and can be cached', async ({ tab: page, signUp, request }) => {
  const address = '/search/results.json?q=prometheus'
  const response = await request.get(address)
  expect(response.headers()).toMatchObject({
    'cache-control': 'public, max-age=300',
    'content-encoding': expect.stringMatching(/^(br|gzip)$/),
    etag: expect.stringMatching(/^W\/"[\w-]+"$/),
  })
  expect((await request.get(address, { headers: { 'If-None-Match': response.headers().etag ?? '' } })).status()).toBe(
    304,
  )
  await signUp(page)
  const signedIn = await page.request.get(address)
  expect(await signedIn.text()).toBe(await response.text())
  expect(signedIn.headers()['set-cookie']).toBeUndefined()
  // Any query is answered quickly.
  for (const query of ['', '%00', '%F0%9F%93%9A', 'a+'.repeat(2000), '%22%5D%7D'])
    expect((await request.get(`/search/results.json?q=${query}`)).status(), query).toBe(200)
})
