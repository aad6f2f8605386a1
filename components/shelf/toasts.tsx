'use client'

import { useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { resourceAnchor } from '@/components/ui/resource-anchor'
import { nameOf } from './outbox'
import { dismiss, getUndoState, rowWasFocused, subscribe, undo } from './undo'
import { useOutbox } from './use-outbox'

/** How long an offer to undo stays, and how long after the reader was on it, in milliseconds. */
const [stay, linger] = [10_000, 3000]

/**
 * Says what was changed and offers to undo it, at the foot of the window. An offer goes after a while, and never while
 * the pointer or the focus is on it. Undo gets the focus where the control that was pressed goes.
 */
export function Toasts({ asOf, children }: { asOf: number; children?: ReactNode }) {
  const { offers, focus } = useSyncExternalStore(subscribe, getUndoState, getUndoState)
  const { changes: unsaved } = useOutbox()
  const region = useRef<HTMLDivElement>(null)
  const last = useRef<HTMLButtonElement>(null)
  const taking = offers.findLast(({ takesFocus }) => takesFocus)?.key
  useEffect(() => {
    if (taking !== undefined) last.current?.focus({ preventScroll: true })
  }, [taking])

  const oldest = offers[0]?.key
  useEffect(() => {
    if (oldest === undefined) return
    let timer = setTimeout(function end() {
      if (region.current?.matches(':hover, :focus-within')) timer = setTimeout(end, linger)
      else dismiss(oldest)
    }, stay)
    return () => clearTimeout(timer)
  }, [oldest])

  // At once where the row is there, else with the page that has it again.
  useEffect(() => {
    const link = focus === null ? null : document.getElementById(resourceAnchor(focus))
    if (!link) return
    link.closest('li')?.scrollIntoView({ block: 'nearest' })
    link.focus({ preventScroll: true })
    rowWasFocused()
  }, [focus, asOf])

  return (
    <div role="status" ref={region} className="toasts">
      {children}
      {offers.map((each, index) => (
        <p key={each.key} className="toast">
          <span>
            {each.changes.some((back) => unsaved.some((change) => nameOf(change) === nameOf(back)))
              ? each.asked
              : each.done}
          </span>
          <button type="button" ref={index === offers.length - 1 ? last : undefined} onClick={() => undo(each)}>
            Undo
          </button>
          <button type="button" onClick={() => dismiss(each.key)} className="toast-dismiss">
            Dismiss
          </button>
        </p>
      ))}
    </div>
  )
}
