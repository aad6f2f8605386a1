import { execFileSync } from 'node:child_process'
import { findViolations } from '../axe'
import { expect, test } from '../test'

// What holds for any content, tried on the real one. How a page looks and what it counts is tried on content of the
// tests' own.

interface Explained {
  slug: string
  links: { verdict: string; id?: string }[]
}

const explain = ['--import', 'tsx', 'scripts/content.ts', 'explain', '--json']
const topics = JSON.parse(
  execFileSync(process.execPath, explain, { encoding: 'utf8', maxBuffer: 1 << 28 }),
) as Explained[]

test('there is content', () => {
  expect(topics.length).toBeGreaterThan(0)
})

for (const { slug, links } of topics)
  test(`/${slug} is there with its resources, and axe finds nothing`, async ({ page }) => {
    const response = await page.goto(`/${slug}`)
    expect(response?.status()).toBe(200)
    await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty()
    const ids = new Set(links.flatMap(({ verdict, id }) => (verdict !== 'mention' && id ? [id] : [])))
    const shown = await page.locator('main .resource-link').evaluateAll((all) => all.map(({ id }) => id))
    expect(new Set(shown)).toEqual(new Set([...ids].map((id) => `resource-${id}`)))
    expect(await findViolations(page)).toEqual([])
  })
