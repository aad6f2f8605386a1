'use client'

import { Fragment, useState, useSyncExternalStore, type ReactNode } from 'react'
import { t } from '@/messages/generated/marks'
import { getUndoState, subscribe } from './undo'
import { updateRows } from './update-rows'
import { useOutbox } from './use-outbox'

/** A group of rows with a heading. */
export interface RowGroup {
  id: string
  name: string
  heading: ReactNode
}

interface Row {
  id: string
  content: ReactNode
  group?: RowGroup
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
  const { removed } = useSyncExternalStore(subscribe, getUndoState, getUndoState)
  const { changes } = useOutbox()
  const [seen, setSeen] = useState(rows)
  const [isInUse, setInUse] = useState(false)
  const updated = updateRows(seen, rows, isInUse)
  if (updated !== seen) setSeen(updated)
  const listed = new Set(rows.map(({ id }) => id))
  const shown = updated.filter(({ id }) => listed.has(id) || !removed.has(id))

  const touch = () => setInUse(true)
  if (shown.length === 0 && isEmpty) return nothing
  return (
    <section aria-labelledby="marked" className="mt-1 max-w-measure">
      {heading}
      {shown.length === 0 && nothing}
      <div onFocus={touch} onPointerDown={touch} onSubmit={touch}>
        {splitByGroup(shown).map(({ key, group, rows }) => (
          <Fragment key={key}>
            {group && <div className="shelf-group">{group.heading}</div>}
            <ul aria-label={group?.name} className="resources">
              {rows.map(({ id, content }) => (
                <li key={id} className="resource">
                  {content}
                  {!listed.has(id) && !changes.some(({ resource }) => resource === id) && (
                    <p role="status" className="font-ui text-meta text-ink-2">
                      {t('leftList')}
                    </p>
                  )}
                </li>
              ))}
            </ul>
          </Fragment>
        ))}
      </div>
      {pages}
    </section>
  )
}

interface Part {
  key: string
  group?: RowGroup
  rows: Row[]
}

/** Splits rows where their group changes. Keys stay stable as rows come and go, so that React remounts no row. */
function splitByGroup(rows: Row[]): Part[] {
  const split: Part[] = []
  const times = new Map<string, number>()
  for (const row of rows) {
    const last = split.at(-1)
    if (last && last.group?.id === row.group?.id) last.rows.push(row)
    else {
      const id = row.group?.id ?? ''
      times.set(id, (times.get(id) ?? 0) + 1)
      split.push({ key: `${id} ${times.get(id)}`, group: row.group, rows: [row] })
    }
  }
  return split
}
