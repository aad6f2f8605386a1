import { LRUCache } from 'lru-cache'

/** Token buckets by key, in the memory of one process. */
export interface TokenBuckets {
  /** Takes that many tokens and returns null, or takes none and returns the seconds until one is available. */
  take(key: string, cost?: number): number | null
  /** How many keys are stored. */
  readonly size: number
}

interface Bucket {
  tokens: number
  /** By a monotonic clock, in milliseconds. */
  at: number
}

/**
 * Creates buckets that hold the tokens of one minute and refill evenly. A cost above the remaining tokens is allowed
 * once, and delays later ones. Keeps the `mostKeys` used last; a forgotten bucket starts full.
 */
export function makeTokenBuckets(
  perMinute: number,
  { mostKeys = 10_000, now = () => performance.now() } = {},
): TokenBuckets {
  const buckets = new LRUCache<string, Bucket>({ max: mostKeys })
  const perSecond = perMinute / 60
  return {
    take(key, cost = 1) {
      const at = now()
      const before = buckets.get(key) ?? { tokens: perMinute, at }
      const tokens = Math.min(perMinute, before.tokens + ((at - before.at) / 1000) * perSecond)
      const isAllowed = tokens >= 1
      buckets.set(key, { tokens: isAllowed ? tokens - cost : tokens, at })
      return isAllowed ? null : Math.max(1, Math.ceil((1 - tokens) / perSecond))
    },
    get size() {
      return buckets.size
    },
  }
}
