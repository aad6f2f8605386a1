import type { Page } from '@playwright/test'
import { expect, test } from './test'

// The tabs of several tests share a browser (test.ts). None may find what another left.

test.describe.configure({ mode: 'serial' })

/** Returns what the browser holds for the open page. */
const read = async (page: Page) => ({
  cookies: (await page.context().cookies()).map(({ name }) => name),
  ...(await page.evaluate(async () => ({
    stored: [{ ...localStorage }, { ...sessionStorage }],
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    permission: (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state,
    added: 'added' in window,
    opener: window.opener as unknown,
    name: window.name,
    history: history.length,
    isOnline: navigator.onLine,
    isPrinted: matchMedia('print').matches,
    isDark: matchMedia('(prefers-color-scheme: dark)').matches,
    width: innerWidth,
  }))),
})

let untouched: Awaited<ReturnType<typeof read>>

test('a test leaves cookies, storage, permissions, routes, scripts and emulation', async ({ tab: page }) => {
  await page.goto('/robots.txt', { waitUntil: 'load' })
  await page.goto('/docker')
  untouched = await read(page)
  await page.evaluate(async () => {
    for (const storage of [localStorage, sessionStorage]) storage.setItem('left', 'yes')
    await new Promise((resolve) => (indexedDB.open('left').onsuccess = resolve))
    await caches.open('left')
    window.name = 'left'
    document.cookie = 'left=yes'
  })
  await page.context().addCookies([{ name: 'elsewhere', value: 'yes', url: 'http://127.0.0.1/' }])
  await page.addInitScript(() => Object.assign(window, { added: true }))
  await page.context().grantPermissions(['clipboard-read'])
  await page.context().route('**/prometheus', (route) => route.fulfill({ body: 'left' }))
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.context().newPage()
  await page.context().setOffline(true)
  expect(await read(page)).not.toEqual(untouched)
})

test('the next test finds nothing of it', async ({ tab: page }) => {
  await page.goto('/robots.txt', { waitUntil: 'load' })
  await page.goto('/prometheus')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Prometheus')
  expect(page.context().pages()).toHaveLength(2)
  expect(await read(page)).toEqual(untouched)
})
