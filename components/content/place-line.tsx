import { TopicProgress } from '@/components/shelf/topic-progress'
import { resourceAnchor } from '@/components/ui/resource-anchor'
import type { Chapter, Heading, Topic } from '@/lib/content'
import type { Shelf } from '@/lib/shelf'
import { hasSections, OnThisPageFold } from './on-this-page'
import { inThisChapter } from './topic-list'

interface PlaceLineProps {
  topic: Topic
  /** The chapter whose first page this is, if it lists topics. */
  chapter?: Chapter
  headings: Heading[]
  shelf: Shelf | null
}

/**
 * The line at the top of a topic, only where it has something to say: its tutorials, or its folded sections. On the
 * first page of a chapter it counts the whole chapter and leads to its topics.
 */
export function PlaceLine({ topic, chapter, headings, shelf }: PlaceLineProps) {
  const { tutorialIds } = chapter ?? topic
  const [first] = tutorialIds
  const hasTutorials = tutorialIds.length > 0
  if (!hasTutorials && !hasSections(headings)) return null
  return (
    // On a wide screen, the sections are next to the text.
    <div className={hasTutorials ? 'topic-progress place-line' : 'topic-progress place-line wide:hidden'}>
      <TopicProgress
        name={topic.sidebartitle}
        anchor={first && (chapter ? inThisChapter : resourceAnchor(first))}
        ofChapter={chapter !== undefined}
        tutorialIds={tutorialIds}
        shelf={shelf}
      />
      <OnThisPageFold headings={headings} />
    </div>
  )
}
