import type { Locator, Page, Request } from '@playwright/test'
import { atEachWidth, expectAccessible, findViolations } from './axe'
import { waitForHydration } from './wait-for-hydration'
import { button, menu, readNote } from './rows'
import { expect, slow, test } from './test'

/** The resources on the Prometheus page by their link text; the third and the fourth share a row. */
const [first, second, third, fourth] = [
  'Prometheus-Basics',
  'Prometheus',
  'monitoring synchronous applications',
  'monitoring asynchronous applications',
] as const

const opener = (page: Page) => page.getByRole('button', { name: 'Keyboard shortcuts' })
const sheet = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' })
const resource = (page: Page, text: string) =>
  page.locator('.resource-link').filter({ hasText: new RegExp(`^${text}$`) })
const said = (page: Page, words: string) => page.locator('body > [role="status"]').filter({ hasText: words })
const pressed = (locator: Locator) => expect(locator).toHaveAttribute('aria-pressed', 'true')

async function open(page: Page, address: string) {
  await page.goto(address)
  await waitForHydration(page)
}

async function press(page: Page, keys: string) {
  for (const key of keys.split(' ')) await page.keyboard.press(key)
}

test.describe('signed out', () => {
  test('j and k move between the resources, with a visible outline', async ({ visitor: page }) => {
    await open(page, '/prometheus')
    await press(page, 'j')
    for (const [keys, text] of [
      ['', first],
      ['j', second],
      ['j', third],
      ['j', fourth],
      ['k k', second],
    ] as const) {
      if (keys) await press(page, keys)
      await expect(resource(page, text)).toBeFocused()
      await expect(resource(page, text)).toBeInViewport({ ratio: 1 })
      await expect(resource(page, text)).toHaveCSS('outline-style', 'solid')
    }
  })

  test('j and k stop at either end, and say so', slow, async ({ page }) => {
    await open(page, '/prometheus')
    await press(page, 'j k')
    await expect(resource(page, first)).toBeFocused()
    await expect(said(page, 'No items before this one.')).toBeAttached()
    await press(page, 'j j j j j j j j')
    await expect(said(page, 'No more')).not.toBeAttached()
    await press(page, 'j')
    await expect(resource(page, 'From Graphite to Prometheus')).toBeFocused()
    await expect(said(page, 'No more items on this page.')).toBeAttached()
  })

  test('j and k continue from the focus or the reader’s position', slow, async ({ page }) => {
    await open(page, '/prometheus')
    await button(page, 'Done', 'Monitoring with Prometheus').focus()
    await press(page, 'k')
    await expect(resource(page, fourth)).toBeFocused()
    await button(page, 'Done', 'monitoring synchronous applications').focus()
    await press(page, 'j')
    await expect(resource(page, fourth)).toBeFocused()

    await open(page, '/prometheus')
    await page.evaluate(() => window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }))
    await press(page, 'k')
    await expect(resource(page, 'From Graphite to Prometheus')).not.toBeFocused()
    const above = await page.evaluate(() =>
      [...document.querySelectorAll('.resource-link')].indexOf(document.activeElement as Element),
    )
    expect(above).toBeGreaterThan(2)
  })

  test('j shows the row at once', async ({ visitor: page }) => {
    await open(page, '/prometheus')
    const thereAtOnce = await page.evaluate(() => {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
      const { top, bottom } = (document.activeElement as Element).getBoundingClientRect()
      return top >= 0 && bottom <= innerHeight
    })
    expect(thereAtOnce).toBe(true)
    await expect(resource(page, first)).toBeInViewport({ ratio: 1 })
  })

  test('n and p go to the next and the previous topic, where the keys work too', async ({ visitor: page }) => {
    await open(page, '/prometheus')
    for (const [key, address, heading] of [
      ['n', '/sentry', 'Sentry'],
      ['p', '/prometheus', 'Prometheus'],
    ] as const) {
      await press(page, key)
      await expect(page).toHaveURL(address)
      await expect(page.getByRole('heading', { level: 1 })).toContainText(heading)
      await waitForHydration(page)
    }
    await press(page, 'j')
    await expect(resource(page, first)).toBeFocused()
  })

  test('a key during hydration acts once', slow, async ({ page }) => {
    await page.addInitScript(() => {
      const press = () =>
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true, cancelable: true }))
      Object.defineProperty(window, 'pageLoader', {
        configurable: true,
        set(loader: { ready: () => void }) {
          const ready = () => {
            loader.ready()
            // Like a browser's key event: after React's current work, before any timer.
            window.scheduler.postTask(press, { priority: 'user-blocking' })
          }
          Object.defineProperty(window, 'pageLoader', { value: { ...loader, ready } })
        },
      })
    })
    await open(page, '/prometheus')
    await expect(resource(page, first)).toBeFocused()
    await press(page, 'j')
    await expect(resource(page, second)).toBeFocused()
  })

  test('g and then h or s go to the home page and the shelf', async ({ visitor: page }) => {
    await open(page, '/prometheus')
    await press(page, 'g h')
    await expect(page).toHaveURL('/')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Learn to build')
    await press(page, 'g s')
    await expect(page).toHaveURL(/\/(shelf|sign-in\?next=\/shelf)$/)
  })

  test('g expires after a second, and by any other key', slow, async ({ page }) => {
    await page.clock.install({ time: '2026-01-01T08:00:00Z' })
    await open(page, '/prometheus')
    // Time is frozen from here on, however busy the machine is.
    await page.clock.pauseAt('2026-01-01T09:00:00Z')
    await press(page, 'j g')
    await page.clock.runFor(1100)
    await press(page, 'h g j h')
    await expect(resource(page, first)).toBeFocused()
    await expect(page).toHaveURL('/prometheus')
    await press(page, 'g')
    await page.clock.runFor(900)
    await press(page, 'h')
    await page.clock.resume()
    await expect(page).toHaveURL('/')
  })

  test('o opens the resource', async ({ page }) => {
    await page.context().route('https://github.com/**', (route) => route.fulfill({ body: 'a tutorial' }))
    await open(page, '/prometheus')
    await press(page, 'j o')
    await expect(page).toHaveURL('https://github.com/yolossn/Prometheus-Basics')
  })

  test('going back from a tutorial restores the position, a new visit does not', slow, async ({ page }) => {
    await page.context().route('https://www.kartar.net/**', (route) => route.fulfill({ body: 'a tutorial' }))
    await open(page, '/prometheus')
    await press(page, 'j j o')
    await expect(page).toHaveURL(/kartar/)
    await page.goBack()
    await expect(resource(page, second)).toBeFocused()
    await page.reload()
    await expect(resource(page, second)).toBeFocused()
    await open(page, '/prometheus')
    await press(page, 'j')
    await expect(resource(page, first)).toBeFocused()
  })

  test('marks by keyboard work without an account', slow, async ({ page }) => {
    await open(page, '/prometheus')
    await press(page, 'j d')
    await pressed(button(page, 'Done', first))
    await expect(page.locator('main')).toContainText('1 of 9 done')
    // The reader's page has replaced this one, and the focus has stayed.
    await expect(resource(page, first)).toBeFocused()
    await press(page, 'j r')
    await expect(page.locator('main')).toContainText('1 of 9 done, 1 being read')
  })
})

