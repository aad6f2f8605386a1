import type { Page } from '@playwright/test'
import { choose } from './rows'
import { expect, slow, test } from './test'

// With missing or corrupt browser storage, marks are saved, or shown as not saved.

const title = 'From Graphite to Prometheus'
/** Finds a button by its label. By its role, the browser would compute the names of the whole page. */
const button = (page: Page, state: string, of = title) =>
  page.locator(`button[aria-label="${state}: ${of}"]:not(.menu-item)`)
const main = (page: Page) => page.locator('main')
const status = (page: Page) => page.getByRole('status')
const noCookies = 'This browser blocks cookies from this site, so marks can’t be saved.'

test.use({ expectedConsole: [/Failed to load resource/] })

/** Breaks one browser feature each. Runs in the page. */
const breakages: Record<string, () => void> = {
  'locks that reject': () => {
    if (navigator.locks) navigator.locks.request = () => Promise.reject(new DOMException('No storage', 'SecurityError'))
  },
  'locks that throw': () => {
    Object.defineProperty(navigator, 'locks', {
      configurable: true,
      get: () => {
        throw new DOMException('No storage', 'SecurityError')
      },
    })
  },
  'no locks': () => {
    Object.defineProperty(navigator, 'locks', { configurable: true, value: undefined })
  },
  'no local storage': () => {
    Object.defineProperty(window, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('No storage', 'SecurityError')
      },
    })
  },
  'null for local storage': () => {
    Object.defineProperty(window, 'localStorage', { configurable: true, value: null })
  },
  'no session storage': () => {
    Object.defineProperty(window, 'sessionStorage', {
      get: () => {
        throw new DOMException('No storage', 'SecurityError')
      },
    })
  },
  'full storage': () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('Full', 'QuotaExceededError')
    }
  },
  'storage that only throws': () => {
    for (const name of ['getItem', 'setItem', 'removeItem', 'key', 'clear'] as const)
      Storage.prototype[name] = () => {
        throw new DOMException('No', 'SecurityError')
      }
  },
  'storage that can’t be emptied': () => {
    Storage.prototype.removeItem = () => {}
  },
  'no IndexedDB, caches, channels or workers': () => {
    for (const name of ['indexedDB', 'caches', 'BroadcastChannel', 'SharedWorker'])
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('No', 'SecurityError')
        },
      })
    Object.defineProperty(navigator, 'serviceWorker', {
      get: () => {
        throw new DOMException('No', 'SecurityError')
      },
    })
    Object.defineProperty(navigator, 'storage', {
      get: () => {
        throw new DOMException('No', 'SecurityError')
      },
    })
  },
  'no media queries': () => {
    window.matchMedia = () => {
      throw new DOMException('No', 'SecurityError')
    }
  },
  'no cookies for script': () => {
    Object.defineProperty(Document.prototype, 'cookie', {
      get: () => {
        throw new DOMException('No', 'SecurityError')
      },
      set: () => {
        throw new DOMException('No', 'SecurityError')
      },
    })
  },
}

async function saves(page: Page): Promise<void> {
  await page.goto('/prometheus')
  await button(page, 'Done').click()
  await expect(main(page)).toContainText('1 of 9 done')
  await expect(page.getByText('Saving…')).toHaveCount(0)
  await choose(page, 'Reading', 'Prometheus-Basics')
  await expect(main(page)).toContainText('1 of 9 done, 1 being read')
  await page.reload()
  await expect(button(page, 'Done')).toHaveAttribute('aria-pressed', 'true')
  await expect(main(page)).toContainText('1 of 9 done, 1 being read')
}

for (const [name, apply] of Object.entries(breakages))
  test(`a visitor’s marks are saved with ${name}`, slow, async ({ page }) => {
    await page.addInitScript(apply)
    await saves(page)
  })

/** Breakages that can be combined: of those that exclude each other, only the first. */
const allAtOnce = [
  'no media queries',
  'no cookies for script',
  'no IndexedDB, caches, channels or workers',
  'storage that only throws',
  'locks that reject',
  'no local storage',
  'no session storage',
]

test('a visitor’s marks are saved with all of these at once', async ({ page }) => {
  for (const name of allAtOnce) await page.addInitScript(breakages[name]!)
  await saves(page)
})

test('a lock that is never granted blocks nothing forever', slow, async ({ page }) => {
  await page.clock.install()
  await page.addInitScript(() => {
    navigator.locks.request = () => new Promise(() => {})
  })
  await page.goto('/prometheus')
  await button(page, 'Done').click()
  await expect(page.getByText('Saving…')).toBeVisible()
  await page.clock.fastForward(31_000)
  await expect(main(page)).toContainText('1 of 9 done')
})

