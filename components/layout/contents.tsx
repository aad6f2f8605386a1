import { countChapter } from '@/components/shelf/count-chapter'
import { Spines } from '@/components/shelf/spines'
import { type Chapter, type Portal, type Topic } from '@/lib/content'
import type { Shelf } from '@/lib/shelf'

interface ContentsProps {
  portal: Portal
  /** The topic that is open; its chapter is open with it. */
  current?: Topic
  shelf: Shelf | null
}

/** The sidebar's list: every chapter, and the topics of the current one, in `sortorder`. */
export function Contents({ portal, current, shelf }: ContentsProps) {
  return (
    <ol className="contents-list">
      {portal.chapters.map((chapter, index) => (
        <li key={chapter.number}>
          <ChapterLink number={String(index + 1)} chapter={chapter} current={current} shelf={shelf} />
          {chapter.number === current?.chapter && chapter.topics.length > 0 && (
            <ol>
              {chapter.topics.map((topic, below) => (
                <li key={topic.slug}>
                  <TopicLink number={`${index + 1}.${below + 1}`} topic={topic} current={current} shelf={shelf} />
                </li>
              ))}
            </ol>
          )}
        </li>
      ))}
    </ol>
  )
}

function ChapterLink({
  number,
  chapter,
  current,
  shelf,
}: {
  number: string
  chapter: Chapter
  current?: Topic
  shelf: Shelf | null
}) {
  const counts = shelf && countChapter(chapter, shelf)
  return (
    <a href={`/${chapter.head.slug}`} aria-current={chapter.head === current ? 'page' : undefined}>
      <span>{number}</span>
      {chapter.head.sidebartitle}
      {counts && counts.total > 0 && (
        <span className="font-semibold">
          {counts.done} of {counts.total}
        </span>
      )}
    </a>
  )
}

function TopicLink({
  number,
  topic,
  current,
  shelf,
}: {
  number: string
  topic: Topic
  current?: Topic
  shelf: Shelf | null
}) {
  return (
    <a href={`/${topic.slug}`} aria-current={topic === current ? 'page' : undefined}>
      <span>{number}</span>
      {topic.sidebartitle}
      {shelf && (
        <span className="self-center">
          <Spines tutorialIds={topic.tutorialIds} shelf={shelf} />
        </span>
      )}
    </a>
  )
}
