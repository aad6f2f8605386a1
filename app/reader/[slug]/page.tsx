import { getTopicMetadata, readTopicPage, type TopicProps } from '@/app/[slug]/topic'
import { TopicPage } from '@/components/content/topic-page'
import { getVisit } from '../visit'

// The rendering for readers of the address /<slug>: made on request, with their marks in it.
export const dynamic = 'force-dynamic'

export const generateMetadata = getTopicMetadata

export default async function Page(props: TopicProps) {
  const { shelf } = await getVisit()
  return <TopicPage {...await readTopicPage(props)} shelf={shelf} />
}