test('changes that the browser does not store are shown as lost with the page', async ({ page, signUp }) => {
  await signUp(page)
  await page.addInitScript(breakages['full storage']!)
  await page.goto('/prometheus')
  await page.context().setOffline(true)
  await button(page, 'Done').click()
  await expect(status(page).filter({ hasText: '“Done” is not saved yet.' })).toContainText(
    'It’s stored on this page only and will be sent automatically, so keep the page open.',
  )
  await page.context().setOffline(false)
  await expect(main(page)).toContainText('1 of 9 done')
})

test('changes that the browser does not store are sent when the page is left', async ({ page, signUp }) => {
  await signUp(page)
  await page.addInitScript(breakages['no local storage']!)
  await page.goto('/prometheus')
  // Like a plain link.
  await page.evaluate(() => addEventListener('click', (event) => event.stopImmediatePropagation(), true))
  await page.evaluate(() => {
    for (const each of document.querySelectorAll<HTMLElement>('button[value="done"]')) each.click()
    document.querySelector<HTMLAnchorElement>('.portal-links a')?.click()
  })
  await page.waitForURL('/contents')
  await expect
    .poll(async () => (await page.request.get('/shelf')).text().then((html) => /(\d+) of \d+ done/.exec(html)?.[1]))
    .toBe('9')
})

