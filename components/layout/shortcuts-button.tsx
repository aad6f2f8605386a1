'use client'

import { useEffect, useEffectEvent } from 'react'
import { useShortcutSwitch } from './shortcut-switch'

const asked = 'lectern-shortcuts-asked'

/** The button that shows the keyboard's shortcuts. It stands in each sidebar; the sheet is one, and the page's. */
export function ShortcutsButton() {
  const on = useShortcutSwitch()
  // In the server's HTML it would do nothing.
  if (on === null) return null
  return (
    <button
      type="button"
      onClick={() => dispatchEvent(new Event(asked))}
      className="mt-7 min-h-8 font-ui text-meta text-ink-2 hover:text-ink hover:underline print:hidden"
    >
      Keyboard shortcuts
    </button>
  )
}

/** Calls back when one of the buttons was pressed. */
export function useShortcutsAsked(callback: () => void): void {
  const onAsked = useEffectEvent(callback)
  useEffect(() => {
    const listen = () => onAsked()
    addEventListener(asked, listen)
    return () => removeEventListener(asked, listen)
  }, [])
}
