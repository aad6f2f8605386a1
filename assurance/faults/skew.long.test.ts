import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Browser } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findBrowser } from '../../scripts/testing/browser'
import { report } from '../report'
import { startServer, type Server, patience } from './server'
import { openStore, type Store } from './store'

// A tab that was opened before the portal was built and started anew still marks.

const [built, anew] = [process.env.NEXT_DIST_DIR ?? '.next', '.cache/another-build']
let browser: Browser
let store: Store
let server: Server | undefined

/**
 * The build that is there under another name, as the next one will be: no file of the old one is where it was.
 * Its links to packages are relative, and are copied as what they lead to.
 */
function buildAnew(): void {
  const old = readFileSync(path.join(built, 'BUILD_ID'), 'utf8')
  const name = old.split('').reverse().join('')
  rmSync(anew, { recursive: true, force: true })
  for (const each of readdirSync(built))
    if (!['cache', 'types', 'trace', 'trace-build', 'diagnostics', 'dev'].includes(each))
      cpSync(path.join(built, each), path.join(anew, each), { recursive: true })
  for (const file of readdirSync(anew, { recursive: true, encoding: 'utf8' }).map((each) => path.join(anew, each))) {
    if (!/BUILD_ID$|\.(js|json|html|rsc|meta)$/.test(file) || !statSync(file).isFile()) continue
    const text = readFileSync(file, 'utf8')
    if (text.includes(old)) writeFileSync(file, text.replaceAll(old, name))
  }
  if (existsSync(path.join(anew, 'static', old)))
    renameSync(path.join(anew, 'static', old), path.join(anew, 'static', name))
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
  rmSync(anew, { recursive: true, force: true })
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

    // While there is no server a click is kept; the new one has none of the old one’s files.
    await server.stop()
    await buttons.nth(0).click()
    await page.route('**/_next/static/**', (route) => route.fulfill({ status: 404 }))
    server = await startServer({ ...store.variables, NEXT_DIST_DIR: anew })
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
