import { isLarge } from '@/components/content/is-large'
import { countChapter } from '@/components/shelf/count-chapter'
import { RingPicture } from '@/components/shelf/spines'
import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import type { Chapter, Portal } from '@/lib/content'
import { describeCounts, isBegun, type Shelf } from '@/lib/shelf'
import { t } from '@/messages/generated/home'

interface AllChaptersProps {
  portal: Portal
  shelf: Shelf | null
  /** The viewer has marks, and knows the portal. */
  isReturning: boolean
}

/** The table of contents at the end of the home page: one line per chapter for returning readers and in large portals. */
export function AllChapters({ portal, shelf, isReturning }: AllChaptersProps) {
  const isCompact = isReturning || isLarge(portal)
  return (
    <section aria-labelledby="All-chapters" className="mt-14">
      <div className="section-head">
        <h2 id="All-chapters">{t('allChapters')}</h2>
        <p>
          {richText(
            t.rich('chaptersIntro', {
              topics: portal.topics.size,
              tutorials: portal.tutorialIds.length,
              contents: (children) => <a href={toAddress('/contents')}>{children}</a>,
              resources: (children) => <a href={toAddress('/resources')}>{children}</a>,
            }),
          )}
        </p>
      </div>
      <ol className={isCompact ? 'chapters chapter-lines' : 'chapters'}>
        {portal.chapters.map((chapter, index) =>
          isCompact ? (
            <ChapterLine key={chapter.number} number={index + 1} chapter={chapter} shelf={shelf} />
          ) : (
            <ChapterRow key={chapter.number} number={index + 1} chapter={chapter} />
          ),
        )}
      </ol>
    </section>
  )
}

interface ChapterProps {
  number: number
  chapter: Chapter
  shelf: Shelf | null
}

function ChapterLine({ number, chapter, shelf }: ChapterProps) {
  const { head, topics } = chapter
  const counts = shelf && countChapter(chapter, shelf)
  const isStarted = counts && isBegun(counts)
  return (
    <li>
      <span aria-hidden="true">{number}</span>
      <h3>
        <a href={toAddress(`/${head.slug}`)}>{head.sidebartitle}</a>
      </h3>
      <p className="chapter-counts">
        {isStarted ? (
          <>
            <span className="max-md:sr-only">{describeCounts(counts)}</span>
            <RingPicture counts={counts} />
          </>
        ) : (
          t('topicsOfChapter', { count: topics.length })
        )}
      </p>
    </li>
  )
}

function ChapterRow({ number, chapter: { head, topics } }: Omit<ChapterProps, 'shelf'>) {
  return (
    <li>
      <span aria-hidden="true">{number}</span>
      <div>
        <h3>
          <a href={toAddress(`/${head.slug}`)}>{head.sidebartitle}</a>
        </h3>
        <p className="chapter-meta">{head.meta}</p>
      </div>
      {topics.length > 0 && (
        <ul>
          {topics.map((topic) => (
            <li key={topic.slug}>
              <a href={toAddress(`/${topic.slug}`)}>{topic.sidebartitle}</a>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
