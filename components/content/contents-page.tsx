import { countChapter } from '@/components/shelf/count-chapter'
import { toAddress } from '@/lib/base-path'
import { getNumber, type Portal } from '@/lib/content'
import { describeCounts, type Shelf } from '@/lib/shelf'
import { PathList } from './path-list'
import { TopicRows } from './topic-list'

/** The page of all chapters and topics. */
export function ContentsPage({ portal, shelf }: { portal: Portal; shelf: Shelf | null }) {
  return (
    <>
      <h1 className="page-title">All topics</h1>
      <p className="max-w-measure lede">
        {portal.topics.size} topics in {portal.chapters.length} chapters, in reading order.
      </p>
      {portal.chapters.map((chapter) => (
        <section key={chapter.number} aria-labelledby={`chapter-${chapter.number}`} className="mt-12 max-w-measure">
          <h2 id={`chapter-${chapter.number}`} className="text-h2 font-[750] tracking-[-0.015em]">
            <a href={toAddress(`/${chapter.head.slug}`)} className="hover:underline">
              {getNumber(portal, chapter.head)} {chapter.head.sidebartitle}
            </a>
          </h2>
          <p className="mt-1.5 max-w-measure text-note text-ink-2">{chapter.head.meta}</p>
          {shelf && <p className="mt-1.5 font-ui text-ui">{describeCounts(countChapter(chapter, shelf))}.</p>}
          {chapter.topics.length > 0 && <TopicRows portal={portal} topics={chapter.topics} shelf={shelf} />}
        </section>
      ))}
      {portal.paths.size > 0 && (
        <section aria-labelledby="allPaths" className="mt-12">
          <h2 id="allPaths" className="text-h2 font-[750] tracking-[-0.015em]">
            <a href={toAddress('/paths')} className="hover:underline">
              Paths
            </a>
          </h2>
          <PathList portal={portal} shelf={shelf} heading="h3" />
        </section>
      )}
    </>
  )
}
