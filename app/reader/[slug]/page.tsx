import { getTopicMetadata, readTopicPage, type TopicProps } from '@/app/[slug]/topic'
import { TopicPage } from '@/components/content/topic-page'
import { countNewSinceFinished, getListings } from '@/lib/shelf'
import { getVisit, readVisitMarks } from '../visit'

// The rendering for readers of the address /<slug>: made on request, with their marks in it.
export const dynamic = 'force-dynamic'

export const generateMetadata = getTopicMetadata

export default async function Page(props: TopicProps) {
  const [{ shelf }, page] = [await getVisit(), await readTopicPage(props)]
  const marks = await readVisitMarks(page.topic.resources.map(({ id }) => id))
  const newSinceFinished = marks
    ? countNewSinceFinished(page.topic.tutorialIds, marks.marks, (await readListedSince(page.topic.slug)) ?? undefined)
    : 0
  return <TopicPage {...page} shelf={shelf} marks={marks} newSinceFinished={newSinceFinished} />
}

/** When the topic first listed each of its tutorials; null where the database has just gone away. */
async function readListedSince(slug: string) {
  try {
    return (await getListings()).get(slug)
  } catch {
    return null
  }
}
