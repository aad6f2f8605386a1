import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import type { Topic } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import { TopicContent } from './topic-content'

// Test helpers that render a body as HTML and find what must not be in it.

const attributes: Record<string, string> = {
  a: 'href rel id aria-label aria-describedby data-footnote-ref data-footnote-backref class',
  img: 'src alt title width height loading decoding',
  source: 'media srcset width height',
  div: 'data-language',
  pre: 'tabindex role aria-label class data-commands',
  ol: 'start',
  section: 'data-footnotes',
  th: 'style',
  td: 'style data-column',
  '*': 'id class tabindex role aria-label data-kind',
}
const elements =
  'a img p h1 h2 h3 h4 h5 h6 ul ol li em strong del code pre blockquote table thead tbody tr th td hr br div span figure picture source figcaption section sup aside kbd'.split(
    ' ',
  )

/** Creates a topic with a body. */
export function makeTopic(source: string): Topic {
  return {
    slug: 'page',
    title: 'Page',
    category: 'page',
    sidebartitle: 'Page',
    meta: 'A page.',
    sortorder: '0600',
    chapter: '06',
    toc: true,
    file: 'page.mdx',
    source,
    headings: [],
    passages: [],
    links: [],
    pictures: {},
    resources: [],
    tutorialIds: [],
    problems: [],
  }
}

/** Renders a topic as HTML; null if its body is not valid MDX. */
export async function renderTopic(topic: Topic, linkStates: LinkStates = new Map()): Promise<string | null> {
  let content
  try {
    content = await TopicContent({ topic, shelf: null, marks: null, linkStates })
  } catch (error) {
    // Any other error is a failure of the test.
    expect(String(error)).toMatch(/\[next-mdx-remote\] error compiling MDX/)
    return null
  }
  return renderToStaticMarkup(content)
}

/**
 * Returns the elements and attributes of a page that are not on a list of allowed ones, independent of the content
 * check's list. A regular expression suffices, since React escapes "<" in text and quotes in values.
 */
export function findForeign(html: string): string[] {
  return [...html.matchAll(/<([^/\s>]+)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/g)].flatMap(
    ([, name = '', list = '']) => {
      if (!elements.includes(name)) return [`<${name}>`]
      const allowed = `${attributes[name] ?? ''} ${attributes['*']}`.split(' ')
      return [...list.matchAll(/([^\s=>]+)(?:="([^"]*)")?/g)].flatMap(([, attribute = '', value = '']) => {
        if (!allowed.includes(attribute)) return [`${name} ${attribute}`]
        if (attribute === 'style' && !/^text-align:(left|right|center)$/.test(value))
          return [`${name} ${attribute}=${value}`]
        const isAddress = ['href', 'src', 'srcset'].includes(attribute)
        return isAddress && !(name !== 'a' ? /^\/[^/\\]/ : /^(https?:\/\/[^@]+$|mailto:|\/(?![/\\])|#)/).test(value)
          ? [`${name} ${attribute}=${value}`]
          : []
      })
    },
  )
}
