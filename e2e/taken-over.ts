import { expect, type Page } from '@playwright/test'

/** Waits until script has taken the page over: before that, no key is heard, and a link loads the page anew. */
export async function takenOver(page: Page): Promise<void> {
  await expect(page.locator('button', { hasText: 'Keyboard shortcuts' }).first()).toBeAttached()
}
