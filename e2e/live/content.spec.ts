import { findViolations } from '../axe'
import { expect, test } from '../test'
import { listTopics } from './topics'

// Rules for all content, tested with the real one. The look and the counts of pages are tested with fixture content.

const topics = listTopics(process.env.CONTENT_DIR ?? 'content')

test('the content is not empty', () => {
  expect(topics.length).toBeGreaterThan(0)
})

for (const { slug, resources } of topics)
  test(`/${slug} shows its resources, and axe finds nothing`, async ({ page }) => {
    const response = await page.goto(`/${slug}`)
    expect(response?.status()).toBe(200)
    await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty()
    const shown = await page.locator('main .resource-link').evaluateAll((all) => all.map(({ id }) => id))
    expect(new Set(shown)).toEqual(resources)
    expect(await findViolations(page)).toEqual([])
  })
