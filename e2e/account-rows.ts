import { expect, type Locator, type Page } from '@playwright/test'

/** Returns the line of a row on the account page: its name and current value. */
export function row(page: Page, name: string): Locator {
  return page.locator('main summary').filter({ has: page.getByText(name, { exact: true }) })
}

/** Opens a row on the account page if it is closed, and returns its content. */
export async function openRow(page: Page, name: string): Promise<Locator> {
  const region = page.getByRole('region', { name, exact: true })
  await expect(row(page, name)).toBeVisible()
  if (!(await region.isVisible())) await row(page, name).click()
  await expect(region).toBeVisible()
  return region
}
