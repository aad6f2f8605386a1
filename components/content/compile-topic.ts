import 'server-only'
import type { ComponentType, ReactElement } from 'react'
import { compileMDX } from 'next-mdx-remote/rsc'
import remarkGfm from 'remark-gfm'
import { annotateTopic, type Topic } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import { addressPortal } from './address-portal'
import { freeze } from './freeze'
import { highlightCode } from './highlight'
import { settleLinks } from './settle-links'

// The one place that knows next-mdx-remote. It is archived; its successor is put in here.

/** A compiled body: given what to render each element with, it renders. */
export type TopicBody = ComponentType<{ components: Record<string, unknown> }>

interface Compiled {
  source: string | null
  /** What is known of the links and pictures, which the body shows. */
  states: string
  body: TopicBody | null | Promise<TopicBody | null>
}

/** The bodies that were asked for last, by slug, the least recently used first: pages for readers need them each time. */
const compiled = new Map<string, Compiled>()
const mostCompiled = 200

/**
 * Compiles a topic's body, once for as long as its text stays the same and others are not asked for more; null where
 * the body is no MDX. Its JavaScript stays blocked: content from pull requests is text, not code.
 */
export async function compileTopic(topic: Topic, linkStates: LinkStates): Promise<TopicBody | null> {
  const { slug, source, pictures } = topic
  const states = JSON.stringify([topic.links.map(({ url }) => linkStates.get(url)), pictures])
  const known = compiled.get(slug)
  const isCurrent = known?.source === source && known.states === states
  const entry = isCurrent
    ? known
    : { source, states, body: source === null ? null : compile(source, pictures, linkStates) }
  compiled.delete(slug)
  compiled.set(slug, entry)
  for (const each of compiled.keys()) {
    if (compiled.size <= mostCompiled) break
    compiled.delete(each)
  }
  // Not the promise, for long: Node ties it to the request that it was made in, and so to all that was rendered there.
  return (entry.body = await entry.body)
}

/** The HTML elements that are rendered with components (topic-content.tsx). */
const live = new Set(['pre', 'table', 'th', 'td'])

async function compile(source: string, pictures: Topic['pictures'], linkStates: LinkStates): Promise<TopicBody> {
  const { content } = await compileMDX({
    source,
    options: {
      parseFrontmatter: false,
      blockJS: true,
      mdxOptions: {
        remarkPlugins: [remarkGfm, () => annotateTopic(source, pictures)],
        rehypePlugins: [highlightCode, () => settleLinks(linkStates), addressPortal, () => freeze(live)],
        // The heading of the footnotes is for everyone.
        remarkRehypeOptions: { footnoteLabelProperties: {} },
      },
    },
  })
  // The library binds the components of the first call; ours differ by reader, the body does not.
  return (content as ReactElement).type as TopicBody
}
