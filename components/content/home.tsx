import { ChapterShelf } from '@/components/shelf/chapter-shelf'
import { Continue } from '@/components/shelf/continue'
import { countChapter } from '@/components/shelf/count-chapter'
import { findBeingRead, findContinuation } from '@/lib/continuation'
import { type Chapter, type Portal } from '@/lib/content'
import { countProgress, describeCounts, type Shelf } from '@/lib/shelf'

/** What this is, and the whole of it as a table of contents. */
export function Home({ portal, shelf }: { portal: Portal; shelf: Shelf | null }) {
  return (
    <>
      <header className="max-w-measure">
        <h1 className="page-title">Learn to build for the web, one page at a time</h1>
        <p className="lede">
          Each topic is one page: what it is, when to choose it, what goes wrong, and then the tutorials worth your
          time. Mark what you read and keep what you want again.
        </p>
        <form action="/search" role="search" className="mt-6 flex gap-2">
          <input
            type="search"
            name="q"
            aria-label="Search topics and tutorials"
            placeholder="Search topics and tutorials"
            maxLength={100}
            className="field min-w-0 flex-1"
          />
          <button className="button">Search</button>
        </form>
        <p className="mt-4 font-ui text-ui">
          <a href="/contents" className="link inline-block min-h-6 font-bold">
            {portal.topics.size} topics
          </a>
          ,{' '}
          <a href="/resources" className="link inline-block min-h-6 font-bold">
            {portal.tutorialIds.length} tutorials
          </a>
          {shelf ? `. ${describeCounts(countProgress(portal.tutorialIds, shelf))}.` : ' in reading order.'}
        </p>
      </header>
      {shelf && <Continue continuation={findContinuation(portal, shelf)} reading={findBeingRead(portal, shelf)} />}
      <ol className="chapters">
        {portal.chapters.map((chapter, index) => (
          <ChapterRow key={chapter.number} number={index + 1} chapter={chapter} shelf={shelf} />
        ))}
      </ol>
    </>
  )
}

function ChapterRow({ number, chapter, shelf }: { number: number; chapter: Chapter; shelf: Shelf | null }) {
  const { head, topics } = chapter
  const counts = shelf && countChapter(chapter, shelf)
  return (
    <li>
      <span aria-hidden="true">{number}</span>
      <div>
        <h2>
          <a href={`/${head.slug}`}>{head.sidebartitle}</a>
        </h2>
        {counts && <p className="chapter-counts">{describeCounts(counts)}</p>}
        <p className="chapter-meta">{head.meta}</p>
        <ul>
          {topics.map((topic) => (
            <li key={topic.slug}>
              <a href={`/${topic.slug}`}>{topic.sidebartitle}</a>
            </li>
          ))}
        </ul>
      </div>
      <ChapterShelf topics={topics} shelf={shelf} />
    </li>
  )
}
