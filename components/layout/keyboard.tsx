'use client'

import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, useTransition, type ComponentType } from 'react'
import { createPortal } from 'react-dom'
import { useRouter } from 'next/navigation'
import { t } from '@/messages/generated/layout'
import { keepFocus } from './keep-focus'
import { PendingBar } from './pending-bar'
import type { ShortcutSheetProps } from './shortcut-sheet'
import { useShortcutSwitch } from './shortcut-switch'
import { pressKey } from './shortcuts'
import { useShortcutsRequested } from './shortcuts-button'

interface OpenSheet {
  Sheet: ComponentType<ShortcutSheetProps>
  /** The key of this opening: a dialog that was just closed may not have received its close event yet. */
  number: number
}

/**
 * Handles keyboard shortcuts and shows the sheet that lists them; once on every page. Renders nothing on the server, as
 * it needs script.
 */
export function Keyboard() {
  const router = useRouter()
  const [isPending, startNavigation] = useTransition()
  const on = useShortcutSwitch()
  const [announcement, announce] = useState('')
  const [sheet, setSheet] = useState<OpenSheet | null>(null)
  const openings = useRef(0)

  async function openSheet() {
    try {
      // Loaded on demand: most readers never open it.
      const { ShortcutSheet } = await import('./shortcut-sheet')
      setSheet({ Sheet: ShortcutSheet, number: ++openings.current })
    } catch {
      announce(t('shortcutsUnavailable'))
    }
  }

  const onKey = useEffectEvent((event: KeyboardEvent) =>
    pressKey(event, {
      openSheet: () => void openSheet(),
      go: (address) => startNavigation(() => router.push(address)),
      announce,
    }),
  )
  useShortcutsRequested(() => void openSheet())
  useEffect(() => keepFocus(), [])
  // A layout effect, so that no key is missed.
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
        {announcement}
      </p>
      {isPending && <PendingBar />}
      {sheet && (
        <sheet.Sheet key={sheet.number} on={on} onClose={() => setSheet((now) => (now === sheet ? null : now))} />
      )}
    </>,
    document.body,
  )
}