test.describe('signed in', () => {
  test.beforeEach(async ({ page, signUp }) => {
    await signUp(page)
    await open(page, '/prometheus')
  })

  test('r, d, x, t and b mark the focused resource, and say what its button shows', async ({ page }) => {
    await press(page, 'j')
    for (const [key, label] of [
      ['r', 'Reading'],
      ['d', 'Done'],
      ['x', 'Skipped'],
      ['t', 'Not started'],
      ['b', 'Bookmark'],
    ] as const) {
      await press(page, key)
      await expect(said(page, `${label}: ${first}`)).toBeAttached()
      await expect(resource(page, first)).toBeFocused()
    }
    await expect(button(page, 'Done', first)).toHaveAttribute('aria-pressed', 'false')
    await pressed(button(page, 'Bookmark', first))
    await press(page, 'b')
    await expect(button(page, 'Bookmark', first)).toHaveAttribute('aria-pressed', 'false')
    await expect(said(page, `Bookmark removed: ${first}`)).toBeAttached()
  })

  test('marks are saved, and the keys work after the page’s data was read again', async ({ page }) => {
    await press(page, 'j d')
    await expect(page.locator('main')).toContainText('1 of 9 done')
    await press(page, 'j r')
    await expect(page.locator('main')).toContainText('1 of 9 done, 1 being read')
    await page.reload()
    await pressed(button(page, 'Done', first))
    await expect(page.locator('main')).toContainText('1 of 9 done, 1 being read')
  })

  test('of two resources in a row, the keys mark the focused one', slow, async ({ page }) => {
    await press(page, 'j j j j d')
    await expect(resource(page, fourth)).toBeFocused()
    await expect(page.locator('main')).toContainText('1 of 9 done')
    const row = page.locator('.resource').filter({ has: resource(page, fourth) })
    await expect(row.locator('.glyph').nth(0)).toHaveAttribute('aria-pressed', 'false')
    await pressed(row.locator('.glyph').nth(1))
  })

  test('the keys work on the buttons of the controls too', slow, async ({ page }) => {
    await button(page, 'Bookmark', first).focus()
    await press(page, 'd')
    await pressed(button(page, 'Done', first))
  })

  test('without a focused resource, the keys mark nothing', slow, async ({ page }) => {
    const posts: string[] = []
    // Not the one that prolongs the session.
    const isChange = (request: Request) => request.method() === 'POST' && !request.url().endsWith('/api/session')
    page.on('request', (request) => isChange(request) && posts.push(request.url()))
    await press(page, 'd r b x t m o')
    await press(page, 'j k b')
    await pressed(button(page, 'Bookmark', first))
    await expect(page.locator('main :is(.mark[data-progress], .ribbon[aria-pressed="true"])')).toHaveCount(1)
    // The request is sent shortly after the result is shown.
    await expect.poll(() => posts).toEqual([expect.stringContaining('/api/bookmarks')])
  })

  test('g and another key mark nothing', slow, async ({ page }) => {
    await press(page, 'j g d b')
    await pressed(button(page, 'Bookmark', first))
    await expect(button(page, 'Done', first)).toHaveAttribute('aria-pressed', 'false')
  })

  test('a key held down marks once', slow, async ({ page }) => {
    await press(page, 'j')
    await page.keyboard.down('b')
    await page.keyboard.down('b')
    await page.keyboard.up('b')
    await press(page, 'd')
    await pressed(button(page, 'Done', first))
    await pressed(button(page, 'Bookmark', first))
  })

  test('the shelf has the same keys, and keeps a row that no longer matches until it is opened again', async ({
    page,
  }) => {
    await press(page, 'j r j b j x')
    await expect(page.locator('main')).toContainText('0 of 8 done, 1 being read, 1 skipped')
    await pressed(button(page, 'Bookmark', second))
    await press(page, 'g s')
    await expect(page.getByRole('heading', { name: 'Your shelf' })).toBeVisible()
    const links = page.locator('main .resource-link')
    await expect(links).toHaveCount(3)
    await press(page, 'j j')
    await expect(links.nth(1)).toBeFocused()
    await press(page, 'b')
    await expect(page.getByText('No longer matches these filters.')).toBeVisible()
    await expect(links).toHaveCount(3)
    await expect(links.nth(1)).toBeFocused()
    await press(page, 'j')
    await expect(links.nth(2)).toBeFocused()
    await open(page, '/shelf')
    await expect(links).toHaveCount(2)
  })

  test('/ goes to the search field if there is one', slow, async ({ page }) => {
    await press(page, 'j d')
    await expect(page.locator('main')).toContainText('1 of 9 done')
    await open(page, '/shelf')
    await press(page, '/')
    await expect(page.getByRole('searchbox')).toBeFocused()
    // The key that led there is not typed, and no shortcut works there.
    await page.keyboard.type('j?')
    await expect(page.getByRole('searchbox')).toHaveValue('j?')
  })

  test('m goes to the resource’s note, where letters are typed, and does not close it', async ({ page }) => {
    const note = page.getByRole('textbox', { name: `Note on ${fourth}` })
    await press(page, 'j j j j m')
    await expect(note).toBeFocused()
    await page.keyboard.type('jdbx?')
    await expect(note).toHaveValue('jdbx?')
    await press(page, 'Escape')
    await expect(readNote(page, fourth)).toContainText('jdbx?')
    await expect(page.locator(`[aria-label="More for ${fourth}"]`)).toBeFocused()
    await press(page, 'm')
    await expect(note).toBeFocused()
    await expect(note).toHaveValue('jdbx?')
    await expect(page.locator('main :is(.mark[data-progress], .ribbon[aria-pressed="true"])')).toHaveCount(0)
  })
})

