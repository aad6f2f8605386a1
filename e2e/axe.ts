import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/**
 * What axe finds wrong on a page as it stands, by all of its rules. It runs in the page itself, which has no
 * frames, and does not write down what is right: a blank page beside each and those lists are most of its cost.
 */
export async function findViolations(page: Page, within?: string) {
  expect(page.frames(), 'frames are not looked into').toHaveLength(1)
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  if (within) axe.include(within)
  return (await axe.analyze()).violations
}
