import { expect, type Page } from '@playwright/test'

/** Waits until script has taken the page over: before that, no key is heard, and a link loads the page anew. */
export async function takenOver(page: Page): Promise<void> {
  // Of a page that is gone already nothing is wanted.
  await page.evaluate(reach).catch(() => {})
  await expect(page.locator('button', { hasText: 'Keyboard shortcuts' }).first()).toBeAttached()
}

/** Whether React listens to the page, or the page has no script of ours. React marks what it hydrates with such a key. */
const listens = () =>
  !document.querySelector('script[src*="/_next/"]') ||
  Object.keys(document).some((key) => key.startsWith('__reactContainer$'))

/** Script comes once a reader reaches for what needs it; a test that waits for it does. */
const reach = () => (window as { lectern?: { begin: () => void } }).lectern?.begin()

/**
 * Has a page come back from going somewhere only once script listens to clicks, which is a tenth of a second after it
 * is loaded, and more on a busy machine: until then its buttons post as plain forms, and what a test expects of script
 * would be a matter of luck. A test of the time before says `waitUntil`.
 */
export function waitForScript(page: Page): void {
  const goto = page.goto.bind(page)
  page.goto = async (url, options) => {
    const response = await goto(url, options)
    if (!options?.waitUntil) {
      await page.evaluate(reach).catch(() => {})
      await page.waitForFunction(listens)
    }
    return response
  }
  const reload = page.reload.bind(page)
  page.reload = async (options) => {
    const response = await reload(options)
    if (!options?.waitUntil) {
      await page.evaluate(reach).catch(() => {})
      await page.waitForFunction(listens)
    }
    return response
  }
}
