import { useSyncExternalStore } from 'react'

/**
 * Returns when the copy was made that this page is, in milliseconds since 1970; null for a page from the server. A
 * service worker shows copies where the server can't be reached (service-worker.ts).
 */
export function getKeptAt(): number | null {
  const { keptAt } = document.documentElement.dataset
  return keptAt === undefined ? null : Number(keptAt)
}

const never = () => () => {}

/** Returns the same during rendering; null on the server. */
export function useKeptAt(): number | null {
  return useSyncExternalStore(never, getKeptAt, () => null)
}
