import { findViolations } from '../axe'
import { expect, test } from '../test'
import { listTopics } from './topics'

// What holds for any content, tried on the real one. How a page looks and what it counts is tried on content of the
// tests' own.

const topics = listTopics(process.env.CONTENT_DIR ?? 'content')

test('there is content', () => {
  expect(topics.length).toBeGreaterThan(0)
})

for (const address of ['/', '/contents', '/resources', '/paths'])
  test(`axe finds nothing on ${address}`, async ({ page }) => {
    await page.goto(address)
    expect(await findViolations(page)).toEqual([])
  })

for (const { slug, resources } of topics)
  test(`/${slug} is there with its resources, and axe finds nothing`, async ({ page }) => {
    const response = await page.goto(`/${slug}`)
    expect(response?.status()).toBe(200)
    await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty()
    const shown = await page.locator('main .resource-link').evaluateAll((all) => all.map(({ id }) => id))
    expect(new Set(shown)).toEqual(resources)
    expect(await findViolations(page)).toEqual([])
  })