test('. opens the menu of the resource, and a key that acts closes it', async ({ page, signUp }) => {
  await signUp(page)
  await open(page, '/prometheus')
  await press(page, 'j .')
  await expect(menu(page)).toBeVisible()
  await press(page, 'r')
  await expect(menu(page)).toHaveCount(0)
  await expect(page.locator('main')).toContainText('0 of 9 done, 1 being read')
  await press(page, '. Escape j')
  await expect(resource(page, second)).toBeFocused()
})

test.describe('shortcuts do nothing while', () => {
  test.beforeEach(async ({ page, signUp }) => {
    await signUp(page)
    await open(page, '/prometheus')
  })

  test('something is typed', async ({ page }) => {
    await page.evaluate(() => {
      const make = (tag: string, ...children: (Node | string)[]) => {
        const element = document.createElement(tag)
        element.append(...children)
        return element
      }
      const typing = make(
        'div',
        make('input'),
        make('textarea'),
        make('select', make('option', 'a'), make('option', 'd')),
        Object.assign(make('p', make('b', 'x')), { contentEditable: 'true' }),
      )
      typing.id = 'typing'
      document.querySelector('.resource')?.append(typing)
    })
    for (const field of ['input', 'textarea', 'select', 'p']) {
      await page.locator(`#typing ${field}`).focus()
      await press(page, 'd j ? b g h')
      await expect(page.locator(`#typing ${field}`)).toBeFocused()
    }
    await expect(page.locator('#typing input')).toHaveValue('dj?bgh')
    await nothingHappened(page)
  })

  test('Ctrl, Alt or Meta is held, or a word is being composed', slow, async ({ page }) => {
    await press(page, 'j')
    for (const held of ['Control', 'Alt', 'Meta'])
      await page.evaluate((modifier) => {
        for (const key of ['d', 'j', 'b', '?'])
          document.activeElement?.dispatchEvent(
            new KeyboardEvent('keydown', {
              key,
              bubbles: true,
              cancelable: true,
              [`${modifier.slice(0, 4).toLowerCase().replace('cont', 'ctrl')}Key`]: true,
            }),
          )
      }, held)
    await page.evaluate(() =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'd', bubbles: true, isComposing: true }),
      ),
    )
    await expect(resource(page, first)).toBeFocused()
    await nothingHappened(page)
  })

  test('Shift is held; Caps Lock makes no difference', slow, async ({ page }) => {
    await press(page, 'j Shift+J Shift+D')
    await expect(resource(page, first)).toBeFocused()
    await nothingHappened(page)
    // The event of a key under Caps Lock.
    await page.evaluate(() =>
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'D', bubbles: true })),
    )
    await pressed(button(page, 'Done', first))
  })

  test('a dialog is open', slow, async ({ page }) => {
    await press(page, 'j ?')
    await expect(sheet(page)).toBeVisible()
    await press(page, 'd b j g h')
    await expect(sheet(page)).toBeVisible()
    await press(page, 'Escape')
    await expect(resource(page, first)).toBeFocused()
    await nothingHappened(page)
  })

  async function nothingHappened(page: Page) {
    await expect(sheet(page)).toBeHidden()
    await expect(page).toHaveURL('/prometheus')
    await expect(page.locator('main :is(.mark[data-progress], .ribbon[aria-pressed="true"])')).toHaveCount(0)
  }
})

