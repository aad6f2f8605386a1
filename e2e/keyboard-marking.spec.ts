import type { Page, Request } from '@playwright/test'
import { first, fourth, open, press, pressed, resource, said, second, sheet } from './keyboard'
import { button, menu, readNote } from './rows'
import { expect, slow, test } from './test'

test('marks by keyboard work without an account', slow, async ({ tab: page }) => {
  await open(page, '/prometheus')
  await press(page, 'j d')
  await pressed(button(page, 'Done', first))
  await expect(page.locator('main')).toContainText('1 of 9 done')
  // The reader's page has replaced this one, and the focus has stayed.
  await expect(resource(page, first)).toBeFocused()
  await press(page, 'j r')
  await expect(page.locator('main')).toContainText('1 of 9 done, 1 being read')
})

test.describe('signed in', () => {
  test.beforeEach(async ({ tab: page, signUp }) => {
    await signUp(page)
    await open(page, '/prometheus')
  })

  test('r, d, x, t and b mark the focused resource, and say what its button shows', async ({ tab: page }) => {
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

  test('marks are saved, and the keys work after the page’s data was read again', async ({ tab: page }) => {
    await press(page, 'j d')
    await expect(page.locator('main')).toContainText('1 of 9 done')
    await press(page, 'j r')
    await expect(page.locator('main')).toContainText('1 of 9 done, 1 being read')
    await page.reload()
    await pressed(button(page, 'Done', first))
    await expect(page.locator('main')).toContainText('1 of 9 done, 1 being read')
  })

  test('of two resources in a row, the keys mark the focused one', slow, async ({ tab: page }) => {
    await press(page, 'j j j j d')
    await expect(resource(page, fourth)).toBeFocused()
    await expect(page.locator('main')).toContainText('1 of 9 done')
    const row = page.locator('.resource').filter({ has: resource(page, fourth) })
    await expect(row.locator('.glyph').nth(0)).toHaveAttribute('aria-pressed', 'false')
    await pressed(row.locator('.glyph').nth(1))
  })

  test('the keys work on the buttons of the controls too', slow, async ({ tab: page }) => {
    await button(page, 'Bookmark', first).focus()
    await press(page, 'd')
    await pressed(button(page, 'Done', first))
  })

  test('without a focused resource, the keys mark nothing', slow, async ({ tab: page }) => {
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

  test('g and another key mark nothing', slow, async ({ tab: page }) => {
    await press(page, 'j g d b')
    await pressed(button(page, 'Bookmark', first))
    await expect(button(page, 'Done', first)).toHaveAttribute('aria-pressed', 'false')
  })

  test('a key held down marks once', slow, async ({ tab: page }) => {
    await press(page, 'j')
    await page.keyboard.down('b')
    await page.keyboard.down('b')
    await page.keyboard.up('b')
    await press(page, 'd')
    await pressed(button(page, 'Done', first))
    await pressed(button(page, 'Bookmark', first))
  })

  test('the shelf has the same keys, and keeps a row that no longer matches until it is opened again', async ({
    tab: page,
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

  test('/ goes to the search field if there is one', slow, async ({ tab: page }) => {
    await press(page, 'j d')
    await expect(page.locator('main')).toContainText('1 of 9 done')
    await open(page, '/shelf')
    await press(page, '/')
    await expect(page.getByRole('searchbox')).toBeFocused()
    // The key that led there is not typed, and no shortcut works there.
    await page.keyboard.type('j?')
    await expect(page.getByRole('searchbox')).toHaveValue('j?')
  })

  test('m goes to the resource’s note, where letters are typed, and does not close it', async ({ tab: page }) => {
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

test('. opens the menu of the resource, and a key that acts closes it', async ({ tab: page, signUp }) => {
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
  test.beforeEach(async ({ tab: page, signUp }) => {
    await signUp(page)
    await open(page, '/prometheus')
  })

  test('something is typed', async ({ tab: page }) => {
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

  test('Ctrl, Alt or Meta is held, or a word is being composed', slow, async ({ tab: page }) => {
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

  test('Shift is held; Caps Lock makes no difference', slow, async ({ tab: page }) => {
    await press(page, 'j Shift+J Shift+D')
    await expect(resource(page, first)).toBeFocused()
    await nothingHappened(page)
    // The event of a key under Caps Lock.
    await page.evaluate(() =>
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'D', bubbles: true })),
    )
    await pressed(button(page, 'Done', first))
  })

  test('a dialog is open', slow, async ({ tab: page }) => {
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
