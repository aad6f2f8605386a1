import { ChapterShelf } from '@/components/shelf/chapter-shelf'
import { countChapter } from '@/components/shelf/count-chapter'
import { toAddress } from '@/lib/base-path'
import type { Chapter, Portal } from '@/lib/content'
import { describeCounts, type Shelf } from '@/lib/shelf'

/** The whole portal as a table of contents, at the end of the first page. */
export function AllChapters({ portal, shelf }: { portal: Portal; shelf: Shelf | null }) {
  return (
    <section aria-labelledby="All-chapters" className="mt-14">
      <div className="section-head">
        <h2 id="All-chapters">All chapters</h2>
        <p>
          <a href={toAddress('/contents')}>{portal.topics.size} topics</a>,{' '}
          <a href={toAddress('/resources')}>{portal.tutorialIds.length} tutorials</a>, in reading order
        </p>
      </div>
      <ol className="chapters">
        {portal.chapters.map((chapter, index) => (
          <ChapterRow key={chapter.number} number={index + 1} chapter={chapter} shelf={shelf} />
        ))}
      </ol>
    </section>
  )
}

function ChapterRow({ number, chapter, shelf }: { number: number; chapter: Chapter; shelf: Shelf | null }) {
  const { head, topics } = chapter
  const counts = shelf && countChapter(chapter, shelf)
  const isBegun = counts && counts.done + counts.reading + counts.skipped > 0
  return (
    <li>
      <span aria-hidden="true">{number}</span>
      <div>
        <h3>
          <a href={toAddress(`/${head.slug}`)}>{head.sidebartitle}</a>
        </h3>
        {isBegun && <p className="chapter-counts">{describeCounts(counts)}</p>}
        <p className="chapter-meta">{head.meta}</p>
        <ul>
          {topics.map((topic) => (
            <li key={topic.slug}>
              <a href={toAddress(`/${topic.slug}`)}>{topic.sidebartitle}</a>
            </li>
          ))}
        </ul>
      </div>
      <ChapterShelf topics={topics} shelf={shelf} />
    </li>
  )
}
