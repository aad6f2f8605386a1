import { countChapter } from '@/components/shelf/count-chapter'
import { Ring, Spines } from '@/components/shelf/spines'
import { toAddress } from '@/lib/base-path'
import { type Chapter, type Path, type Portal, type Topic } from '@/lib/content'
import { readPathProgress } from '@/lib/path-progress'
import type { Shelf } from '@/lib/shelf'
import { t } from '@/messages/generated/common'

interface ContentsProps {
  portal: Portal
  /** The topic of the page; its chapter is unfolded. */
  current?: Topic
  /** The address of the page. */
  page: string
  shelf: Shelf | null
}

/** The sidebar's list: all chapters and the topics of the current one, in `sortorder`, then the paths. */
export function Contents({ portal, current, page, shelf }: ContentsProps) {
  return (
    <>
      <ol className="contents-list">
        {portal.chapters.map((chapter, index) => (
          <li key={chapter.number}>
            <ChapterLink number={String(index + 1)} chapter={chapter} current={current} shelf={shelf} />
            {chapter.number === current?.chapter && chapter.topics.length > 0 && (
              <ol>
                {chapter.topics.map((topic) => (
                  <li key={topic.slug}>
                    <a href={toAddress(`/${topic.slug}`)} aria-current={topic === current ? 'page' : undefined}>
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
      {portal.paths.size > 0 && (
        <>
          <p className="contents-title">
            <a href={toAddress('/paths')} aria-current={page === '/paths' ? 'page' : undefined}>
              {t('paths')}
            </a>
          </p>
          <ul className="contents-list">
            {[...portal.paths.values()].map((path) => (
              <li key={path.slug}>
                <PathLink path={path} page={page} shelf={shelf} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function PathLink({ path, page, shelf }: { path: Path; page: string; shelf: Shelf | null }) {
  const address = `/paths/${path.slug}`
  return (
    <a href={toAddress(address)} aria-current={page === address ? 'page' : undefined}>
      <i />
      {path.sidebartitle}
      {shelf && <Ring counts={readPathProgress(path, shelf).counts} />}
    </a>
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
    <a href={toAddress(`/${chapter.head.slug}`)} aria-current={chapter.head === current ? 'page' : undefined}>
      <i>{number}</i>
      {chapter.head.sidebartitle}
      {counts && <Ring counts={counts} />}
    </a>
  )
}
