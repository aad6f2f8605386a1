import { toPath } from '@/lib/base-path'

/**
 * Follows plain links and submits filters with the router, without a full page load. Replaces a `Link` component per
 * link, which would make every page larger.
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
  document.addEventListener(
    'submit',
    (event) => {
      const form = event.target
      if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return
      // A field may be called "action" or "method".
      if ((form.getAttribute('method') ?? 'get') !== 'get') return
      const url = new URL(form.getAttribute('action') ?? '', location.href)
      url.search = String(new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)])))
      if (url.pathname !== location.pathname || !isPage(url)) return
      event.preventDefault()
      go(url.pathname + url.search)
    },
    { signal },
  )
}

/** Returns whether an address is another page of the portal: not a section of this page, a file or an API route. */
function isPage({ origin, pathname, search }: Pick<URL, 'origin' | 'pathname' | 'search'>): boolean {
  const path = toPath(pathname)
  const isElsewhere = pathname !== location.pathname || search !== location.search
  // /resources is static without a query and dynamic with one, but the router treats both as one page.
  const isSamePage = path === '/resources' && pathname === location.pathname
  return origin === location.origin && path !== null && isElsewhere && !isSamePage && !/\.|^\/api\//.test(path)
}
