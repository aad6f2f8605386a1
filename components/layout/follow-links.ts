import { toPath } from '@/lib/base-path'

/**
 * Goes from page to page without loading everything anew. Links are plain links; this stands in for one
 * component a link, which every page would carry, and without it they lead to the same place.
 */
export function followLinks(go: (address: string) => void, signal: AbortSignal): void {
  document.addEventListener(
    'click',
    (event) => {
      if (
        event.defaultPrevented ||
        event.button !== 0 ||
        event.metaKey ||
        event.ctrlKey ||
        event.shiftKey ||
        event.altKey
      )
        return
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link?.href || link.target || link.hasAttribute('download') || !isPage(link)) return
      event.preventDefault()
      go(link.pathname + link.search + link.hash)
    },
    { signal },
  )
}

/** Another page of the portal: not a place on this one, a file, or what answers with something else than a page. */
function isPage({ origin, pathname, search }: HTMLAnchorElement): boolean {
  const path = toPath(pathname)
  const elsewhere = pathname !== location.pathname || search !== location.search
  // Made at build where there is no query, and on request where there is one: for the router the two are one page.
  const madeTwice = path === '/resources' && pathname === location.pathname
  return origin === location.origin && path !== null && elsewhere && !madeTwice && !/\.|^\/api\//.test(path)
}
