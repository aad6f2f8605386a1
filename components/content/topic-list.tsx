import { CountedSpines } from '@/components/shelf/spines'
import { toAddress } from '@/lib/base-path'
import { getNumber, type Chapter, type Portal, type Topic } from '@/lib/content'
import { countProgress, emptyShelf, isBegun, type Shelf } from '@/lib/shelf'
import { t } from '@/messages/generated/content'

/** The anchor of the list of a chapter's topics. */
export const inThisChapter = 'in-this-chapter'

/** The topics of a chapter, with the reader's progress in each. */
export function TopicList({ portal, chapter, shelf }: { portal: Portal; chapter: Chapter; shelf: Shelf | null }) {
  return (
    <section aria-labelledby={inThisChapter} className="mb-14 max-w-measure">
      <h2 id={inThisChapter} className="text-h2 font-[750] tracking-[-0.015em]">
        {t('inThisChapter')}
      </h2>
      <TopicRows portal={portal} chapter={chapter} shelf={shelf} />
    </section>
  )
}

interface TopicRowsProps {
  portal: Portal
  chapter: Chapter
  shelf: Shelf | null
  /** Lists the chapter's head before its topics. */
  hasHead?: boolean
}

/** Lists the topics of a chapter, one per line. */
export function TopicRows({ portal, chapter, shelf, hasHead = false }: TopicRowsProps) {
  const number = getNumber(portal, chapter.head)
  return (
    <ol className="topic-rows">
      {hasHead && <TopicRow number={number} topic={chapter.head} shelf={shelf} />}
      {chapter.topics.map((topic, index) => (
        <TopicRow key={topic.slug} number={`${number}.${index + 1}`} topic={topic} shelf={shelf} />
      ))}
    </ol>
  )
}

function TopicRow({ number, topic, shelf }: { number: string; topic: Topic; shelf: Shelf | null }) {
  const { slug, sidebartitle, meta, tutorialIds } = topic
  return (
    <li>
      <span>{number}</span>
      <a href={toAddress(`/${slug}`)}>{sidebartitle}</a>
      <Amount tutorialIds={tutorialIds} shelf={shelf ?? emptyShelf} />
      <p>{meta}</p>
    </li>
  )
}

/** How many tutorials a topic has; once it is begun, how many of them are done. */
function Amount({ tutorialIds, shelf }: { tutorialIds: string[]; shelf: Shelf }) {
  if (isBegun(countProgress(tutorialIds, shelf))) return <CountedSpines tutorialIds={tutorialIds} shelf={shelf} />
  return tutorialIds.length > 0 && <span>{countTutorials(tutorialIds.length)}</span>
}

/** Describes the number of tutorials: "1 tutorial", "9 tutorials"; empty for none. */
export function countTutorials(count: number): string {
  return count > 0 ? t('tutorials', { count }) : ''
}
