import type { Page } from '@playwright/test'
import { atEachWidth, expectAccessible, findViolations } from './axe'
import { first, open, opener, press, resource, said, second, sheet } from './keyboard'
import { expect, slow, test } from './test'

test.describe('the list of shortcuts', () => {
  test('opens on ?, holds the focus, and returns it', async ({ tab: page }) => {
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

  test('opens by its button, closes by its own or a click outside', slow, async ({ tab: page }) => {
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

  test(
    'opens from the contents if there is no sidebar, also with shortcuts turned off',
    slow,
    async ({ tab: page }) => {
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
    },
  )

  test('lists exactly the shortcuts of the current page', async ({ tab: page, signUp }) => {
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

    test('shows an error on the same page, and can be requested again', slow, async ({ tab: page }) => {
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

  test('axe finds nothing, and nothing scrolls sideways', slow, async ({ tab: page }) => {
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

  test('are off at once, in other tabs, and later; only the button opens the list', async ({ tab: page }) => {
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
    test(`are off on this page if the browser’s storage ${what}`, slow, async ({ tab: page }) => {
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

test('no shortcuts are printed', slow, async ({ tab: page }) => {
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
