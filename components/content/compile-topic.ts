import 'server-only'
import type { ComponentType, ReactElement } from 'react'
import { compileMDX } from 'next-mdx-remote/rsc'
import remarkGfm from 'remark-gfm'
import { annotateTopic, type Topic } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import { getLanguage } from '@/lib/messages'
import { t } from '@/messages/generated/content'
import { addressPortal } from './address-portal'
import { highlightCode } from './highlight'
import { rewriteLinks } from './rewrite-links'
import { serializeStaticSubtrees } from './serialize-static-subtrees'

// The only module that uses next-mdx-remote, which is archived; replace it here.

/** A compiled body, rendered with a component for each element. */
export type TopicBody = ComponentType<{ components: Record<string, unknown> }>

interface Compiled {
  source: string | null
  /** The states of the body's links and pictures, and the portal's language. */
  states: string
  body: TopicBody | null | Promise<TopicBody | null>
}

/** A cache of compiled bodies by slug, the least recently used first. */
const compiled = new Map<string, Compiled>()
const maxCompiled = 200

/**
 * Compiles a topic's body, or returns it from a cache of the 200 most recently used; null if the body is not valid MDX.
 * JavaScript in it is blocked, since content comes from pull requests.
 */
export async function compileTopic(topic: Topic, linkStates: LinkStates): Promise<TopicBody | null> {
  const { slug, source, pictures } = topic
  const states = JSON.stringify([topic.links.map(({ url }) => linkStates.get(url)), pictures, getLanguage()])
  const known = compiled.get(slug)
  const isCurrent = known?.source === source && known.states === states
  const entry = isCurrent
    ? known
    : { source, states, body: source === null ? null : compile(source, pictures, linkStates) }
  compiled.delete(slug)
  compiled.set(slug, entry)
  for (const each of compiled.keys()) {
    if (compiled.size <= maxCompiled) break
    compiled.delete(each)
  }
  // Stores the value, not the promise: Node links a promise to its request, which would stay in memory.
  return (entry.body = await entry.body)
}

/** The HTML elements that have a component (topic-content.tsx). */
const dynamicElements = new Set(['pre', 'table', 'th', 'td'])

async function compile(source: string, pictures: Topic['pictures'], linkStates: LinkStates): Promise<TopicBody> {
  const { content } = await compileMDX({
    source,
    options: {
      parseFrontmatter: false,
      blockJS: true,
      mdxOptions: {
        remarkPlugins: [remarkGfm, () => annotateTopic(source, pictures)],
        rehypePlugins: [
          highlightCode,
          () => rewriteLinks(linkStates),
          addressPortal,
          () => serializeStaticSubtrees(dynamicElements),
        ],
        // Makes the heading of the footnotes visible, not only for screen readers.
        remarkRehypeOptions: {
          footnoteLabel: t('footnotes'),
          footnoteLabelProperties: {},
          footnoteBackLabel: (reference, repeated) =>
            t('backToReference', { number: `${reference + 1}${repeated > 1 ? `-${repeated}` : ''}` }),
        },
      },
    },
  })
  // Returns the element's component, to be rendered with each reader's own `components`.
  return (content as ReactElement).type as TopicBody
}
