import { useSyncExternalStore } from 'react'
import { readStored, writeStored } from '@/components/ui/browser-storage'
import { nameStored } from '@/lib/base-path'

const key = nameStored('keyboard-shortcuts')
const listeners = new Set<() => void>()
/** What was chosen on this page, where the browser keeps nothing for us. */
let unkept: boolean | undefined

function read(): boolean {
  return unkept ?? readStored(key) !== 'off'
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
  unkept = writeStored(key, on ? null : 'off') ? undefined : on
  for (const listener of listeners) listener()
}
