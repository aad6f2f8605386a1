import { getViewer, readViewerMarks } from '@/app/viewer'
import { TopicPage } from '@/components/content/topic-page'
import { countNewSinceFinished, getListings } from '@/lib/shelf'
import { TopicForPrograms } from './topic-for-programs'
import { getTopicMetadata, readTopicPage, type TopicProps } from './topic'

export const dynamic = 'force-dynamic'

/** The metadata of the page. */
export const generateMetadata = getTopicMetadata

/** The page of a topic, `/<slug>`. */
export default async function Page(props: TopicProps) {
  const page = await readTopicPage(props)
  const { reader, shelf } = await getViewer()
  const marks = await readViewerMarks(page.topic.resources.map(({ id }) => id))
  const newSinceFinished = marks
    ? countNewSinceFinished(page.topic.tutorialIds, marks.marks, (await readListedSince(page.topic.slug)) ?? undefined)
    : 0
  return (
    <>
      {!reader && <TopicForPrograms {...page} />}
      <TopicPage {...page} shelf={shelf} marks={marks} newSinceFinished={newSinceFinished} />
    </>
  )
}

/** Returns when the topic first listed each of its tutorials; null if the database is unavailable. */
async function readListedSince(slug: string) {
  try {
    return (await getListings()).get(slug)
  } catch {
    return null
  }
}
