import { closedPages } from '@/lib/addresses'
import { toPath } from '@/lib/base-path'

/** Who only passes over a link does not mean to follow it. */
const dwell = 80

/** Pages that are the same for everyone who is signed out: kept by the server, so that asking costs little. */
function isKept(address: string): boolean {
  const path = toPath(address) ?? ''
  return /^\/(paths\/)?[a-z0-9-]*$/.test(path) && !closedPages.includes(path)
}

/**
 * Fetches the page behind a link once somebody points at it, has the focus on it, or begins to press it; and the
 * next topic once its link is seen, for then the end of this one is reached.
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
      !isKept(link.pathname)
    )
      return
    timer = setTimeout(() => prefetch(link.pathname), type === 'pointerdown' ? 0 : dwell)
  }
  const next = document.querySelector<HTMLAnchorElement>('main a[rel="next"]')
  const seeing = new IntersectionObserver(([entry]) => {
    if (!entry?.isIntersecting || !next) return
    prefetch(next.pathname)
    seeing.disconnect()
  })
  if (next) seeing.observe(next)
  signal.addEventListener('abort', () => seeing.disconnect())
  for (const type of ['pointerover', 'focusin', 'pointerdown'])
    document.addEventListener(type, intend, { signal, passive: true })
}
