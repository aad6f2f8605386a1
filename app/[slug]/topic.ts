import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { describeAddresses, describeFeeds } from '@/app/addresses'
import { toAddress } from '@/lib/base-path'
import { getChapter, getPortal, type Portal, type Topic } from '@/lib/content'
import { getHistory } from '@/lib/history'
import { getLinkStates } from '@/lib/links'

/** The props of a page under a topic's address. */
export interface TopicProps {
  params: Promise<{ slug: string }>
}

/** Returns the topic of an address. Redirects with 308 if the topic has moved; answers 404 if there is none. */
export async function requireTopic({ params }: TopicProps): Promise<{ portal: Portal; topic: Topic }> {
  const portal = await getPortal()
  const { slug } = await params
  const topic = portal.topics.get(slug)
  const now = portal.moves.topics.get(slug)
  if (!topic && now !== undefined) permanentRedirect(toAddress(`/${now}`))
  if (!topic) notFound()
  return { portal, topic }
}

/** Returns everything that a topic's page shows, except the reader's marks. */
export async function readTopicPage(props: TopicProps) {
  const { portal, topic } = await requireTopic(props)
  const { history, repository } = await getHistory()
  return { portal, topic, history: history.get(topic.file), repository, linkStates: getLinkStates() }
}

/** Returns the metadata of a topic's page. */
export async function getTopicMetadata(props: TopicProps): Promise<Metadata> {
  const { portal, topic } = await requireTopic(props)
  const path = `/${topic.slug}`
  const isHead = getChapter(portal, topic)?.head === topic
  return {
    title: topic.title,
    description: topic.meta,
    alternates: describeAddresses(path, { 'text/markdown': `${path}.md`, ...(isHead && describeFeeds(path)) }),
  }
}
