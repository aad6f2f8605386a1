'use client'

import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { resourceAnchor } from '@/components/ui/resource-anchor'
import { clearFocusRequest, getUndoState, subscribe } from './undo'
import { updateRows } from './update-rows'
import { useOutbox } from './use-outbox'

interface Row {
  id: string
  content: ReactNode
}

interface ListedRowsProps {
  /** The rows in the server's latest response. */
  rows: Row[]
  heading: ReactNode
  /** Links to the list's other pages. */
  pages: ReactNode
  /** Shown if there are no rows: below the heading, or alone for an empty shelf. */
  nothing: ReactNode
  isEmpty: boolean
}

/**
 * Shows the rows of a filtered list. Once the reader has used the list, a row whose mark no longer matches stays and
 * says so, so that nothing moves while the reader works. A row goes at once if its own button removed it.
 */
export function ListedRows({ rows, heading, pages, nothing, isEmpty }: ListedRowsProps) {
  const { removed, focus } = useSyncExternalStore(subscribe, getUndoState, getUndoState)
  const { changes } = useOutbox()
  const [seen, setSeen] = useState(rows)
  const [isInUse, setInUse] = useState(false)
  const updated = updateRows(seen, rows, isInUse)
  if (updated !== seen) setSeen(updated)
  const listed = new Set(rows.map(({ id }) => id))
  const shown = updated.filter(({ id }) => listed.has(id) || !removed.has(id))

  const focusable = focus !== null && shown.some(({ id }) => id === focus)
  useEffect(() => {
    if (!focusable || focus === null) return
    const link = document.getElementById(resourceAnchor(focus))
    link?.closest('li')?.scrollIntoView({ block: 'nearest' })
    link?.focus({ preventScroll: true })
    clearFocusRequest()
  }, [focusable, focus])

  const touch = () => setInUse(true)
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
                No longer in this list. It stays here until you reopen the list.
              </p>
            )}
          </li>
        ))}
      </ul>
      {pages}
    </section>
  )
}
