import { TopicProgress } from '@/components/shelf/topic-progress'
import type { Topic } from '@/lib/content'
import type { Shelf } from '@/lib/shelf'
import { hasSections, OnThisPageFold } from './on-this-page'

interface PlaceLineProps {
  topic: Topic
  /** Adds "on this page", as in `TopicProgress`. */
  ofPage: boolean
  shelf: Shelf | null
}

/** The line at the top of a topic, only where it has something to say: its tutorials, or its folded sections. */
export function PlaceLine({ topic: { sidebartitle, tutorialIds, headings }, ofPage, shelf }: PlaceLineProps) {
  const hasTutorials = tutorialIds.length > 0
  if (!hasTutorials && !hasSections(headings)) return null
  return (
    // On a wide screen, the sections are next to the text.
    <div className={hasTutorials ? 'topic-progress place-line' : 'topic-progress place-line wide:hidden'}>
      <TopicProgress name={sidebartitle} ofPage={ofPage} tutorialIds={tutorialIds} shelf={shelf} />
      <OnThisPageFold headings={headings} />
    </div>
  )
}
