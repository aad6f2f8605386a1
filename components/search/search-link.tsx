'use client'

import { useRef, useState, type ComponentType, type MouseEvent } from 'react'
import { createPortal } from 'react-dom'
import { toAddress } from '@/lib/base-path'
import { collectTyped } from './collect-typed'
import type { SearchDialogProps } from './search-dialog'

interface Opening {
  Dialog: ComponentType<SearchDialogProps>
  takeTyped: () => string
  /** Each opening is another dialog: the last may still be waiting to hear that it was closed. */
  number: number
}

const fetchDialog = () => import('./search-dialog')

/**
 * The way to search, on every page: a link to the page for it, which opens the dialog instead where
 * there is script. All that the dialog consists of is fetched only then.
 */
export function SearchLink() {
  const [dialog, setDialog] = useState<Opening | null>(null)
  const openings = useRef(0)
  const [away, setAway] = useState(false)

  async function open(event: MouseEvent) {
    // With one of these held, the link is to open elsewhere.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    setAway(false)
    const takeTyped = collectTyped()
    try {
      const { SearchDialog } = await fetchDialog()
      setDialog({ Dialog: SearchDialog, takeTyped, number: ++openings.current })
    } catch {
      takeTyped()
      setAway(true)
    }
  }

  return (
    <>
      <a
        href={toAddress('/search')}
        // On its way a tenth of a second before the finger is lifted. What fails is told by the press.
        onPointerDown={() => void fetchDialog().catch(() => {})}
        onClick={(event) => void open(event)}
        className="search-link inline-flex h-11 min-w-11 items-center justify-center gap-2 rounded px-2 font-ui text-ui font-semibold text-petrol hover:underline"
      >
        <svg
          width="17"
          height="17"
          viewBox="0 0 17 17"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          aria-hidden="true"
        >
          <circle cx="7" cy="7" r="5.5" />
          <path d="m11 11 5 5" />
        </svg>
        <span className="max-desk:sr-only">Search</span>
      </a>
      {(dialog || away) &&
        createPortal(
          dialog ? (
            <dialog.Dialog
              key={dialog.number}
              takeTyped={dialog.takeTyped}
              onClose={() => setDialog((now) => (now === dialog ? null : now))}
            />
          ) : (
            <p role="alert" data-tone="danger" className="message fixed bottom-4 left-4 z-10 print:hidden">
              Search can’t be fetched; you may be offline. Try again in a moment.
            </p>
          ),
          document.body,
        )}
    </>
  )
}
