import { countChapter } from '@/components/shelf/count-chapter'
import { Spines } from '@/components/shelf/spines'
import { toAddress } from '@/lib/base-path'
import { getNumber, type Chapter, type Portal, type Topic } from '@/lib/content'
import { describeCounts, type Shelf } from '@/lib/shelf'

/** The topics of a chapter, with the reader's progress in the whole chapter. */
export function TopicList({ portal, chapter, shelf }: { portal: Portal; chapter: Chapter; shelf: Shelf | null }) {
  return (
    <section aria-labelledby="in-this-chapter" className="mb-14 max-w-measure">
      <h2 id="in-this-chapter" className="text-h2 font-[750] tracking-[-0.015em]">
        In this chapter
      </h2>
      {shelf && (
        <p className="mt-1 font-ui text-ui text-ink-2">
          {describeCounts(countChapter(chapter, shelf))} in the whole chapter.
        </p>
      )}
      <TopicRows portal={portal} topics={chapter.topics} shelf={shelf} />
    </section>
  )
}

/** Lists topics, one per line. */
export function TopicRows({ portal, topics, shelf }: { portal: Portal; topics: Topic[]; shelf: Shelf | null }) {
  return (
    <ol className="topic-rows">
      {topics.map(({ slug, chapter, sidebartitle, meta, tutorialIds }) => (
        <li key={slug}>
          <span>{getNumber(portal, { slug, chapter })}</span>
          <div>
            <a href={toAddress(`/${slug}`)}>{sidebartitle}</a>
            <p>{meta}</p>
          </div>
          {shelf ? <Spines tutorialIds={tutorialIds} shelf={shelf} /> : <TutorialCount count={tutorialIds.length} />}
        </li>
      ))}
    </ol>
  )
}

function TutorialCount({ count }: { count: number }) {
  return count > 0 && <span>{countTutorials(count)}</span>
}

/** Describes the number of tutorials: "1 tutorial", "9 tutorials"; empty for none. */
export function countTutorials(count: number): string {
  return count === 0 ? '' : count === 1 ? '1 tutorial' : `${count} tutorials`
}
