import Link from 'next/link'
import { countChapter } from '@/components/shelf/count-chapter'
import { Spines } from '@/components/shelf/spines'
import { formatNumber, type Chapter, type Portal, type Topic } from '@/lib/content'
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
    <ol className="font-ui text-ui">
      {portal.chapters.map((chapter) => (
        <li key={chapter.number} className="mt-3 first:mt-0">
          <ChapterLink chapter={chapter} current={current} shelf={shelf} />
          {chapter.number === current?.chapter && chapter.topics.length > 0 && (
            <ol className="mb-4">
              {chapter.topics.map((topic) => (
                <li key={topic.slug}>
                  <TopicLink topic={topic} current={current} shelf={shelf} />
                </li>
              ))}
            </ol>
          )}
        </li>
      ))}
    </ol>
  )
}

const row = '-mx-2 grid min-h-8 items-baseline gap-1 rounded px-2 py-1.5 hover:bg-paper/70 aria-[current]:bg-paper aria-[current]:shadow-[inset_3px_0_0_var(--color-petrol)]'

function ChapterLink({ chapter, current, shelf }: { chapter: Chapter; current?: Topic; shelf: Shelf | null }) {
  const counts = shelf && countChapter(chapter, shelf)
  return (
    <Link
      href={`/${chapter.head.slug}`}
      prefetch={false}
      aria-current={chapter.head === current ? 'page' : undefined}
      className={`${row} grid-cols-[1.25rem_1fr_auto] font-bold`}
    >
      <span className="text-meta text-ink-2 tabular-nums">{formatNumber(chapter.head.sortorder)}</span>
      {chapter.head.sidebartitle}
      {counts && counts.total > 0 && (
        <span className="text-meta font-semibold text-ink-2 tabular-nums">
          {counts.done} of {counts.total}
        </span>
      )}
    </Link>
  )
}

function TopicLink({ topic, current, shelf }: { topic: Topic; current?: Topic; shelf: Shelf | null }) {
  return (
    <Link
      href={`/${topic.slug}`}
      prefetch={false}
      aria-current={topic === current ? 'page' : undefined}
      className={`${row} grid-cols-[2.1rem_1fr_auto] aria-[current]:font-bold`}
    >
      <span className="text-meta text-ink-2 tabular-nums">{formatNumber(topic.sortorder)}</span>
      {topic.sidebartitle}
      {shelf && (
        <span className="self-center">
          <Spines tutorialIds={topic.tutorialIds} shelf={shelf} />
        </span>
      )}
    </Link>
  )
}
