'use client'

import { useEffect, useEffectEvent } from 'react'
import { t } from '@/messages/generated/layout'
import { useShortcutSwitch } from './shortcut-switch'

const requested = 'portal-shortcuts-requested'

/** A button that opens the sheet of shortcuts. Each sidebar has one; they share the page's sheet. */
export function ShortcutsButton() {
  const on = useShortcutSwitch()
  // Needs script.
  if (on === null) return null
  return (
    <button
      type="button"
      onClick={() => dispatchEvent(new Event(requested))}
      className="mt-7 min-h-8 font-ui text-meta text-ink-2 hover:text-ink hover:underline print:hidden"
    >
      {t('shortcuts')}
    </button>
  )
}

/** Calls `callback` when any of the buttons is pressed. */
export function useShortcutsRequested(callback: () => void): void {
  const onRequested = useEffectEvent(callback)
  useEffect(() => {
    const listen = () => onRequested()
    addEventListener(requested, listen)
    return () => removeEventListener(requested, listen)
  }, [])
}
