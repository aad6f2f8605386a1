import { expect, type Locator, type Page } from '@playwright/test'

/**
 * The button of a tutorial's row that sets this. By its label, not its role: a role has the browser compute the names
 * of the whole page.
 */
export function button(page: Page, name: string, title: string): Locator {
  return page.locator(`main button[aria-label="${name}: ${title}"]`)
}

/** Opens the menu of a tutorial. */
export async function openMenu(page: Page, title: string): Promise<void> {
  await page.locator(`main button[aria-label="More for ${title}"]`).click()
  await expect(menu(page)).toBeVisible()
}

/** The menu that is open. */
export function menu(page: Page): Locator {
  return page.locator('.menu:popover-open')
}

/** Presses a button of a tutorial's menu: Reading, Skip, Not started, Remove from shelf. */
export async function choose(page: Page, name: string, title: string): Promise<void> {
  await openMenu(page, title)
  await menu(page).locator(`[aria-label="${name}: ${title}"]`).click()
}

/** Opens the note of a tutorial; returns its field. */
export async function openNote(page: Page, title: string): Promise<Locator> {
  await openMenu(page, title)
  await menu(page)
    .getByRole('button', { name: /your note|a note/ })
    .click()
  const field = page.getByRole('textbox', { name: `Note on ${title}` })
  await expect(field).toBeFocused()
  return field
}

/** What a tutorial's row says of its state, its host and so on. */
export function meta(page: Page, title: string): Locator {
  return page
    .locator('main :is(.resource, .part)')
    .filter({ has: page.locator(`[aria-label="Bookmark: ${title}"]`) })
    .locator('.meta')
    .last()
}

/** The note of a tutorial, as it is read. */
export function readNote(page: Page, title: string): Locator {
  return page
    .locator('main :is(.resource, .part)')
    .filter({ has: page.locator(`[aria-label="Bookmark: ${title}"]`) })
    .locator('p.note')
    .last()
}
