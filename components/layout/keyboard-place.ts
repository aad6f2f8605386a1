import { readStored, writeStored } from '@/components/ui/browser-storage'
import { getFocusedResource } from './keyboard-page'
import { placeKey } from '@/components/ui/storage-keys'

/**
 * Keeps the focus on its resource while the browser loads the same page again: after the first mark of
 * someone signed out, whose page is another rendering then, and on the way back from a tutorial.
 */
export function keepPlace(): () => void {
  restorePlace()
  addEventListener('pagehide', storePlace)
  return () => removeEventListener('pagehide', storePlace)
}

function storePlace(): void {
  const link = getFocusedResource()
  if (link) writeStored(placeKey, `${location.pathname}#${link.id}`, 'session')
}

function restorePlace(): void {
  const [page, id = ''] = readStored(placeKey, 'session')?.split('#') ?? []
  writeStored(placeKey, null, 'session')
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  // Who came by a link or an address comes to the top.
  if (navigation?.type === 'navigate' || page !== location.pathname || document.activeElement !== document.body) return
  document.getElementById(id)?.focus({ preventScroll: true })
}
