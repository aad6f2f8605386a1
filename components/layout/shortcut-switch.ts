import { useSyncExternalStore } from 'react'
import { readStored, writeStored } from '@/components/ui/browser-storage'
import { nameStored } from '@/lib/base-path'

const key = nameStored('keyboard-shortcuts')
const listeners = new Set<() => void>()
/** The choice on this page if the browser did not store it. */
let unstored: boolean | undefined

function read(): boolean {
  return unstored ?? readStored(key) !== 'off'
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // Fires for changes by other tabs only.
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

/** Returns whether single-key shortcuts are on in this browser; null on the server. */
export function useShortcutSwitch(): boolean | null {
  return useSyncExternalStore<boolean | null>(subscribe, read, () => null)
}

/** Switches single-key shortcuts on or off in all tabs of this browser. */
export function setShortcutSwitch(on: boolean): void {
  unstored = writeStored(key, on ? null : 'off') ? undefined : on
  for (const listener of listeners) listener()
}
