/** The background colours (app/globals.css), for the browser's own frame. */
export const paper = { light: '#fbfcf8', dark: '#121815' } as const

interface Options {
  themeKey: string
  /** Where the bundler finds the files that it loads later; empty for the root of the host. */
  chunkBase: string
  /** The prefixes of the paths of the portal's own scripts. */
  ownScripts: string[]
}

/** The first script of every page. It never changes, so the content security policy allows it by its hash. */
export default function startPage({ themeKey, chunkBase, ownScripts }: Options): void {
  if (chunkBase) Object.assign(self, { TURBOPACK_CHUNK_BASE_PATH: chunkBase })
  applyTheme(themeKey)
  skipBelowFirstScreen()
  allowOwnScripts(ownScripts)
}

/**
 * Sets the chosen theme before the first paint, so that it never flashes; cached pages are the same for everyone. The
 * chosen theme-color goes first, since browsers use the first one that applies.
 */
function applyTheme(themeKey: string): void {
  try {
    const theme = localStorage.getItem(themeKey) ?? ''
    document.documentElement.dataset.theme = theme
    const content = paper[theme as keyof typeof paper]
    if (!content) return
    const meta = document.createElement('meta')
    Object.assign(meta, { name: 'theme-color', content })
    meta.dataset.chosen = ''
    document.head.prepend(meta)
  } catch {
    // The browser stores nothing: the system's theme applies.
  }
}

/**
 * Skips the style and layout of everything below the first screen until the first paint (`data-first`; app/prose.css,
 * app/resources.css). Afterwards adds prose first, then lists once the browser is idle, so that no task is long. Does
 * nothing for a link to a section or a return to the page, which need positions.
 */
function skipBelowFirstScreen(): void {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (location.hash || navigation?.type !== 'navigate') return
  const root = document.documentElement.dataset
  root.first = 'all'
  new PerformanceObserver((list, observer) => {
    if (list.getEntriesByName('first-contentful-paint').length === 0) return
    observer.disconnect()
    root.first = 'lists'
    const showAll = () => delete root.first
    if ('requestIdleCallback' in self) requestIdleCallback(showAll, { timeout: 1000 })
    else setTimeout(showAll)
  }).observe({ type: 'paint', buffered: true })
}

interface TrustedTypes {
  createPolicy: (name: string, rules: { createScriptURL: (address: string) => string | null }) => void
}

/**
 * With Trusted Types, allows script URLs of the portal's own files only; the bundler needs them. The policy creates no
 * scripts from strings and no HTML.
 */
function allowOwnScripts(prefixes: string[]): void {
  ;(self as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('default', {
    createScriptURL(address) {
      const { origin, pathname } = new URL(address, location.href)
      return origin === location.origin && prefixes.some((prefix) => pathname.startsWith(prefix)) ? address : null
    },
  })
}