test.describe('SVGcode#86: with all cookies blocked', () => {
  const posts = (page: Page) => {
    const made: string[] = []
    page.on('request', (request) => request.method() === 'POST' && made.push(new URL(request.url()).pathname))
    return made
  }

  test('a mark is shown as not saved, with the reason', async ({ page }) => {
    for (const name of allAtOnce) await page.addInitScript(breakages[name]!)
    await page.addInitScript(() => Object.defineProperty(navigator, 'cookieEnabled', { value: false }))
    const sent = posts(page)
    await page.goto('/prometheus')
    await button(page, 'Done').click()
    await expect(status(page).filter({ hasText: '“Done” was not saved.' })).toContainText(noCookies)
    await expect(button(page, 'Done')).toHaveAttribute('aria-pressed', 'false')
    await expect(page.getByText('Saving…')).toHaveCount(0)
    // No guest is created that the browser could not identify.
    expect(sent).toEqual([])
  })

  test('a browser that silently drops cookies is detected at the first mark', slow, async ({ page }) => {
    await page.route('**/api/*', async (route) => {
      const response = await route.fetch()
      const headers = response.headers()
      delete headers['set-cookie']
      await page.context().clearCookies()
      await route.fulfill({ response, headers })
    })
    const sent = posts(page)
    await page.goto('/prometheus')
    await button(page, 'Done').click()
    await expect(status(page).filter({ hasText: '“Done” was not saved.' })).toContainText(noCookies)
    await expect(button(page, 'Done')).toHaveAttribute('aria-pressed', 'false')
    await button(page, 'Bookmark').click()
    await expect(status(page).filter({ hasText: /“.*Bookmark.*” was not saved\./ })).toContainText(noCookies)
    expect(sent).toEqual(['/api/reading-progress', '/api/session'])
  })

  test.describe('and without JavaScript', slow, () => {
    test.use({ javaScriptEnabled: false })

    test('a mark is shown as not saved', async ({ page }) => {
      await page.route('**/api/reading-progress', async (route) => {
        const response = await route.fetch({ maxRedirects: 0 })
        await page.context().clearCookies()
        const headers = response.headers()
        delete headers['set-cookie']
        await route.fulfill({ response, headers })
      })
      await page.goto('/prometheus')
      await button(page, 'Done').click()
      await expect(page.getByRole('heading', { name: 'Not saved' })).toBeVisible()
      await expect(page.getByText(noCookies)).toBeVisible()
      await page.getByRole('link', { name: 'Back to the page' }).click()
      await expect(page).toHaveURL(/\/prometheus#resource-/)
    })
  })
})

test.describe('invalid data in the storage', () => {
  const bad: Record<string, string> = {
    'no JSON': '{"resource":',
    'JSON of nothing': 'null',
    'a list': '[]',
    'a number': '7',
    'nothing that it needs': '{}',
    'another type of value': JSON.stringify({
      reader: null,
      guest: true,
      resource: 'a',
      title: 'A',
      field: 'progress',
      value: 7,
      label: 'Done',
      at: 1,
    }),
    'a field that there is not': JSON.stringify({
      reader: null,
      guest: true,
      resource: 'a',
      title: 'A',
      field: 'constructor',
      value: 'done',
      label: 'Done',
      at: 1,
    }),
    'a state that there is not': JSON.stringify({
      reader: null,
      guest: true,
      resource: 'a',
      title: 'A',
      field: 'progress',
      value: 'burnt',
      label: 'Done',
      at: 1,
    }),
    'an id that is none': JSON.stringify({
      reader: null,
      guest: true,
      resource: '../a',
      title: 'A',
      field: 'progress',
      value: 'done',
      label: 'Done',
      at: 1,
    }),
    'a time that is none': JSON.stringify({
      reader: null,
      guest: true,
      resource: 'a',
      title: 'A',
      field: 'progress',
      value: 'done',
      label: 'Done',
      at: 'now',
    }),
    'a huge one': JSON.stringify({
      reader: null,
      guest: true,
      resource: 'a',
      title: 'A',
      field: 'note',
      value: 'x'.repeat(400_000),
      label: 'Note',
      at: 1,
    }),
  }
  const put = (page: Page, entries: Record<string, string>) =>
    page.addInitScript((given) => {
      if (localStorage.getItem('was-put')) return
      localStorage.setItem('was-put', 'yes')
      for (const [key, value] of Object.entries(given)) localStorage.setItem(`portal-change:${key}`, value)
    }, entries)
  const left = (page: Page) =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('portal-change:')))

  async function expectSetAside(page: Page, entries: string[], notice: string) {
    await put(page, Object.fromEntries(entries.map((entry, index) => [`${index}`.padStart(15, '0') + '-bad', entry])))
    await page.goto('/prometheus')
    await expect(status(page).filter({ hasText: notice })).toBeVisible()
    await button(page, 'Done').click()
    await expect(main(page)).toContainText('1 of 9 done')
    expect(await left(page)).toEqual([])
    await page.reload()
    await status(page).filter({ hasText: notice }).getByRole('button', { name: 'Dismiss' }).click()
    await expect(status(page).filter({ hasText: notice })).toHaveCount(0)
    expect(await page.evaluate(() => localStorage.getItem('portal-set-aside'))).toBeNull()
  }

  test('is discarded, and counted by kind', async ({ page }) => {
    const all = Object.values(bad)
    await expectSetAside(page, all, `We couldn’t read ${all.length} changes stored in this browser.`)
  })

  for (const [name, entry] of Object.entries(bad))
    test(`is set aside, and said: ${name}`, slow, async ({ page }) => {
      await expectSetAside(page, [entry], 'We couldn’t read one change stored in this browser.')
    })

  test('does not hide valid changes, and stays within limits', slow, async ({ page, signUp }) => {
    await signUp(page)
    await page.goto('/prometheus')
    const form = page.locator('.mark').filter({ has: button(page, 'Done') })
    const resource = await form.locator('[name="resource"]').inputValue()
    const good = (more: object) =>
      JSON.stringify({ reader: null, resource, field: 'progress', value: 'reading', at: Date.now(), ...more })
    await put(page, {
      ...Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`000000000000000-${index}`, 'x'.repeat(50_000)])),
      // As an older version stored them, twice; the last wins.
      '000000000000001-a': good({ key: 'elsewhere' }),
      '000000000000001-b': good({ value: 'done', more: 'than is known' }),
      // Of a page that is gone.
      '000000000000002-a': good({ resource: 'no-such-resource', title: 'A gone page', label: 'Done' }),
    })
    await page.reload()
    await expect(button(page, 'Done')).toHaveAttribute('aria-pressed', 'true')
    await expect(main(page)).toContainText('1 of 9 done')
    await expect(status(page).filter({ hasText: '“Done” for “A gone page” was not saved.' })).toContainText(
      'This item is no longer in the portal.',
    )
    await expect(status(page).filter({ hasText: 'We couldn’t read 20 changes stored in this browser' })).toBeVisible()
    expect(await left(page)).toEqual([])
    expect(await page.evaluate(() => localStorage.getItem('portal-set-aside')?.length)).toBeLessThan(100_000)
  })

  test('is discarded even if the storage is full', slow, async ({ page }) => {
    await put(page, { '000000000000001-bad': 'x' })
    await page.addInitScript(breakages['full storage']!)
    await page.goto('/prometheus')
    // The first init script stored this change; the second then filled the storage.
    await expect(status(page).filter({ hasText: 'We couldn’t read one change stored in this browser' })).toBeVisible()
    await button(page, 'Done').click()
    await expect(main(page)).toContainText('1 of 9 done')
  })

  test('in other keys of the portal breaks no page', slow, async ({ page, signUp }) => {
    await signUp(page)
    await page.addInitScript(() => {
      for (const key of [
        'portal-kept',
        'portal-visit',
        'portal-reader',
        'portal-set-aside',
        'theme',
        'keyboard-shortcuts',
        'recent-searches',
      ])
        localStorage.setItem(key, '{"reader":7,"asOf":"x"')
      sessionStorage.setItem('keyboard-place', '###')
    })
    await page.goto('/prometheus')
    await button(page, 'Done').click()
    await expect(main(page)).toContainText('1 of 9 done')
    await page.goto('/search')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  })
})
