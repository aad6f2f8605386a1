import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { sample } from '../scripts/testing/cases'
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

/** Returns the messages of an interface; those of `editing.json` are for new content, of which a page may have them. */
const readTexts = (language: string): [string, string][] =>
  readdirSync(`messages/${language}`)
    .filter((file) => file !== 'editing.json')
    .flatMap((file) =>
      Object.entries(JSON.parse(readFileSync(`messages/${language}/${file}`, 'utf8')) as Record<string, string>).map(
        ([key, text]): [string, string] => [`${file} ${key}`, text],
      ),
    )

/** English words that can't be part of the pages' content: of some length, between values and tags, and not in German. */
const german = readTexts('de')
  .map(([, text]) => text)
  .join('\n')
const english = readTexts('en')
  .flatMap(([, text]) => text.split(/[{}<>]/))
  .map((text) => text.trim())
  .filter((text) => text.length > 12 && text.includes(' ') && !german.includes(text))

/** Returns all words of a page, with the labels that only assistive technology reads. */
const readWords = (page: Page) =>
  page.evaluate(() =>
    [
      document.title,
      document.body.innerText,
      ...['aria-label', 'placeholder', 'title', 'alt', 'content'].flatMap((name) =>
        [...document.querySelectorAll(`[${name}]`)].map((each) => each.getAttribute(name) ?? ''),
      ),
    ].join('\n'),
  )

/** Expects the page to fit a phone and a large screen. */
async function expectToFit(page: Page, address: string) {
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(excess, `${address} at ${width} px`).toBeLessThanOrEqual(0)
  }
}

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
    await expectToFit(page, address)
  }
})

test('a portal written from right to left is mirrored, and fits', async ({ page }) => {
  speak('lang: ar-XB\ndir: rtl\n')
  await expect
    .poll(async () => (await (await page.request.get(`${base}/prometheus`)).text()).includes('dir="rtl"'))
    .toBe(true)
  // In `npm test` every third: the frame of all pages is the same, and the German test fits each of them.
  for (const [address] of sample(pages, 3)) {
    await page.goto(base + address)
    await expect(page.locator('html'), address).toHaveAttribute('dir', 'rtl')
    await expectToFit(page, address)
  }
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 })
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
