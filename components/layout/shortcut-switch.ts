import { useSyncExternalStore } from 'react'

const key = 'keyboard-shortcuts'
const listeners = new Set<() => void>()
/** What was chosen on this page, where the browser keeps nothing for us. */
let unkept: boolean | undefined

function read(): boolean {
  try {
    return unkept ?? localStorage.getItem(key) !== 'off'
  } catch {
    return unkept ?? true
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // Comes from other tabs only.
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

/** Whether this browser's reader wants shortcuts of one key; null in the server's HTML, where nobody knows. */
export function useShortcutSwitch(): boolean | null {
  return useSyncExternalStore<boolean | null>(subscribe, read, () => null)
}

/** Switches them all on or off, here and in the browser's other tabs. */
export function setShortcutSwitch(on: boolean): void {
  unkept = undefined
  try {
    if (on) localStorage.removeItem(key)
    else localStorage.setItem(key, 'off')
  } catch {
    unkept = on
  }
  for (const listener of listeners) listener()
}
