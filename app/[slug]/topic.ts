import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getPortal, type Portal, type Topic } from '@/lib/content'

/** What a page under a topic's address is given. */
export interface TopicProps {
  params: Promise<{ slug: string }>
}

/** The topic of an address; answers 404 where there is none. */
export async function requireTopic({ params }: TopicProps): Promise<{ portal: Portal; topic: Topic }> {
  const portal = await getPortal()
  const topic = portal.topics.get((await params).slug)
  if (!topic) notFound()
  return { portal, topic }
}

/** The same for both renderings of a topic. */
export async function getTopicMetadata(props: TopicProps): Promise<Metadata> {
  const { topic } = await requireTopic(props)
  return { title: topic.title, description: topic.meta, alternates: { canonical: `/${topic.slug}` } }
}
