'use client'

import { useEffect, useRef, useSyncExternalStore } from 'react'
import { nameOf } from './outbox'
import { dismiss, getUndoState, subscribe, undo } from './undo'
import { useOutbox } from './use-outbox'

/** At the foot of the window, wherever the list is scrolled to. The way back has the focus that a removed row has lost. */
export function UndoNotices() {
  const { taken } = useSyncExternalStore(subscribe, getUndoState, getUndoState)
  const { changes: unsaved } = useOutbox()
  const last = useRef<HTMLButtonElement>(null)
  const latest = taken.findLast(({ removesRow }) => removesRow)?.key
  useEffect(() => {
    if (latest !== undefined) last.current?.focus({ preventScroll: true })
  }, [latest])
  return (
    <div role="status" className="undo-notices">
      {taken.map((each, index) => (
        <p key={each.key} className="flex flex-wrap items-center gap-x-4">
          <span className="me-auto">
            {each.changes.some((back) => unsaved.some((change) => nameOf(change) === nameOf(back)))
              ? each.asked
              : each.done}
          </span>
          <button
            type="button"
            ref={index === taken.length - 1 ? last : undefined}
            onClick={() => undo(each)}
            className="link min-h-11 font-[650]"
          >
            Undo
          </button>
          <button type="button" onClick={() => dismiss(each.key)} className="min-h-11 text-ink-2 hover:underline">
            Dismiss
          </button>
        </p>
      ))}
    </div>
  )
}
