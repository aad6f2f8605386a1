import { expect, test } from '../test'
import { listTopics } from './topics'

// Rules for all content, tested with the real one: its overviews, the first topic, and the page with most resources;
// the first topic of each chapter in `npm run test:assurance`. All pages in a browser: npm run test:content.

test('the overviews and pages answer, with all resources', async ({ request }) => {
  for (const address of ['/', '/contents', '/resources', '/paths'])
    expect((await request.get(address)).status(), address).toBe(200)
  const topics = listTopics('content')
  const firstOfEach = topics.filter(({ chapter }, at) => topics.findIndex((each) => each.chapter === chapter) === at)
  const [fullest] = topics.toSorted((a, b) => b.resources.size - a.resources.size)
  expect(fullest?.resources.size).toBeGreaterThan(0)
  const asked = process.env.SLOW ? firstOfEach : firstOfEach.slice(0, 1)
  for (const { slug, resources } of fullest ? [...asked, fullest] : []) {
    const response = await request.get(`/${slug}`)
    expect(response.status(), slug).toBe(200)
    const shown = [...(await response.text()).matchAll(/ id="(resource-[^"]+)"/g)].map(([, id = '']) => id)
    expect(new Set(shown), slug).toEqual(resources)
  }
})
