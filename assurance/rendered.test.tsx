import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sample } from '../scripts/testing/cases'
import { makeTopic, renderTopic } from '../components/content/testing'
import { getPortal } from '../lib/content'
import { hostilePages } from '../lib/content/checks/hostile-pages'
import { findBrowser } from '../scripts/testing/browser'
import { report } from './report'

// Opens pages that the check would refuse in a browser that would run their scripts.

let server: Server
let browser: Browser
let origin: string
const documents = new Map<string, string>()

beforeAll(async () => {
  server = createServer((request, response) => {
    const html = documents.get(request.url ?? '')
    response
      .writeHead(html === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
      .end(html && `<!doctype html><title>Page</title>${html}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
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
})
afterAll(async () => {
  await browser.close()
  server.close()
})

/** Opens pages and clicks everything in them. Returns what happened: scripts that ran, requests to elsewhere. */
async function open(pages: Record<string, string>): Promise<string[]> {
  const done: string[] = []
  const context = await browser.newContext()
  let current = ''
  await context.addInitScript(() => {
    const note = (what: string) => console.log(`__pwn ${what}`)
    for (const name of ['alert', 'confirm', 'prompt', 'print'] as const) window[name] = (() => note(name)) as never
    Object.defineProperty(window, 'pwned', {
      set: () => {
        note('pwned')
      },
    })
    Object.defineProperty(window, '__pwn', { value: () => note('called') })
  })
  await context.route('**/*', (route) => {
    const url = route.request().url()
    if (url.startsWith(origin)) return route.continue()
    done.push(`${current}: asked for ${url}`)
    return route.abort()
  })
  const page = await context.newPage()
  page.on('console', (message) => message.text().startsWith('__pwn') && done.push(`${current}: ran ${message.text()}`))
  for (const [name, html] of Object.entries(pages)) {
    current = name
    const path = `/${encodeURIComponent(name)}`
    documents.set(path, html)
    await page.goto(origin + path)
    // Clicks elements with handlers and script addresses. Links to pages are left to readers, since a picture inside
    // one would lead there.
    const clicking = page.evaluate(async () => {
      for (const each of document.querySelectorAll<HTMLElement>('body *')) {
        const address = each.getAttribute('href') ?? ''
        if (/^(https?:|\/(?![/\\]))/i.test(address)) each.addEventListener('click', (event) => event.preventDefault())
        for (const type of ['mouseover', 'focus', 'toggle', 'load', 'error']) each.dispatchEvent(new Event(type))
        // SVG elements have no click method.
        if (!/^(#|\/(?![/\\])|mailto:)/.test(address))
          each.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
      }
      // A script address runs in a later task.
      await new Promise((resolve) => setTimeout(resolve))
    })
    await clicking.catch(() => done.push(`${current}: went away`))
    if (page.url() !== origin + path && !page.url().startsWith(`${origin}${path}#`))
      done.push(`${current}: led to ${page.url()}`)
  }
  await context.close()
  return done
}

describe('M5: in a browser', () => {
  it('M5: nothing runs and nothing elsewhere is requested, by hostile pages or by ours', async () => {
    const hostile = await Promise.all(
      sample(hostilePages, 2).map(async ([what, , body]) => [what, await renderTopic(makeTopic(body))] as const),
    )
    // Without the portal's own controls.
    const ours = await Promise.all(
      sample([...(await getPortal()).topics.values()], 2).map(
        async (topic) => [topic.slug, await renderTopic({ ...topic, resources: [] })] as const,
      ),
    )
    const pages = [...hostile, ...ours].filter((page): page is [string, string] => page[1] !== null)
    expect(pages.length).toBeGreaterThan(hostile.filter(([, html]) => html !== null).length)
    expect(hostilePages.length).toBeGreaterThan(100)
    expect(await open(Object.fromEntries(pages))).toEqual([])
    report('M5', '', `${pages.length} pages in Chromium: 0 scripts run, 0 requests elsewhere`)
  })

  it('M5: control: the same bodies, unprotected, run scripts and send requests', async () => {
    const raw = [
      'a script',
      'a script from elsewhere',
      'a picture of HTML that fails',
      'a link of HTML',
      'an iframe',
      'an svg that loads',
      'a meta refresh',
    ].map((what) => [what, hostilePages.find(([name]) => name === what)?.[2].replace('httpEquiv', 'http-equiv') ?? ''])
    const done = await open(Object.fromEntries(raw))
    for (const [what] of raw)
      expect(
        done.filter((each) => each.startsWith(`${what}: `)),
        what,
      ).not.toEqual([])
  })
})
