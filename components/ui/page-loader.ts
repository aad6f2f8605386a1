interface PageLoader {
  /** Replays presses from before hydration. */
  ready(): void
  /** The reader returned to the page before its scripts started, so it may be old. */
  looked?: boolean
}

/** Returns the loader of the page's scripts (server/pages/loader.ts); undefined in development, which has none. */
export const getPageLoader = (): PageLoader | undefined => (window as { pageLoader?: PageLoader }).pageLoader

/** Returns whether the reader returned to the page before its scripts started; true at most once. */
export function wasLookedAt(): boolean {
  const loader = getPageLoader()
  const looked = loader?.looked ?? false
  if (loader) loader.looked = false
  return looked
}
