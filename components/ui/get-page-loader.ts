/** The loader of the page's scripts (components/inline/page-loader.ts). */
export interface PageLoader {
  /** Loads the scripts. */
  begin: () => void
  /** Passes the page's data to them: the bundler's or null, then React's. */
  start: (data: unknown[]) => void
  /** Replays presses from before hydration. */
  ready: () => void
  /** The reader returned to the page before its scripts started, so it may be old. */
  looked?: boolean
}

/** Returns the loader of this page; undefined in development, which has none. */
export const getPageLoader = (): PageLoader | undefined => (window as { pageLoader?: PageLoader }).pageLoader

/** Returns whether the reader returned to the page before its scripts started; true at most once. */
export function wasLookedAt(): boolean {
  const loader = getPageLoader()
  const looked = loader?.looked ?? false
  if (loader) loader.looked = false
  return looked
}
