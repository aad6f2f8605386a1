import type { ReactNode } from 'react'
import { Shell } from '@/components/layout/shell'
import { requireTopic, type TopicProps } from './topic'

export default async function TopicLayout({ children, ...props }: TopicProps & { children: ReactNode }) {
  const { portal, topic } = await requireTopic(props)
  return (
    <Shell portal={portal} current={topic} reader={null} shelf={null} page={`/${topic.slug}`}>
      {children}
    </Shell>
  )
}
