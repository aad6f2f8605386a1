'use client'

import { useEffect, useRef, useState, type ComponentType, type MouseEvent } from 'react'
import { createPortal } from 'react-dom'
import { whenIdle } from '@/components/ui/when-idle'
import { toAddress } from '@/lib/base-path'
import { t } from '@/messages/generated/search'
import { collectTyped } from './collect-typed'
import type { LeftOff } from './list-left-off'
import type { SearchDialogProps } from './search-dialog'
import { SearchIcon } from './search-icon'

interface OpenDialog {
  Dialog: ComponentType<SearchDialogProps>
  takeTyped: () => string
  /** The key of this opening: a dialog that was just closed may not have received its close event yet. */
  number: number
}

const fetchDialog = () => import('./search-dialog')

/**
 * The link to search on every page. With script it opens a dialog, whose code is loaded once the browser is idle, or on
 * demand if the reader saves data; without, it leads to the search page.
 */
export function SearchLink({ leftOff }: { leftOff?: LeftOff[] }) {
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const openings = useRef(0)
  const [isUnavailable, setUnavailable] = useState(false)
  useEffect(() => {
    const { connection } = navigator as { connection?: { saveData: boolean } }
    if (!connection?.saveData) return whenIdle(async () => void (await fetchDialog()))
  }, [])

  async function open(event: MouseEvent) {
    // These keys open the link in another tab or window.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    setUnavailable(false)
    const takeTyped = collectTyped()
    try {
      const { SearchDialog } = await fetchDialog()
      setDialog({ Dialog: SearchDialog, takeTyped, number: ++openings.current })
    } catch {
      takeTyped()
      setUnavailable(true)
    }
  }

  return (
    <>
      <a
        href={toAddress('/search')}
        // Saves the tenth of a second until the pointer is released. `open` reports errors.
        onPointerDown={() => void fetchDialog().catch(() => {})}
        onClick={(event) => void open(event)}
        className="search-link inline-flex h-11 min-w-11 items-center justify-center gap-2 rounded px-2 font-ui text-ui font-medium hover:underline"
      >
        <SearchIcon />
        <span className="max-desk:sr-only">{t('search')}</span>
      </a>
      {(dialog || isUnavailable) &&
        createPortal(
          dialog ? (
            <dialog.Dialog
              key={dialog.number}
              leftOff={leftOff}
              takeTyped={dialog.takeTyped}
              onClose={() => setDialog((now) => (now === dialog ? null : now))}
            />
          ) : (
            <p role="alert" data-tone="danger" className="message fixed start-4 bottom-4 z-10 print:hidden">
              {t('unavailable')}
            </p>
          ),
          document.body,
        )}
    </>
  )
}
