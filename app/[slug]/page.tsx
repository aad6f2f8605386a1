import { TopicPage } from '@/components/content/topic-page'
import { getPortal } from '@/lib/content'
import { TopicForPrograms } from './topic-for-programs'
import { getTopicMetadata, readTopicPage, type TopicProps } from './topic'

// The rendering for those signed out: made at build, the same bytes for everyone.
export const dynamic = 'force-static'
export const dynamicParams = false

export async function generateStaticParams() {
  return [...(await getPortal()).topics.keys()].map((slug) => ({ slug }))
}

export const generateMetadata = getTopicMetadata

export default async function Page(props: TopicProps) {
  const page = await readTopicPage(props)
  return (
    <>
      <TopicForPrograms {...page} />
      <TopicPage {...page} shelf={null} marks={null} />
    </>
  )
}
