import { useSyncExternalStore } from 'react'

/**
 * Returns when this offline copy was made, in milliseconds since 1970; null for a page from the server. The service
 * worker shows copies when the server can't be reached (service-worker.ts).
 */
export function getKeptAt(): number | null {
  const { keptAt } = document.documentElement.dataset
  return keptAt === undefined ? null : Number(keptAt)
}

const never = () => () => {}

/** `getKeptAt` as a hook; null on the server. */
export function useKeptAt(): number | null {
  return useSyncExternalStore(never, getKeptAt, () => null)
}
