import 'server-only'
import type { ComponentType, ReactElement } from 'react'
import { compileMDX } from 'next-mdx-remote/rsc'
import remarkGfm from 'remark-gfm'
import { annotateTopic, type Topic } from '@/lib/content'
import { highlightCode } from './highlight'

// The one place that knows next-mdx-remote. It is archived; its successor is put in here.

/** A compiled body: given what to render each element with, it renders. */
export type TopicBody = ComponentType<{ components: Record<string, unknown> }>

const compiled = new WeakMap<Topic, Promise<TopicBody | null>>()

/**
 * Compiles a topic's body, once for as long as the portal it is of stays in memory; null where the
 * body is no MDX. Its JavaScript stays blocked: content from pull requests is text, not code.
 */
export function compileTopic(topic: Topic): Promise<TopicBody | null> {
  const known = compiled.get(topic)
  if (known) return known
  const body = topic.source === null ? Promise.resolve(null) : compile(topic.source)
  compiled.set(topic, body)
  return body
}

async function compile(source: string): Promise<TopicBody> {
  const { content } = await compileMDX({
    source,
    options: {
      parseFrontmatter: false,
      blockJS: true,
      mdxOptions: {
        remarkPlugins: [remarkGfm, () => annotateTopic(source)],
        rehypePlugins: [highlightCode],
        // The heading of the footnotes is for everyone.
        remarkRehypeOptions: { footnoteLabelProperties: {} },
      },
    },
  })
  // The library binds the components of the first call; ours differ by reader, the body does not.
  return (content as ReactElement).type as TopicBody
}
