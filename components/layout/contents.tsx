import { countChapter } from '@/components/shelf/count-chapter'
import { Ring, Spines } from '@/components/shelf/spines'
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
              {chapter.topics.map((topic) => (
                <li key={topic.slug}>
                  <a href={`/${topic.slug}`} aria-current={topic === current ? 'page' : undefined}>
                    {topic.sidebartitle}
                    {shelf && <Spines tutorialIds={topic.tutorialIds} shelf={shelf} />}
                  </a>
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
      <i>{number}</i>
      {chapter.head.sidebartitle}
      {counts && <Ring counts={counts} />}
    </a>
  )
}
