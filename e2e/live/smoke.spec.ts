import { findViolations } from '../axe'
import { expect, test } from '../test'
import { listTopics } from './topics'

// Rules for all content, tested with the real one. All pages in a browser: npm run test:content.

test('every page of the content answers and has its resources', async ({ request }) => {
  const topics = listTopics('content')
  expect(topics.length).toBeGreaterThan(0)
  // Each page is rendered for the first time, which takes a busy machine a second.
  test.setTimeout(60_000 + topics.length * 2_000)
  for (const { slug, resources } of topics) {
    const response = await request.get(`/${slug}`)
    expect(response.status(), slug).toBe(200)
    const shown = [...(await response.text()).matchAll(/ id="(resource-[^"]+)"/g)].map(([, id = '']) => id)
    expect(new Set(shown), slug).toEqual(resources)
  }
})

test('axe finds nothing on the overviews and the page with most resources', async ({ page }) => {
  test.setTimeout(240_000)
  const [fullest] = listTopics('content').toSorted((a, b) => b.resources.size - a.resources.size)
  for (const address of ['/', '/contents', '/resources', `/${fullest?.slug}`]) {
    await page.goto(address)
    expect(await findViolations(page), address).toEqual([])
  }
})
