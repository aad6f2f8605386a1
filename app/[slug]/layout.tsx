import type { ReactNode } from 'react'
import { getViewer } from '@/app/viewer'
import { Shell } from '@/components/layout/shell'
import { requireTopic, type TopicProps } from './topic'

/** The frame of a topic's page. */
export default async function TopicLayout({ children, ...props }: TopicProps & { children: ReactNode }) {
  const { portal, topic } = await requireTopic(props)
  const viewer = await getViewer()
  return (
    <Shell portal={portal} current={topic} {...viewer} page={`/${topic.slug}`}>
      {children}
    </Shell>
  )
}
