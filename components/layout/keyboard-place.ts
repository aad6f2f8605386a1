import { getFocusedResource } from './keyboard-page'

const key = 'keyboard-place'

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
  try {
    if (link) sessionStorage.setItem(key, `${location.pathname}#${link.id}`)
  } catch {
    // Where the browser keeps nothing, one starts again.
  }
}

function restorePlace(): void {
  let place: string[] = []
  try {
    place = sessionStorage.getItem(key)?.split('#') ?? []
    sessionStorage.removeItem(key)
  } catch {
    return
  }
  const [page, id = ''] = place
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  // Who came by a link or an address comes to the top.
  if (navigation?.type === 'navigate' || page !== location.pathname || document.activeElement !== document.body) return
  document.getElementById(id)?.focus({ preventScroll: true })
}