test.describe('the list of shortcuts', () => {
  test('opens on ?, holds the focus, and returns it', async ({ visitor: page }) => {
    await open(page, '/prometheus')
    await expect(sheet(page)).toHaveCount(0)
    await press(page, 'j j ?')
    await expect(sheet(page)).toBeVisible()
    expect(await findViolations(page, 'dialog[open]')).toEqual([])
    await expect(sheet(page).getByRole('button', { name: 'Close' })).toBeFocused()
    await expect(sheet(page).getByRole('button', { name: 'Close' })).toHaveCSS('outline-style', 'solid')
    await press(page, 'Tab')
    await expect(sheet(page).getByRole('checkbox')).toBeFocused()
    for (const key of ['Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
      await press(page, key)
      // The body replaces the browser's own controls, between the last and the first element.
      expect(await page.evaluate(() => document.activeElement?.closest('dialog, body')?.tagName)).toMatch(/DIALOG|BODY/)
      await expect(page.locator(':focus:not(dialog *, body)')).toHaveCount(0)
    }
    await press(page, 'Escape')
    await expect(sheet(page)).toHaveCount(0)
    await expect(resource(page, second)).toBeFocused()
  })

  test('opens by its button, closes by its own or a click outside', slow, async ({ page }) => {
    await open(page, '/')
    await opener(page).click()
    await sheet(page).getByRole('button', { name: 'Close' }).click()
    await expect(sheet(page)).toHaveCount(0)
    await expect(opener(page)).toBeFocused()
    await press(page, 'Enter')
    await expect(sheet(page)).toBeVisible()
    await page.mouse.click(5, 5)
    await expect(sheet(page)).toHaveCount(0)
  })

  test('opens from the contents if there is no sidebar, also with shortcuts turned off', slow, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 800 })
    await open(page, '/prometheus')
    await press(page, '?')
    await sheet(page).getByRole('checkbox').uncheck()
    await press(page, 'Escape')
    await page.getByRole('button', { name: 'Contents' }).click()
    await opener(page).click()
    await sheet(page).getByRole('checkbox').check()
    await press(page, 'Escape')
    await expect(opener(page)).toBeFocused()
    await press(page, 'Escape')
    await press(page, 'j')
    await expect(resource(page, first)).toBeFocused()
  })

  test('lists exactly the shortcuts of the current page', async ({ page, signUp }) => {
    const list = async () => {
      await press(page, '?')
      await expect(sheet(page)).toBeVisible()
      const keys = await sheet(page)
        .locator('dt')
        .evaluateAll((terms) =>
          terms.map((term) => [...term.querySelectorAll('kbd')].map((key) => key.textContent).join(' ')),
        )
      await press(page, 'Escape')
      await expect(sheet(page)).toHaveCount(0)
      return keys
    }
    const ways = ['g s', 'g h', '?', 'Esc']
    const everywhere = ['/ Ctrl K', ...ways]
    const onResources = ['j', 'k', 'o Enter', 'b', 't', 'r', 'd', 'x', 'm', '.', 'z']
    await open(page, '/')
    expect(await list()).toEqual(['/', 'Ctrl K', ...ways])
    await open(page, '/introduction')
    expect(await list()).toEqual(expect.not.arrayContaining(['p']))
    await open(page, '/prometheus')
    expect(await list()).toEqual([...onResources, 'n', 'p', ...everywhere])
    await signUp(page)
    await open(page, '/shelf')
    expect(await list()).toEqual(everywhere)
    await open(page, '/prometheus')
    await press(page, 'j d')
    await expect(page.locator('main')).toContainText('1 of 9 done')
    await open(page, '/shelf')
    expect(await list()).toEqual([...onResources, '/', 'Ctrl K', ...ways])
  })

  test.describe('that fails to load', () => {
    test.use({ expectedConsole: [/Failed to load resource/] })

    test('shows an error on the same page, and can be requested again', slow, async ({ page }) => {
      await open(page, '/prometheus')
      await page.context().setOffline(true)
      await press(page, 'j ?')
      await expect(said(page, 'The list of shortcuts can’t be loaded; you may be offline.')).toBeAttached()
      await expect(resource(page, first)).toBeFocused()
      await page.context().setOffline(false)
      await press(page, '?')
      await expect(sheet(page)).toBeVisible()
    })
  })

  test('axe finds nothing, and nothing scrolls sideways', slow, async ({ page }) => {
    await open(page, '/prometheus')
    await press(page, '?')
    for (const on of [true, false]) {
      await sheet(page).getByRole('checkbox').setChecked(on)
      await expectAccessible(page, on ? 'on' : 'off', 'dialog[open]')
    }
    await atEachWidth(page, async () =>
      expect(await sheet(page).evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth)).toBe(true),
    )
    await press(page, 'Escape')
    await atEachWidth(page, async (width) => expect(opener(page)).toBeVisible({ visible: width > 960 }))
  })
})

