import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Browser } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findBrowser } from '../../scripts/testing/browser'
import { report } from '../report'
import { startServer, type Server, patience } from './server'
import { openStore, type Store } from './store'

// A tab opened before the portal was rebuilt and restarted can still mark.

const [built, rebuilt] = [process.env.NEXT_DIST_DIR ?? '.next', '.cache/another-build']
let browser: Browser
let store: Store
let server: Server | undefined

/**
 * Copies the build under another name, like the next version: no file of the old one remains. Relative links to
 * packages are copied as their targets.
 */
function buildAnew(): void {
  const old = readFileSync(path.join(built, 'BUILD_ID'), 'utf8')
  const name = old.split('').reverse().join('')
  rmSync(rebuilt, { recursive: true, force: true })
  for (const each of readdirSync(built))
    if (!['cache', 'types', 'trace', 'trace-build', 'diagnostics', 'dev'].includes(each))
      cpSync(path.join(built, each), path.join(rebuilt, each), { recursive: true })
  for (const file of readdirSync(rebuilt, { recursive: true, encoding: 'utf8' }).map((each) =>
    path.join(rebuilt, each),
  )) {
    if (!/BUILD_ID$|\.(js|json|html|rsc|meta)$/.test(file) || !statSync(file).isFile()) continue
    const text = readFileSync(file, 'utf8')
    if (text.includes(old)) writeFileSync(file, text.replaceAll(old, name))
  }
  if (existsSync(path.join(rebuilt, 'static', old)))
    renameSync(path.join(rebuilt, 'static', old), path.join(rebuilt, 'static', name))
}

beforeAll(async () => {
  buildAnew()
  store = await openStore()
  browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}, patience)
afterAll(async () => {
  await browser.close()
  await server?.stop('SIGKILL')
  store.remove()
  rmSync(rebuilt, { recursive: true, force: true })
}, patience)

it(
  'R23: a tab from before an update marks on the server after it, and no click is lost',
  async () => {
    const [reader] = await store.addReaders(1)
    const [name = '', value = ''] = reader!.cookie.split('=')
    server = await startServer(store.variables)
    const context = await browser.newContext()
    await context.addCookies([{ name, value, url: server.base }])
    const page = await context.newPage()
    page.setDefaultTimeout(patience / 2)
    await page.goto(`${server.base}/prometheus`)
    await page.waitForLoadState('networkidle')
    const buttons = page.getByRole('button', { name: /^Done: / })
    const wanted = Math.min(3, await buttons.count())
    expect(wanted).toBe(3)

    // Without a server, a click is queued; the new server has no files of the old build.
    await server.stop()
    await buttons.nth(0).click()
    await page.route('**/_next/static/**', (route) => route.fulfill({ status: 404 }))
    server = await startServer({ ...store.variables, NEXT_DIST_DIR: rebuilt })
    for (let index = 1; index < wanted; index++) await buttons.nth(index).click()
    const stored = () => store.read(`SELECT "resourceId" FROM mark WHERE progress = 'done'`)
    await expect.poll(async () => (await stored()).length, { timeout: patience / 2 }).toBe(wanted)
    for (let index = 0; index < wanted; index++)
      expect(await buttons.nth(index).getAttribute('aria-pressed')).toBe('true')
    report('R23', '', `${wanted} of ${wanted} clicks of the old tab are kept by the new server`)
    await context.close()
  },
  patience,
)
