import { closedPages } from '@/lib/addresses'
import { toPath } from '@/lib/base-path'

/** How long the pointer must stay on a link, in milliseconds. */
const dwell = 80

/** Returns whether the server's page cache has the page, so that fetching it is cheap. */
function isCached(address: string): boolean {
  const path = toPath(address) ?? ''
  return /^\/(paths\/)?[a-z0-9-]*$/.test(path) && !closedPages.includes(path)
}

/**
 * Prefetches the page behind a link that is hovered, focused or pressed, and the next topic once its link is visible.
 */
export function prefetchOnIntent(prefetch: (address: string) => void, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  function intend({ target, type }: Event) {
    clearTimeout(timer)
    const link = target instanceof Element ? target.closest('a') : null
    if (
      !link ||
      link.origin !== location.origin ||
      link.pathname === location.pathname ||
      link.search ||
      !isCached(link.pathname)
    )
      return
    timer = setTimeout(() => prefetch(link.pathname), type === 'pointerdown' ? 0 : dwell)
  }
  const next = document.querySelector<HTMLAnchorElement>('main a[rel="next"]')
  const observer = new IntersectionObserver(([entry]) => {
    if (!entry?.isIntersecting || !next) return
    prefetch(next.pathname)
    observer.disconnect()
  })
  if (next) observer.observe(next)
  signal.addEventListener('abort', () => observer.disconnect())
  for (const type of ['pointerover', 'focusin', 'pointerdown'])
    document.addEventListener(type, intend, { signal, passive: true })
}
