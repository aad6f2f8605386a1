import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Topic } from '@/lib/content'
import { hostilePages } from '@/lib/content/hostile-pages'
import { TopicContent } from './topic-content'

// What the check would refuse, shown all the same: as if it had been merged past it.

const attributes: Record<string, string> = {
  a: 'href rel id aria-label aria-describedby data-footnote-ref data-footnote-backref class',
  img: 'src alt title width height loading decoding',
  pre: 'tabindex role aria-label class data-language data-commands',
  ol: 'start',
  section: 'data-footnotes',
  th: 'style',
  td: 'style',
  '*': 'id class tabindex role aria-label data-kind',
}
const elements = 'a img p h1 h2 h3 h4 h5 h6 ul ol li em strong del code pre blockquote table thead tbody tr th td hr br div span figure figcaption section sup aside kbd'.split(' ')

/** The HTML of a body; null where it can't be compiled, so that nothing of it is shown. */
async function render(source: string): Promise<string | null> {
  const topic: Topic = { slug: 'page', title: 'Page', category: 'page', sidebartitle: 'Page', meta: 'A page.', sortorder: '0600', chapter: '06', toc: true, file: 'page.mdx', source, headings: [], passages: [], links: [], resources: [], tutorialIds: [], problems: [] }
  let content
  try {
    content = await TopicContent({ topic, shelf: null, marks: null, linkStates: new Map() })
  } catch (error) {
    // Not every failure will do: this one says that it is no MDX.
    expect(String(error)).toMatch(/\[next-mdx-remote\] error compiling MDX/)
    return null
  }
  return renderToStaticMarkup(content)
}

/** What stands in a page and should not. React escapes "<" in text and quotes in values, so that its tags can be read off. */
function findForeign(html: string): string[] {
  return [...html.matchAll(/<([^/\s>]+)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/g)].flatMap(([, name = '', list = '']) => {
    if (!elements.includes(name)) return [`<${name}>`]
    const allowed = `${attributes[name] ?? ''} ${attributes['*']}`.split(' ')
    return [...list.matchAll(/([^\s=>]+)(?:="([^"]*)")?/g)].flatMap(([, attribute = '', value = '']) => {
      if (!allowed.includes(attribute)) return [`${name} ${attribute}`]
      if (attribute === 'style' && !/^text-align:(left|right|center)$/.test(value)) return [`${name} ${attribute}=${value}`]
      const isAddress = attribute === 'href' || attribute === 'src'
      return isAddress && !(name === 'img' ? /^\/[^/\\]/ : /^(https?:\/\/[^@]+$|mailto:|\/(?![/\\])|#)/).test(value) ? [`${name} ${attribute}=${value}`] : []
    })
  })
}

describe('on the page there is nothing of', () => {
  it.each(hostilePages.map(([what, , body]) => ({ what, body })))('$what', async ({ body }) => {
    const html = await render(body)
    if (html === null) return
    expect(html).toContain('Words before.')
    expect(findForeign(html)).toEqual([])
    expect(html).not.toContain('evil.example/x')
    expect(globalThis).not.toHaveProperty('pwned')
  })
})

it('most of them are compiled, so that it is the page which is looked at', async () => {
  const pages = await Promise.all(hostilePages.map(([, , body]) => render(body)))
  expect(pages.filter((html) => html !== null).length).toBeGreaterThan(hostilePages.length * 0.8)
})

it('what may stand on a page is found to be so', async () => {
  const html = await render('## Part\n\n- [A](https://example.org/a) and **b**, `c`[^1]\n\n| a |\n|:--|\n| b |\n\n![Words](/figures/prometheus-scraping.svg "Caption")\n\n```js\nconst a = 1\n```\n\n[d](/docker.html) [e](mailto:a@example.org)\n\n[^1]: Below.')
  expect(html).toMatch(/<table>.*<img src="\/figures\/prometheus-scraping.svg".*<a href="mailto:a@example.org"/s)
  expect(findForeign(html ?? '')).toEqual([])
})

it('what may not is found in HTML that holds it', () => {
  const html = '<p onclick="x">a</p><script>b</script><a href="javascript:alert(1)" style="c">d</a><img src="//evil.example/x" alt=""/><table><tbody><tr><td style="position:fixed">e</td></tr></tbody></table>'
  expect(findForeign(html)).toEqual(['p onclick', '<script>', 'a href=javascript:alert(1)', 'a style', 'img src=//evil.example/x', 'td style=position:fixed'])
})
