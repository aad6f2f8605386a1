import { vi } from 'vitest'

// Only a test that fails anyway waits this long; on a busy machine a mail or a compressed copy takes seconds.
const limit = { timeout: 30_000, interval: 20 }

/** Waits until `find` returns something truthy, and returns that. Throws after half a minute. */
export const until = <T>(find: () => T | Promise<T>): Promise<Truthy<T>> =>
  vi.waitUntil(find, limit) as Promise<Truthy<T>>

type Truthy<T> = T extends false | '' | 0 | null | undefined ? never : T

/** Waits until `check` no longer throws, and returns what it returned. Throws its last error after half a minute. */
export const untilPasses = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, limit)
