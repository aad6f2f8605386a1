/** Token buckets in the memory of one process, by key. */
export interface TokenBuckets {
  /** Takes that many tokens and gives null; or takes none and gives the seconds until some are there. */
  take(key: string, cost?: number): number | null
  /** How many keys are remembered. */
  readonly size: number
}

interface Bucket {
  tokens: number
  /** By a clock that nobody sets, in milliseconds. */
  at: number
}

/**
 * Makes buckets that hold a minute's worth of tokens and fill up evenly. What costs more than is left is let
 * through once and paid back by waiting. Remembers the `mostKeys` used last: one that is forgotten begins full.
 */
export function makeTokenBuckets(
  perMinute: number,
  { mostKeys = 10_000, now = () => performance.now() } = {},
): TokenBuckets {
  const buckets = new Map<string, Bucket>()
  const perSecond = perMinute / 60
  return {
    take(key, cost = 1) {
      const at = now()
      const before = buckets.get(key) ?? { tokens: perMinute, at }
      const tokens = Math.min(perMinute, before.tokens + ((at - before.at) / 1000) * perSecond)
      const isAllowed = tokens >= 1
      // Set again to stand last: the first is the one to forget.
      buckets.delete(key)
      buckets.set(key, { tokens: isAllowed ? tokens - cost : tokens, at })
      if (buckets.size > mostKeys)
        for (const oldest of buckets.keys()) {
          buckets.delete(oldest)
          break
        }
      return isAllowed ? null : Math.max(1, Math.ceil((1 - tokens) / perSecond))
    },
    get size() {
      return buckets.size
    },
  }
}
