'use client'

import { useEffect, useRef, useSyncExternalStore } from 'react'
import { nameField } from './outbox'
import { dismissLabel, undoLabel } from './shelf-messages'
import { dismiss, getUndoState, subscribe, undo } from './undo'
import { useOutbox } from './use-outbox'

/** Offers, at the bottom of the window, to undo recent changes. The last "Undo" takes the focus of a removed row. */
export function UndoNotices() {
  const { undoable } = useSyncExternalStore(subscribe, getUndoState, getUndoState)
  const { changes: unsaved } = useOutbox()
  const last = useRef<HTMLButtonElement>(null)
  const latest = undoable.findLast(({ removesRow }) => removesRow)?.key
  useEffect(() => {
    if (latest !== undefined) last.current?.focus({ preventScroll: true })
  }, [latest])
  return (
    <div role="status" className="undo-notices">
      {undoable.map((each, index) => (
        <p key={each.key} className="flex flex-wrap items-center gap-x-4">
          <span className="me-auto">
            {each.changes.some((restore) => unsaved.some((change) => nameField(change) === nameField(restore)))
              ? each.pending
              : each.done}
          </span>
          <button
            type="button"
            ref={index === undoable.length - 1 ? last : undefined}
            onClick={() => undo(each)}
            className="link min-h-11 font-[650]"
          >
            {undoLabel}
          </button>
          <button type="button" onClick={() => dismiss(each.key)} className="min-h-11 text-ink-2 hover:underline">
            {dismissLabel}
          </button>
        </p>
      ))}
    </div>
  )
}
