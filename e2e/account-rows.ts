import { expect, type Locator, type Page } from '@playwright/test'

/** The line of one of the account's rows: its name and what holds. */
export function row(page: Page, name: string): Locator {
  return page.locator('main summary').filter({ has: page.getByText(name, { exact: true }) })
}

/** Opens a row of the account where it is closed; returns what it holds. */
export async function openRow(page: Page, name: string): Promise<Locator> {
  const region = page.getByRole('region', { name, exact: true })
  await expect(row(page, name)).toBeVisible()
  if (!(await region.isVisible())) await row(page, name).click()
  await expect(region).toBeVisible()
  return region
}
