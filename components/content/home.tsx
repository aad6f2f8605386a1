import Link from 'next/link'
import { Continue } from '@/components/shelf/continue'
import { countChapter } from '@/components/shelf/count-chapter'
import { findBeingRead, findContinuation } from '@/lib/continuation'
import { formatNumber, type Portal } from '@/lib/content'
import { countProgress, describeCounts, type Shelf } from '@/lib/shelf'

/** What this is, and the whole of it as a table of contents. */
export function Home({ portal, shelf }: { portal: Portal; shelf: Shelf | null }) {
  const topics = [...portal.topics.values()]
  return (
    <>
      <header className="max-w-measure">
        <h1 className="mt-1.5 mb-3.5 text-h1 font-extrabold tracking-[-0.025em]">Learn to build for the web, one page at a time</h1>
        <p className="text-lede text-pretty text-ink-2">
          Each topic is one page: what it is, when to choose it, what goes wrong, and then the tutorials worth your time. Mark what you read and keep what you want again.
        </p>
        <p className="mt-5 font-ui text-ui">
          <strong className="font-bold">
            {topics.length} topics, {portal.tutorialIds.length} tutorials
          </strong>
          {shelf ? `. ${describeCounts(countProgress(portal.tutorialIds, shelf))}.` : ' in reading order.'}
        </p>
      </header>
      {shelf && <Continue continuation={findContinuation(portal, shelf)} reading={findBeingRead(portal, shelf)} />}
      <ol className="mt-12 max-w-list border-t border-rule">
        {portal.chapters.map((chapter) => {
          const counts = shelf && countChapter(chapter, shelf)
          return (
            <li key={chapter.number} className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-3 border-b border-rule py-6 desk:grid-cols-[3.5rem_minmax(0,1fr)]">
              <span className="font-ui text-h2 leading-tight font-extrabold text-edge tabular-nums" aria-hidden="true">
                {formatNumber(chapter.head.sortorder)}
              </span>
              <div>
                <div className="flex flex-wrap items-baseline justify-between gap-x-6">
                  <h2 className="text-h2 font-[750] tracking-[-0.015em]">
                    <Link href={`/${chapter.head.slug}`} prefetch={false} className="hover:underline">
                      {chapter.head.sidebartitle}
                    </Link>
                  </h2>
                  {counts && <span className="font-ui text-meta text-ink-2">{describeCounts(counts)}</span>}
                </div>
                <p className="mt-1.5 max-w-measure text-note text-ink-2">{chapter.head.meta}</p>
                <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1 font-ui text-ui">
                  {chapter.topics.map((topic) => (
                    <li key={topic.slug}>
                      <Link href={`/${topic.slug}`} prefetch={false} className="link inline-block min-h-6">
                        {topic.sidebartitle}
                      </Link>
                    </li>
                  ))}
                </ul>
              </div>
            </li>
          )
        })}
      </ol>
    </>
  )
}
