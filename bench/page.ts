import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { chromium, type Page } from '@playwright/test'

// Measures a page's size and load times on a slow phone: a quarter of the CPU, 1.6 Mbit/s, 150 ms. Compares them with
// the same text as minimal HTML. Read ratios and sizes, not milliseconds, on a shared machine.
// npx tsx bench/page.ts http://localhost:3000 /prometheus [number of loads]

const [base = 'http://localhost:3000', path = '/prometheus', loads = '7'] = process.argv.slice(2)
const slow = {
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (0.75 * 1024 * 1024) / 8,
  offline: false,
}

interface Load {
  /** Kilobytes transferred. */
  html: number
  css: number
  script: number
  font: number
  other: number
  requests: number
  /** Milliseconds. */
  fcp: number
  lcp: number
  blocking: number
  cls: number
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH })
const limit = await serveLimit(await (await fetch(base + path)).text())
try {
  const addresses = { limit: limit.address, page: base + path }
  const runs: Record<keyof typeof addresses, Load[]> = { limit: [], page: [] }
  // In turn, so that both meet the same load of the machine.
  for (let run = 0; run < Number(loads); run++)
    for (const name of ['limit', 'page'] as const) runs[name].push(await measureLoad(addresses[name]))
  const rows = { limit: takeMedians(runs.limit), page: takeMedians(runs.page) }
  console.table(rows)
  console.log(`worst layout shift of ${loads} loads: ${Math.max(...runs.page.map(({ cls }) => cls)).toFixed(4)}`)
  console.log(
    `page / limit: FCP ${(rows.page.fcp / rows.limit.fcp).toFixed(2)}, LCP ${(rows.page.lcp / rows.limit.lcp).toFixed(2)}`,
  )
  const full = median(await repeat(3, () => timeFullLoad(limit.address)))
  for (const [reader, open] of Object.entries({ 'who only reads': openUntouched, 'after scripts began': openAtRest })) {
    const click = median(await repeat(3, () => timeClick(open)))
    console.log(
      `click to the next topic, ${reader}: ${click.toFixed(0)} ms, ${(click / full).toFixed(2)} × a full load of the limit (${full.toFixed(0)} ms)`,
    )
  }
  const searches = await repeat(3, timeSearch)
  const fromKey = median(searches.map(({ key }) => key))
  const fromLetter = median(searches.map(({ letter }) => letter))
  console.log(
    `search, to the first result: ${fromKey.toFixed(0)} ms from the key, ${fromLetter.toFixed(0)} from the first letter`,
  )
} finally {
  await browser.close()
  limit.close()
}

async function openSlow(): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 412, height: 823 } })).newPage()
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', slow)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  return page
}

async function measureLoad(address: string): Promise<Load> {
  const page = await openSlow()
  const sizes: Record<string, number> = {}
  let requests = 0
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const types = new Map<string, string>()
  session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId) ?? 'Other'
    requests++
    sizes[type] = (sizes[type] ?? 0) + encodedDataLength / 1000
  })
  await page.addInitScript(() => {
    const seen = { lcp: 0, cls: 0, blocking: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => (seen.lcp = list.getEntries().at(-1)?.startTime ?? 0)).observe({
      type: 'largest-contentful-paint',
      buffered: true,
    })
    new PerformanceObserver((list) =>
      list.getEntries().forEach((entry) => (seen.cls += (entry as unknown as { value: number }).value)),
    ).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) =>
      list.getEntries().forEach(({ duration }) => (seen.blocking += Math.max(0, duration - 50))),
    ).observe({ type: 'longtask', buffered: true })
  })
  await page.goto(address)
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
  const seen = await page.evaluate(() => {
    const { lcp, cls, blocking } = (window as unknown as { seen: { lcp: number; cls: number; blocking: number } }).seen
    return { lcp, cls, blocking, fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0 }
  })
  await page.context().close()
  const { Document: html = 0, Stylesheet: css = 0, Script: script = 0, Font: font = 0, ...others } = sizes
  return {
    html,
    css,
    script,
    font,
    other: Object.values(others).reduce((sum, size) => sum + size, 0),
    requests,
    ...seen,
  }
}

async function timeFullLoad(address: string): Promise<number> {
  const page = await openSlow()
  const begun = performance.now()
  await page.goto(address, { waitUntil: 'load' })
  const time = performance.now() - begun
  await page.context().close()
  return time
}

async function openUntouched(): Promise<Page> {
  const page = await openSlow()
  await page.goto(base + path)
  await page.waitForLoadState('networkidle')
  return page
}

/** Opens the page, starts its scripts, and waits until it is idle. */
async function openAtRest(): Promise<Page> {
  const page = await openUntouched()
  await page.evaluate(() => (window as { pageLoader?: { begin(): void } }).pageLoader?.begin())
  await page.locator('button', { hasText: 'Keyboard shortcuts' }).first().waitFor({ state: 'attached' })
  await page.waitForLoadState('networkidle')
  return page
}

/**
 * Measures the time from the click on the next topic to its heading, at the end of a page. The browser prefetches the
 * page behind the link; where no tool controls it, it prerenders it.
 */
async function timeClick(open: () => Promise<Page>): Promise<number> {
  const page = await open()
  const heading = await page.locator('h1').textContent()
  const next = page.locator('a[rel="next"]')
  await next.scrollIntoViewIfNeeded()
  await next.hover()
  // No reader can read the link and click it faster.
  await page.waitForTimeout(700)
  const begun = performance.now()
  await next.click()
  await page.waitForFunction((before) => document.querySelector('h1')?.textContent !== before, heading)
  const time = performance.now() - begun
  await page.context().close()
  return time
}

/** Measures the time to the first result: from the key that opens the search, and from the first letter. */
async function timeSearch(): Promise<{ key: number; letter: number }> {
  const page = await openAtRest()
  const key = performance.now()
  await page.keyboard.press('/')
  const letter = performance.now()
  await page.keyboard.type('postgres')
  await page.getByRole('option').first().waitFor()
  const shown = performance.now()
  await page.context().close()
  return { key: shown - key, letter: shown - letter }
}

/** Serves the page's text as minimal HTML: no script, no fonts, a few lines of style. */
async function serveLimit(html: string): Promise<{ address: string; close: () => void }> {
  const article = /<article[^>]*>([\s\S]*?)<\/article>/.exec(html)?.[1] ?? ''
  const words = article
    .replace(/<(script|svg|form|details|figure)[\s\S]*?<\/\1>/g, '')
    .replace(/<(?!\/?(h1|h2|p|ul|li|pre|code|a)\b)[^>]*>/g, '')
    .replace(/<(\w+)(?:\s[^>]*?)?(\shref="[^"]*")?[^>]*>/g, '<$1$2>')
  const body = gzipSync(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>The limit</title><style>body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.6 Georgia,serif}pre{overflow:auto}</style><main>${words}</main></html>`,
  )
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'gzip' }).end(body),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() }
}

async function repeat<Result>(times: number, act: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let time = 0; time < times; time++) results.push(await act())
  return results
}

function takeMedians(runs: Load[]): Load {
  const keys = Object.keys(runs[0] ?? {}) as (keyof Load)[]
  return Object.fromEntries(
    keys.map((key) => [key, Number(median(runs.map((run) => run[key])).toFixed(key === 'cls' ? 4 : 1))]),
  ) as unknown as Load
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN
}
