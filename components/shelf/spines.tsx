import type { CSSProperties } from 'react'
import { countProgress, describeCounts, getProgress, isBegun, type Counts, type Shelf } from '@/lib/shelf'
import { t } from '@/messages/generated/shelf'

/** More spines are shown as a bar, since they can't be told apart at a glance. */
const maxSpines = 12

/** Shows a topic's tutorials as book spines once one is begun: outlined, half filled while reading, solid when done. */
export function Spines({ tutorialIds, shelf }: { tutorialIds: string[]; shelf: Shelf }) {
  const counts = countProgress(tutorialIds, shelf)
  if (counts.total === 0 || !isBegun(counts)) return null
  const label = describeCounts(counts)
  if (counts.total > maxSpines)
    return (
      <span role="img" aria-label={label} className="spines spines-bar">
        <i data-progress="done" style={{ flexGrow: counts.done }} />
        <i data-progress="reading" style={{ flexGrow: counts.reading }} />
        <i style={{ flexGrow: counts.total - counts.done - counts.reading }} />
      </span>
    )
  const progresses = tutorialIds.map((id) => getProgress(shelf, id)).filter((progress) => progress !== 'skipped')
  return (
    <span role="img" aria-label={label} className="spines">
      {progresses.map((progress, index) => (
        <i key={index} data-progress={progress} />
      ))}
    </span>
  )
}

/** The spines of a topic that is begun, after how many of its tutorials are done. */
export function CountedSpines({ tutorialIds, shelf }: { tutorialIds: string[]; shelf: Shelf }) {
  const { done, total } = countProgress(tutorialIds, shelf)
  return (
    <span className="counted-spines">
      <span aria-hidden="true">{t('doneOf', { done, total })}</span>
      <Spines tutorialIds={tutorialIds} shelf={shelf} />
    </span>
  )
}

/** Shows the shares that are done and being read as a ring, once something is begun. */
export function Ring({ counts }: { counts: Counts }) {
  if (!isBegun(counts)) return null
  return (
    <span role="img" aria-label={describeCounts(counts)}>
      <RingPicture counts={counts} />
    </span>
  )
}

/** Draws the ring without a text alternative, where text next to it says the same. */
export function RingPicture({ counts: { total, done, reading } }: { counts: Counts }) {
  // A share above zero is always visible.
  const part = (count: number) => count && Math.max(6, Math.round((100 * count) / Math.max(total, 1)))
  return <i className="ring" style={{ '--done': part(done), '--reading': part(reading) } as CSSProperties} />
}
