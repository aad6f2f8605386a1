import type { Locator, Page } from '@playwright/test'
import { expect } from './test'
import { waitForHydration } from './wait-for-hydration'

/** The resources on the Prometheus page by their link text; the third and the fourth share a row. */
export const [first, second, third, fourth] = [
  'Prometheus-Basics',
  'Prometheus',
  'monitoring synchronous applications',
  'monitoring asynchronous applications',
] as const

/** The button that opens the list of shortcuts. */
export const opener = (page: Page) => page.getByRole('button', { name: 'Keyboard shortcuts' })
/** The list of shortcuts. */
export const sheet = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' })
/** A resource's link, by its text. */
export const resource = (page: Page, text: string) =>
  page.locator('.resource-link').filter({ hasText: new RegExp(`^${text}$`) })
/** What was announced with these words. */
export const said = (page: Page, words: string) => page.locator('body > [role="status"]').filter({ hasText: words })
/** Expects that a button is pressed. */
export const pressed = (locator: Locator) => expect(locator).toHaveAttribute('aria-pressed', 'true')

/** Opens a page and waits until its script handles keys. */
export async function open(page: Page, address: string) {
  await page.goto(address)
  await waitForHydration(page)
}

/** Presses keys one after the other, separated by spaces. */
export async function press(page: Page, keys: string) {
  for (const key of keys.split(' ')) await page.keyboard.press(key)
}
