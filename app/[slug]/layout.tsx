import type { ReactNode } from 'react'
import { getVisit } from '@/app/visit'
import { Shell } from '@/components/layout/shell'
import { requireTopic, type TopicProps } from './topic'

/** The frame of a topic's page. */
export default async function TopicLayout({ children, ...props }: TopicProps & { children: ReactNode }) {
  const { portal, topic } = await requireTopic(props)
  const visit = await getVisit()
  return (
    <Shell portal={portal} current={topic} {...visit} page={`/${topic.slug}`}>
      {children}
    </Shell>
  )
}