test.describe('shortcuts turned off', () => {
  /** Waits until a tab has received a change of the browser's storage. */
  const hear = (tab: Page) =>
    tab.evaluate(() => new Promise<void>((resolve) => addEventListener('storage', () => resolve(), { once: true })))

  test('are off at once, in other tabs, and later; only the button opens the list', async ({ page }) => {
    await open(page, '/prometheus')
    const other = await page.context().newPage()
    await open(other, '/prometheus')
    await other.keyboard.press('j')
    await expect(resource(other, first)).toBeFocused()

    await press(page, '?')
    const heardOff = hear(other)
    await sheet(page).getByRole('checkbox', { name: 'Use keyboard shortcuts' }).uncheck()
    await heardOff
    await press(page, 'Escape')
    await press(page, 'j ? n')
    await expect(sheet(page)).toHaveCount(0)
    await expect(page.locator('.resource-link:focus')).toHaveCount(0)
    await other.keyboard.press('j')
    await expect(resource(other, first)).toBeFocused()
    await expect(other).toHaveURL('/prometheus')

    await open(page, '/prometheus')
    await press(page, 'j n ?')
    await expect(page.locator('.resource-link:focus')).toHaveCount(0)
    await opener(page).click()
    const heardOn = hear(other)
    await sheet(page).getByRole('checkbox').check()
    await heardOn
    await press(page, 'Escape')
    await press(page, 'j')
    await expect(resource(page, first)).toBeFocused()
    await other.keyboard.press('j')
    await expect(resource(other, second)).toBeFocused()
  })

  for (const [what, refuse] of [
    [
      'can’t be read',
      () =>
        Object.defineProperty(window, 'localStorage', {
          get: () => {
            throw new DOMException('Denied', 'SecurityError')
          },
        }),
    ],
    [
      'is full',
      () => {
        Storage.prototype.setItem = () => {
          throw new DOMException('Full', 'QuotaExceededError')
        }
      },
    ],
  ] as const)
    test(`are off on this page if the browser’s storage ${what}`, slow, async ({ page }) => {
      await page.addInitScript(refuse)
      await open(page, '/prometheus')
      await press(page, 'j ?')
      await sheet(page).getByRole('checkbox').uncheck()
      await expect(sheet(page).getByRole('checkbox')).not.toBeChecked()
      await press(page, 'Escape')
      await press(page, 'j ?')
      await expect(resource(page, first)).toBeFocused()
      await expect(sheet(page)).toHaveCount(0)
    })
})

test('no shortcuts are printed', slow, async ({ page }) => {
  await open(page, '/prometheus')
  await opener(page).click()
  await expect(sheet(page)).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(sheet(page)).toBeHidden()
  await expect(page.locator('button', { hasText: 'Keyboard shortcuts' }).filter({ visible: true })).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('there are no shortcuts', async ({ page }) => {
    await page.goto('/prometheus')
    await expect(page.getByText('Keyboard shortcuts')).toHaveCount(0)
  })
})
