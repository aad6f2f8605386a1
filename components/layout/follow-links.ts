interface Ways {
  go: (address: string) => void
  /** The browser sends a form and loads the page that answers it. */
  leave: (pressed: HTMLElement | null) => void
}

/**
 * Goes from page to page without loading everything anew. Links are plain links, and filters plain forms; this stands
 * in for one component a link, which every page would carry, and without it they lead to the same place.
 */
export function followLinks({ go, leave }: Ways, signal: AbortSignal): void {
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
      const method = form.getAttribute('method') ?? 'get'
      if (method === 'dialog' || form.target) return
      const url = new URL(form.getAttribute('action') ?? '', location.href)
      url.search = String(new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)])))
      if (method === 'get' && url.pathname === location.pathname && isPage(url)) {
        event.preventDefault()
        go(url.pathname + url.search)
      } else leave(event.submitter)
    },
    { signal },
  )
}

/** Another page of the portal: not a place on this one, a file, or what answers with something else than a page. */
function isPage({ origin, pathname, search }: Pick<URL, 'origin' | 'pathname' | 'search'>): boolean {
  const elsewhere = pathname !== location.pathname || search !== location.search
  // Made at build where there is no query, and on request where there is one: for the router the two are one page.
  const madeTwice = pathname === '/resources' && pathname === location.pathname
  return origin === location.origin && elsewhere && !madeTwice && !/\.|^\/api\//.test(pathname)
}
