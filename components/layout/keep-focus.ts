import { readStored, writeStored } from '@/components/ui/browser-storage'
import { focusKey } from '@/components/ui/storage-keys'
import { getFocusedResource } from './keyboard-targets'

/**
 * Keeps the focus on its resource when the browser reloads the page: after a visitor's first mark, and on return from a
 * tutorial. Returns a function that ends this.
 */
export function keepFocus(): () => void {
  restoreFocus()
  addEventListener('pagehide', storeFocus)
  return () => removeEventListener('pagehide', storeFocus)
}

function storeFocus(): void {
  const link = getFocusedResource()
  if (link) writeStored(focusKey, `${location.pathname}#${link.id}`, 'session')
}

function restoreFocus(): void {
  const [page, id = ''] = readStored(focusKey, 'session')?.split('#') ?? []
  writeStored(focusKey, null, 'session')
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  // A reader who followed a link starts at the top.
  if (navigation?.type === 'navigate' || page !== location.pathname || document.activeElement !== document.body) return
  document.getElementById(id)?.focus({ preventScroll: true })
}
