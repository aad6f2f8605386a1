import { expect, type Page } from '@playwright/test'

/** Waits until React has hydrated the page: before that, shortcuts do nothing and links load whole pages. */
export async function waitForHydration(page: Page): Promise<void> {
  // The page may be gone already.
  await page.evaluate(startScript).catch(() => {})
  await expect(page.locator('button', { hasText: 'Keyboard shortcuts' }).first()).toBeAttached()
}

/** Whether React has hydrated the page, which it marks with such a key, or the page has no script of ours. */
const isHydrated = () =>
  !document.querySelector('script[src*="/_next/"]') ||
  Object.keys(document).some((key) => key.startsWith('__reactContainer$'))

/** Loads the page's script, which otherwise waits for the first interaction. */
const startScript = () => (window as { pageLoader?: { begin: () => void } }).pageLoader?.begin()

/**
 * Makes `page.goto` and `page.reload` wait for hydration. Before it, buttons submit plain forms, so that the path which
 * a test takes would depend on the machine's speed. A test of that time passes `waitUntil`.
 */
export function hydrateAfterLoading(page: Page): void {
  const hydrate = async () => {
    await page.evaluate(startScript).catch(() => {})
    await page.waitForFunction(isHydrated)
  }
  const goto = page.goto.bind(page)
  page.goto = async (url, options) => {
    const response = await goto(url, options)
    if (!options?.waitUntil) await hydrate()
    return response
  }
  const reload = page.reload.bind(page)
  page.reload = async (options) => {
    const response = await reload(options)
    if (!options?.waitUntil) await hydrate()
    return response
  }
}
