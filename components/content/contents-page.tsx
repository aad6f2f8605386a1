import { countChapter } from '@/components/shelf/count-chapter'
import { RingPicture } from '@/components/shelf/spines'
import { toAddress } from '@/lib/base-path'
import { getNumber, type Chapter, type Portal } from '@/lib/content'
import { describeCounts, isBegun, type Shelf } from '@/lib/shelf'
import { t as common } from '@/messages/generated/common'
import { t } from '@/messages/generated/content'
import { isLarge } from './is-large'
import { PathList } from './path-list'
import { TopicRows } from './topic-list'

/** The page of all chapters and topics. In a large portal, each chapter is one line that unfolds. */
export function ContentsPage({ portal, shelf }: { portal: Portal; shelf: Shelf | null }) {
  return (
    <>
      <h1 className="page-title">{common('allTopics')}</h1>
      <p className="max-w-measure lede">
        {t('topicsInChapters', { topics: portal.topics.size, chapters: portal.chapters.length })}
      </p>
      {isLarge(portal) ? (
        <div className="chapter-folds">
          {portal.chapters.map((chapter) => (
            <FoldedChapter key={chapter.number} portal={portal} chapter={chapter} shelf={shelf} />
          ))}
        </div>
      ) : (
        portal.chapters.map((chapter) => (
          <OpenChapter key={chapter.number} portal={portal} chapter={chapter} shelf={shelf} />
        ))
      )}
      {portal.paths.size > 0 && (
        <section aria-labelledby="allPaths" className="mt-12">
          <h2 id="allPaths" className="text-h2 font-[750] tracking-[-0.015em]">
            <a href={toAddress('/paths')} className="hover:underline">
              {common('paths')}
            </a>
          </h2>
          <PathList portal={portal} shelf={shelf} heading="h3" />
        </section>
      )}
    </>
  )
}

interface ChapterProps {
  portal: Portal
  chapter: Chapter
  shelf: Shelf | null
}

function OpenChapter({ portal, chapter, shelf }: ChapterProps) {
  return (
    <section aria-labelledby={`chapter-${chapter.number}`} className="mt-12 max-w-measure">
      <h2 id={`chapter-${chapter.number}`} className="text-h2 font-[750] tracking-[-0.015em]">
        <a href={toAddress(`/${chapter.head.slug}`)} className="hover:underline">
          <span className="hanging-number">{getNumber(portal, chapter.head)} </span>
          {chapter.head.sidebartitle}
        </a>
      </h2>
      <p className="mt-1.5 max-w-measure text-note text-ink-2">{chapter.head.meta}</p>
      {shelf && <p className="chapter-counts">{describeCounts(countChapter(chapter, shelf))}</p>}
      {chapter.topics.length > 0 && <TopicRows portal={portal} chapter={chapter} shelf={shelf} />}
    </section>
  )
}

/**
 * A chapter of a large portal. Native, so that it works without script; the browser's search and an address with
 * `#chapter-10` unfold it, as the id is inside.
 */
function FoldedChapter({ portal, chapter, shelf }: ChapterProps) {
  const counts = shelf && countChapter(chapter, shelf)
  const isStarted = counts && isBegun(counts)
  return (
    <details>
      <summary>
        <span aria-hidden="true">{getNumber(portal, chapter.head)}</span>
        <h2>{chapter.head.sidebartitle}</h2>
        <span className="chapter-counts">
          {isStarted ? (
            <>
              <span className="max-md:sr-only">{describeCounts(counts)}</span>
              <RingPicture counts={counts} />
            </>
          ) : (
            t('topicsOfChapter', { count: chapter.topics.length })
          )}
        </span>
      </summary>
      <div id={`chapter-${chapter.number}`}>
        <TopicRows portal={portal} chapter={chapter} shelf={shelf} hasHead />
      </div>
    </details>
  )
}
