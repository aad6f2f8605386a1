import type { ReactNode } from 'react'
import { requireTopic, type TopicProps } from '@/app/[slug]/topic'
import { Shell } from '@/components/layout/shell'
import { getVisit } from '../visit'

export default async function TopicLayout({ children, ...props }: TopicProps & { children: ReactNode }) {
  const visit = await getVisit()
  const { portal, topic } = await requireTopic(props)
  return (
    <Shell portal={portal} current={topic} {...visit} page={`/${topic.slug}`}>
      {children}
    </Shell>
  )
}
