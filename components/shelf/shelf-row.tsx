import { ResourceControls, ResourceSentence } from './resource'
import { LocalDate } from '@/components/ui/local-time'
import { toAddress } from '@/lib/base-path'
import type { Portal } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import { getChangedAt, type ReaderMarks, type Shelf } from '@/lib/shelf'
import type { ShelfEntry } from '@/lib/shelf-list'

interface ShelfRowProps {
  entry: ShelfEntry
  portal: Portal
  shelf: Shelf
  marks: ReaderMarks
  linkStates: LinkStates
  /** The address of this page of the shelf. */
  page: string
}

/** The content of one resource's row on the shelf: where it leads, where it is listed, what was marked and when. */
export function ShelfRow({ entry, portal, shelf, marks, linkStates, page }: ShelfRowProps) {
  const mark = marks.marks.get(entry.id)
  const changed = mark && getChangedAt(mark)
  const topics = entry.topics.flatMap((slug) => portal.topics.get(slug) ?? [])
  return (
    <>
      <ResourceSentence resource={entry} shelf={shelf} linkStates={linkStates} />
      <ResourceControls resource={entry} marks={marks} page={page} onShelf>
        {' · '}
        {topics.length === 0
          ? 'no longer listed'
          : topics.map(({ slug, sidebartitle }, index) => (
              <span key={slug}>
                {index > 0 && ', '}
                <a href={toAddress(`/${slug}`)}>{sidebartitle}</a>
              </span>
            ))}
        {changed && mark.progress !== 'done' && (
          <>
            {' · '}
            <LocalDate at={changed.toISOString()} asOf={marks.asOf} />
          </>
        )}
      </ResourceControls>
    </>
  )
}
