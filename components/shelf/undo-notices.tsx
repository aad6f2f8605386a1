'use client'

import { useEffect, useRef, useSyncExternalStore } from 'react'
import { nameOf } from './outbox'
import { dismiss, getTaken, subscribe, undo, type Taken } from './undo'
import { useOutbox } from './use-outbox'

const none: readonly Taken[] = []

/** Above the list, since what was taken back is gone from it. The way back has the focus that the list has lost. */
export function UndoNotices() {
  const taken = useSyncExternalStore(subscribe, getTaken, () => none)
  const { changes: unsaved } = useOutbox()
  const last = useRef<HTMLButtonElement>(null)
  const latest = taken.findLast(({ takesFocus }) => takesFocus)?.key
  useEffect(() => {
    if (latest !== undefined) last.current?.focus()
  }, [latest])
  return (
    <div role="status" className="mt-6 grid max-w-list gap-2 empty:hidden">
      {taken.map((each, index) => (
        <p key={each.key} className="flex flex-wrap items-center gap-x-4 rounded-md bg-panel px-4 py-1.5 font-ui text-ui">
          <span className="me-auto">{each.changes.some((back) => unsaved.some((change) => nameOf(change) === nameOf(back))) ? each.asked : each.done}</span>
          <button type="button" ref={index === taken.length - 1 ? last : undefined} onClick={() => undo(each)} className="link min-h-11 font-[650]">
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
