import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { startPortal, type OwnPortal } from './own-portal'
import { expect, test } from './test'

// A portal speaks the language of its portal.yaml, on every page and from right to left, and changes it without a
// restart.

test.describe.configure({ mode: 'serial' })
test.use({ expectedConsole: [/404 \(Not Found\)/] })

let portal: OwnPortal
let base: string
const scratch = mkdtempSync(path.join(tmpdir(), 'lectern-language-'))
const content = path.join(scratch, 'content')
const speak = (settings: string) => writeFileSync(path.join(content, 'portal.yaml'), `name: Werkstatt\n${settings}`)

test.beforeAll(async () => {
  cpSync('e2e/fixtures/content', content, { recursive: true })
  speak('lang: de\n')
  const port = String(Number(process.env.E2E_PORT ?? 3210) + 10)
  base = `http://localhost:${port}`
  portal = await startPortal({ PORT: port, DATA_DIR: path.join(scratch, 'data'), CONTENT_DIR: content })
})
test.afterAll(async () => {
  await portal.stop()
  rmSync(scratch, { recursive: true })
})

const readTexts = (language: string): [string, string][] =>
  readdirSync(`messages/${language}`).flatMap((file) =>
    Object.entries(JSON.parse(readFileSync(`messages/${language}/${file}`, 'utf8')) as Record<string, string>).map(
      ([key, text]): [string, string] => [`${file} ${key}`, text],
    ),
  )

/** English texts that can't be part of the pages' content: of some length, whole, and different in German. */
const german = new Map(readTexts('de'))
const english = readTexts('en')
  .filter(([key, text]) => text.length > 12 && !/[{<]/.test(text) && german.get(key) !== text)
  .map(([, text]) => text)

/** Returns all words of a page, with the labels that only assistive technology reads. */
const readWords = (page: Page) =>
  page.evaluate(() =>
    [
      document.title,
      document.body.innerText,
      ...[...document.querySelectorAll('[aria-label], [placeholder], [title]')].flatMap((each) =>
        ['aria-label', 'placeholder', 'title'].map((name) => each.getAttribute(name) ?? ''),
      ),
    ].join('\n'),
  )

const pages: [string, RegExp][] = [
  ['/', /Alle Kapitel/],
  ['/prometheus', /Auf dieser Seite/],
  ['/devops', /In diesem Kapitel/],
  ['/contents', /Inhalt/],
  ['/resources', /Tutorials/],
  ['/search?q=zzyzx', /zzyzx/],
  ['/sign-in', /Anmelden/],
  ['/sign-up', /Konto erstellen/],
  ['/forgot-password', /Passwort/],
  ['/nowhere', /nicht gefunden/],
  ['/account', /Gast/],
  ['/shelf', /Regal/],
]

test('a German portal says nothing in English', async ({ page }) => {
  await page.goto(`${base}/prometheus`)
  await page.locator('main .glyph').first().click()
  await expect(page.getByText('nur für diesen Browser gespeichert')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('1 von 9 erledigt')
  for (const [address, words] of pages) {
    await page.goto(base + address)
    await expect(page.locator('html'), address).toHaveAttribute('lang', 'de')
    await expect(page.locator('body'), address).toContainText(words)
    const shown = await readWords(page)
    expect(
      english.filter((text) => shown.includes(text)),
      address,
    ).toEqual([])
  }
})

test('a portal written from right to left is mirrored, and fits', async ({ page }) => {
  speak('lang: ar-XB\ndir: rtl\n')
  await expect
    .poll(async () => (await (await page.request.get(`${base}/prometheus`)).text()).includes('dir="rtl"'))
    .toBe(true)
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    for (const [address] of pages) {
      await page.goto(base + address)
      await expect(page.locator('html'), address).toHaveAttribute('dir', 'rtl')
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(excess, `${address} at ${width} px`).toBeLessThanOrEqual(0)
    }
    await page.goto(`${base}/prometheus`)
    const [glyph, title] = await Promise.all(
      ['main .glyph', 'main .resource-link'].map((each) => page.locator(each).first().boundingBox()),
    )
    expect(glyph!.x).toBeGreaterThan(title!.x + title!.width - 1)
  }
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const sidebar = await page.getByRole('navigation').first().boundingBox()
  expect(sidebar!.x).toBeGreaterThan(720)
})
