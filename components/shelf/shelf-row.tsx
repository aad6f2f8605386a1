import { ResourceControls, ResourceSentence } from './resource'
import { LocalDate } from '@/components/ui/local-time'
import { richText } from '@/components/ui/rich-text'
import { toAddress } from '@/lib/base-path'
import type { Portal } from '@/lib/content'
import type { LinkStates } from '@/lib/links'
import { getChangedAt, type Mark, type ReaderMarks, type Shelf } from '@/lib/shelf'
import type { ShelfEntry } from '@/lib/shelf-list'
import { t } from '@/messages/generated/shelf'

interface ShelfRowProps {
  entry: ShelfEntry
  /** Below a heading that names its first topic. */
  isGrouped: boolean
  portal: Portal
  shelf: Shelf
  marks: ReaderMarks
  linkStates: LinkStates
  /** The address of this page of the shelf. */
  page: string
}

/** Which field of a mark was changed last; `other` if its bookmark or note was removed. */
function nameLastChange({ bookmarked, bookmarkedAt, progress, progressAt, note, noteAt }: Mark): string {
  const [latest] = [
    { field: bookmarked ? 'bookmark' : 'other', at: bookmarkedAt },
    { field: progress === 'to-read' ? 'other' : 'progress', at: progressAt },
    { field: note === null ? 'other' : 'note', at: noteAt },
  ].sort((one, other) => Number(other.at) - Number(one.at))
  return latest!.field
}

/**
 * A row of the shelf: the resource's link, its controls and the topics that list it; outside of groups, also when it was
 * last changed.
 */
export function ShelfRow({ entry, isGrouped, portal, shelf, marks, linkStates, page }: ShelfRowProps) {
  const mark = marks.marks.get(entry.id)
  const changed = mark && getChangedAt(mark)
  const topics = entry.topics.slice(isGrouped ? 1 : 0).flatMap((slug) => portal.topics.get(slug) ?? [])
  const links = (
    <>
      {topics.map(({ slug, sidebartitle }, index) => (
        <span key={slug}>
          {index > 0 && ', '}
          <a href={toAddress(`/${slug}`)}>{sidebartitle}</a>
        </span>
      ))}
    </>
  )
  return (
    <>
      <ResourceSentence resource={entry} shelf={shelf} linkStates={linkStates} />
      <ResourceControls resource={entry} marks={marks} page={page} placement="shelf">
        {entry.topics.length === 0 && ` · ${t('rowNotListed')}`}
        {topics.length > 0 && ' · '}
        {topics.length > 0 && (isGrouped ? richText(t.rich('alsoIn', { topics: () => links })) : links)}
        {!isGrouped && changed && mark.progress !== 'done' && (
          <>
            {' · '}
            {richText(
              t.rich('changedOn', {
                field: nameLastChange(mark),
                date: () => <LocalDate at={changed.toISOString()} asOf={marks.asOf} />,
              }),
            )}
          </>
        )}
      </ResourceControls>
    </>
  )
}
