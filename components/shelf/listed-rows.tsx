'use client'

import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { resourceAnchor } from '@/components/ui/resource-anchor'
import { getUndoState, rowWasFocused, subscribe } from './undo'
import { updateRows } from './update-rows'
import { useOutbox } from './use-outbox'

interface Row {
  id: string
  content: ReactNode
}

interface ListedRowsProps {
  /** As the server lists them now. */
  rows: Row[]
  /** What heads the list, and the ways to its other pages. */
  heading: ReactNode
  pages: ReactNode
  /** Shown where there is no row: beside the heading, or for an empty shelf alone. */
  nothing: ReactNode
  isEmpty: boolean
}

/**
 * The rows of a list whose marks decide what is in it. Once the reader has touched it, what leaves it by a mark stays
 * where it is, and says so, until the list is opened again: nothing moves under the reader's hand. Before that it goes,
 * as what was taken away on the page before. What was removed by its own button goes.
 */
export function ListedRows({ rows, heading, pages, nothing, isEmpty }: ListedRowsProps) {
  const { removed, focus } = useSyncExternalStore(subscribe, getUndoState, getUndoState)
  const { changes } = useOutbox()
  const [seen, setSeen] = useState(rows)
  const [isInHand, setInHand] = useState(false)
  const updated = updateRows(seen, rows, isInHand)
  if (updated !== seen) setSeen(updated)
  const listed = new Set(rows.map(({ id }) => id))
  const shown = updated.filter(({ id }) => listed.has(id) || !removed.has(id))

  const focusable = focus !== null && shown.some(({ id }) => id === focus)
  useEffect(() => {
    if (!focusable || focus === null) return
    const link = document.getElementById(resourceAnchor(focus))
    link?.closest('li')?.scrollIntoView({ block: 'nearest' })
    link?.focus({ preventScroll: true })
    rowWasFocused()
  }, [focusable, focus])

  const touch = () => setInHand(true)
  if (shown.length === 0 && isEmpty) return nothing
  return (
    <section aria-labelledby="marked" className="mt-3 max-w-measure">
      {heading}
      {shown.length === 0 && nothing}
      <ul className="resources mt-3 empty:hidden" onFocus={touch} onPointerDown={touch} onSubmit={touch}>
        {shown.map(({ id, content }) => (
          <li key={id} className="resource">
            {content}
            {!listed.has(id) && !changes.some(({ resource }) => resource === id) && (
              <p role="status" className="font-ui text-meta text-ink-2">
                No longer in this list. It stays here until you open the list again.
              </p>
            )}
          </li>
        ))}
      </ul>
      {pages}
    </section>
  )
}
