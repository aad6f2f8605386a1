interface PageLoader {
  /** Does what was pressed while there was no script to listen. */
  ready(): void
  /** Script was started since the page was looked at again: it is as old as it may be. */
  looked?: boolean
}

/** Returns what started the page's scripts (server/pages/loader.ts); undefined in development, where they start by themselves. */
export const getPageLoader = (): PageLoader | undefined => (window as { lectern?: PageLoader }).lectern

/** Tells whether script was started since the page was looked at again; true at most once. */
export function wasLookedAt(): boolean {
  const loader = getPageLoader()
  const looked = loader?.looked ?? false
  if (loader) loader.looked = false
  return looked
}
