import 'server-only'
import { getClientAddress, toRateLimitKey } from '@/lib/client-address'
import { readEnv } from '@/lib/env'
import { onceAProcess } from '@/lib/once-a-process'
import type { Reader } from '@/lib/session'
import { ShelfFullError } from '@/lib/shelf'
import { makeTokenBuckets } from '@/lib/token-buckets'
import { HttpError } from './http-error'

// In memory, per process: a counter in the database would make each mark two writes, and a mark is one. What a
// stranger can store is bounded by the quota, which the database holds exactly.
const getBuckets = () =>
  onceAProcess('change-limits', () => {
    const { reader, network } = readEnv().changesPerMinute
    return { reader: makeTokenBuckets(reader), network: makeTokenBuckets(network) }
  })

/** What a change with that note costs: one, and one more for each 4 KB. */
export function getCost(note: string | null | undefined): number {
  return 1 + Math.floor((note?.length ?? 0) / 4096)
}

/** Counts changes of marks against what one reader and one network may send. Refuses with 429 and says how long to wait. */
export function consumeChanges(request: Request, reader: Reader | null, cost: number): void {
  const buckets = getBuckets()
  const wait =
    (reader && buckets.reader.take(reader.id, cost)) ??
    buckets.network.take(toRateLimitKey(getClientAddress(request.headers)), cost)
  if (wait !== null)
    throw new HttpError(
      429,
      `Too many changes at once, so this one is not saved. Wait ${wait === 1 ? 'a second' : `${wait} seconds`} and try again.`,
      undefined,
      wait,
    )
}

/** Runs a write; where the reader's shelf is full, refuses with 413 and says what helps. */
export async function refuseIfFull<T>(reader: Reader, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof ShelfFullError)) throw error
    const { marks, noteBytes } = readEnv().quotas[reader.guest ? 'guest' : 'account']
    const holds =
      error.what === 'marks' ? `${marks.toLocaleString('en')} marks` : `${noteBytes / 1024 / 1024} MB of notes`
    const advice = reader.guest
      ? 'Create an account to keep more.'
      : error.what === 'marks'
        ? 'Marks you have can still be changed.'
        : 'Shorten or remove other notes first.'
    throw new HttpError(
      413,
      `Your shelf is full: ${reader.guest ? 'a guest' : 'an account'} can keep ${holds}, so nothing was saved. ${advice}`,
    )
  }
}
