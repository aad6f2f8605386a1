'use client'

import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, useTransition, type ComponentType } from 'react'
import { createPortal } from 'react-dom'
import { useRouter } from 'next/navigation'
import { keepPlace } from './keyboard-place'
import { PendingBar } from './pending-bar'
import type { ShortcutSheetProps } from './shortcut-sheet'
import { useShortcutSwitch } from './shortcut-switch'
import { pressKey } from './shortcuts'
import { useShortcutsAsked } from './shortcuts-button'

interface Opening {
  Sheet: ComponentType<ShortcutSheetProps>
  /** Each opening is another dialog: the last may still be waiting to hear that it was closed. */
  number: number
}

/**
 * The keyboard's shortcuts, once on every page, and the sheet that lists them. Nothing of it is in the
 * server's HTML, since without script it would do nothing.
 */
export function Keyboard() {
  const router = useRouter()
  const [isPending, startNavigation] = useTransition()
  const on = useShortcutSwitch()
  const [said, say] = useState('')
  const [sheet, setSheet] = useState<Opening | null>(null)
  const openings = useRef(0)

  async function openSheet() {
    try {
      // Most readers never ask for it, so nobody waits for it.
      const { ShortcutSheet } = await import('./shortcut-sheet')
      setSheet({ Sheet: ShortcutSheet, number: ++openings.current })
    } catch {
      say('The list of shortcuts can’t be fetched; you may be offline.')
    }
  }

  const onKey = useEffectEvent((event: KeyboardEvent) =>
    pressKey(event, {
      openSheet: () => void openSheet(),
      go: (address) => startNavigation(() => router.push(address)),
      say,
    }),
  )
  useShortcutsAsked(() => void openSheet())
  useEffect(() => keepPlace(), [])
  // Before the browser can have another key: what is on the page is heard from its first moment.
  useLayoutEffect(() => {
    if (!on) return
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [on])

  if (on === null) return null
  return createPortal(
    <>
      <p role="status" className="sr-only print:hidden">
        {said}
      </p>
      {isPending && <PendingBar />}
      {sheet && (
        <sheet.Sheet key={sheet.number} on={on} onClose={() => setSheet((now) => (now === sheet ? null : now))} />
      )}
    </>,
    document.body,
  )
}
