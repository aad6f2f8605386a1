import { describe, expect, it } from 'vitest'
import { getPortal } from '@/lib/content'
import { hostilePages } from '@/lib/content/checks/hostile-pages'
import { findForeign, makeTopic, renderTopic } from './testing'

// Renders pages that the content check refuses, as if they had been merged anyway.

const rendered = new Map<string, Promise<string | null>>()
/** Renders a page, or returns the result of an earlier call. */
function render(source: string): Promise<string | null> {
  const known = rendered.get(source) ?? renderTopic(makeTopic(source))
  rendered.set(source, known)
  return known
}

describe('M1, M2, M3, M4, M5: a page shows nothing of', () => {
  it.each(hostilePages.map(([what, , body]) => ({ what, body })))('$what', async ({ body }) => {
    const html = await render(body)
    if (html === null) return
    expect(html).toContain('Words before.')
    expect(findForeign(html)).toEqual([])
    expect(html).not.toContain('evil.example/x')
    expect(globalThis).not.toHaveProperty('pwned')
  })
})

it('M5: most hostile pages compile, so that their HTML is tested', async () => {
  const pages = await Promise.all(hostilePages.map(([, , body]) => render(body)))
  expect(pages.filter((html) => html !== null).length).toBeGreaterThan(hostilePages.length * 0.8)
})

it('findForeign accepts the HTML of a regular page', async () => {
  const html = await render(
    '## Part\n\n- [A](https://example.org/a) and **b**, `c`[^1]\n\n| a |\n|:--|\n| b |\n\n![Words](/figures/prometheus-scraping.svg "Caption")\n\n```js\nconst a = 1\n```\n\n[d](/docker.html) [e](mailto:a@example.org)\n\n[^1]: Below.',
  )
  expect(html).toMatch(/<table>.*<img src="\/figures\/prometheus-scraping.svg".*<a href="mailto:a@example.org"/s)
  expect(findForeign(html ?? '')).toEqual([])
})

it('M5: findForeign finds forbidden elements, attributes and values', () => {
  const html =
    '<p onclick="x">a</p><script>b</script><a href="javascript:alert(1)" style="c">d</a><img src="//evil.example/x" alt=""/><table><tbody><tr><td style="position:fixed">e</td></tr></tbody></table>'
  expect(findForeign(html)).toEqual([
    'p onclick',
    '<script>',
    'a href=javascript:alert(1)',
    'a style',
    'img src=//evil.example/x',
    'td style=position:fixed',
  ])
})

/** The HTML elements of the authors' own elements. */
const ofAuthors = ['<details>', '<summary>', '<svg>', '<path>']

describe('every page of the portal', async () => {
  const topics = [...(await getPortal()).topics.values()]

  it.each(topics)(
    'M5, L1: contains only allowed HTML, and no link without “noopener noreferrer”: $slug',
    async (topic) => {
      // Without the portal's own controls.
      const [words, page] = [await renderTopic({ ...topic, resources: [] }), await renderTopic(topic)]
      expect(findForeign(words ?? '<none>').filter((each) => !ofAuthors.includes(each))).toEqual([])
      expect(findReachingBack(page ?? '')).toEqual([])
    },
  )

  it('L1: findReachingBack finds links without “noopener noreferrer”', () => {
    expect(
      findReachingBack(
        '<a href="https://a.example/">a</a><a rel="noopener" href="http://b.example/">b</a><a href="/c">c</a><a href="https://d.example/" rel="noopener noreferrer">d</a>',
      ),
    ).toHaveLength(2)
  })

  it('L2, L3: shows a suspect link as text everywhere, and others as before', async () => {
    const prometheus = topics.find(({ slug }) => slug === 'prometheus')!
    const href = prometheus.resources[0]!.href
    const [before, after] = [
      await renderTopic({ ...prometheus }),
      await renderTopic({ ...prometheus }, new Map([[href, { verdict: 'suspect' as const }]])),
    ]
    const links = (html: string | null) =>
      [...(html ?? '').matchAll(/<a [^>]*href="(https?:[^"]*)"/g)].map(([, address]) => address)
    expect(links(before)).toContain(href)
    expect(links(after)).toEqual(links(before).filter((address) => address !== href))
    const dead = await renderTopic(
      { ...prometheus },
      new Map([[href, { verdict: 'dead' as const, archived: 'https://archive.example/copy' }]]),
    )
    expect(links(dead)).toContain('https://archive.example/copy')
  })
})

/** Returns the links to other sites that lack `noopener noreferrer`. */
function findReachingBack(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => /href="https?:/i.test(tag) && !/rel="[^"]*\bnoopener noreferrer\b/.test(tag))
}
