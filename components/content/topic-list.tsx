import Link from 'next/link'
import { Spines } from '@/components/shelf/spines'
import { formatNumber, type Topic } from '@/lib/content'
import type { Shelf } from '@/lib/shelf'

/** The topics of a chapter, one line each, under its head. */
export function TopicList({ topics, shelf }: { topics: Topic[]; shelf: Shelf | null }) {
  return (
    <section aria-labelledby="in-this-chapter" className="mt-14 max-w-list">
      <h2 id="in-this-chapter" className="text-h2 font-[750] tracking-[-0.015em]">
        In this chapter
      </h2>
      <ol className="mt-5 border-t border-rule">
        {topics.map((topic) => (
          <li key={topic.slug} className="grid grid-cols-[2.5rem_minmax(0,1fr)_auto] items-baseline gap-x-2 border-b border-rule py-4">
            <span className="font-ui text-ui text-ink-2 tabular-nums">{formatNumber(topic.sortorder)}</span>
            <div>
              <Link href={`/${topic.slug}`} prefetch={false} className="link font-ui text-[1.125rem] font-[650]">
                {topic.sidebartitle}
              </Link>
              <p className="mt-1 text-note text-ink-2">{topic.meta}</p>
            </div>
            {shelf && <Spines tutorialIds={topic.tutorialIds} shelf={shelf} />}
          </li>
        ))}
      </ol>
    </section>
  )
}
