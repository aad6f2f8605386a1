import { expect, type Locator, type Page } from '@playwright/test'

/**
 * Returns the button in a tutorial's row that sets a state. Found by its label, since by its role the browser would
 * compute the names of the whole page.
 */
export function button(page: Page, name: string, title: string): Locator {
  return page.locator(`main button[aria-label="${name}: ${title}"]:not(.menu-item)`)
}

/** Opens the menu of a tutorial. */
export async function openMenu(page: Page, title: string): Promise<void> {
  const more = page.locator(`main button[aria-label="More for ${title}"]`)
  // Playwright scrolls to what it presses, and a menu follows its row a frame after a scroll: the press would miss it.
  await more.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
  await more.click()
  await expect(menu(page)).toBeVisible()
}

/** Returns the open menu. */
export function menu(page: Page): Locator {
  return page.locator('.menu:popover-open')
}

/** Presses a button in a tutorial's menu: Reading, Skip, Not started, Remove from shelf. */
export async function choose(page: Page, name: string, title: string): Promise<void> {
  await openMenu(page, title)
  await menu(page).locator(`[aria-label="${name}: ${title}"]`).click()
}

/** Opens the note of a tutorial and returns its field. */
export async function openNote(page: Page, title: string): Promise<Locator> {
  await openMenu(page, title)
  await menu(page)
    .getByRole('button', { name: /your note|a note/ })
    .click()
  const field = page.getByRole('textbox', { name: `Note on ${title}` })
  await expect(field).toBeFocused()
  return field
}

/** Returns the line of a tutorial's row with its state, host and so on. */
export function meta(page: Page, title: string): Locator {
  return page
    .locator('main :is(.resource, .part)')
    .filter({ has: page.locator(`[aria-label="Bookmark: ${title}"]`) })
    .locator('.meta')
    .last()
}

/** Returns the displayed note of a tutorial. */
export function readNote(page: Page, title: string): Locator {
  return page
    .locator('main :is(.resource, .part)')
    .filter({ has: page.locator(`[aria-label="Bookmark: ${title}"]`) })
    .locator('p.note')
    .last()
}
