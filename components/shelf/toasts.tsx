'use client'

import { useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react'
import { resourceAnchor } from '@/components/ui/resource-anchor'
import { describeToast } from './describe-toast'
import { dismissLabel, undoLabel } from './shelf-messages'
import { clearFocusRequest, dismiss, getUndoState, subscribe, undo } from './undo'
import { useOutbox } from './use-outbox'

/** How long an undo toast stays, and how long to wait again while the pointer or focus is on it; in milliseconds. */
const [duration, extension] = [10_000, 3000]

interface ToastsProps {
  /** When the marks of the page were read, by the server's clock. */
  asOf: number
  /** A toast that the server rendered. */
  children?: ReactNode
}

/**
 * Toasts at the bottom of the window that say what was changed and offer to undo it. A toast disappears after a while,
 * but never while the pointer or the focus is on it. The last "Undo" takes the focus if the pressed control disappears.
 */
export function Toasts({ asOf, children }: ToastsProps) {
  const { undoable, focus } = useSyncExternalStore(subscribe, getUndoState, getUndoState)
  const outbox = useOutbox()
  const region = useRef<HTMLDivElement>(null)
  const last = useRef<HTMLButtonElement>(null)
  const latest = undoable.findLast(({ takesFocus }) => takesFocus)?.key
  useEffect(() => {
    if (latest !== undefined) last.current?.focus({ preventScroll: true })
  }, [latest])

  const oldest = undoable[0]?.key
  useEffect(() => {
    if (oldest === undefined) return
    let timer = setTimeout(function end() {
      if (region.current?.matches(':hover, :focus-within')) timer = setTimeout(end, extension)
      else dismiss(oldest)
    }, duration)
    return () => clearTimeout(timer)
  }, [oldest])

  // Also after each refresh, since a restored row may come back only with it.
  useEffect(() => {
    const link = focus === null ? null : document.getElementById(resourceAnchor(focus))
    if (!link) return
    link.closest('li')?.scrollIntoView({ block: 'nearest' })
    link.focus({ preventScroll: true })
    clearFocusRequest()
  }, [focus, asOf])

  return (
    <div role="status" ref={region} className="toasts">
      {children}
      {undoable.map((each, index) => (
        <p key={each.key} className="toast">
          <span>{describeToast(each, outbox)}</span>
          <button type="button" ref={index === undoable.length - 1 ? last : undefined} onClick={() => undo(each)}>
            {undoLabel}
          </button>
          <button type="button" onClick={() => dismiss(each.key)} className="toast-dismiss">
            {dismissLabel}
          </button>
        </p>
      ))}
    </div>
  )
}
