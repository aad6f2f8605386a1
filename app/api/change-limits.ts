import 'server-only'
import { getClientAddress, toRateLimitKey } from '@/lib/client-address'
import { readEnv } from '@/lib/env'
import { onceAProcess } from '@/lib/once-a-process'
import type { Reader } from '@/lib/session'
import { ShelfFullError } from '@/lib/shelf'
import { makeTokenBuckets } from '@/lib/token-buckets'
import { t } from '@/messages/generated/refusals'
import { HttpError } from './http-error'

// In memory, per process: a counter in the database would double the writes per mark. The quota, which the database
// counts exactly, bounds what a stranger can store.
const getBuckets = () =>
  onceAProcess('change-limits', () => {
    const { reader, network } = readEnv().changesPerMinute
    return { reader: makeTokenBuckets(reader), network: makeTokenBuckets(network) }
  })

/** Returns the cost of a change with a note: 1, plus 1 per 4 KB. */
export function getCost(note: string | null | undefined): number {
  return 1 + Math.floor((note?.length ?? 0) / 4096)
}

/** Counts a change against the limits per reader and per network. Refuses with 429 and the seconds to wait. */
export function consumeChanges(request: Request, reader: Reader | null, cost: number): void {
  const buckets = getBuckets()
  const wait =
    (reader && buckets.reader.take(reader.id, cost)) ??
    buckets.network.take(toRateLimitKey(getClientAddress(request.headers)), cost)
  if (wait !== null) throw new HttpError(429, t('tooManyChanges', { seconds: wait }), undefined, wait)
}

/** Runs a write. Refuses with 413 and advice if the reader's shelf is full. */
export async function refuseIfFull<T>(reader: Reader, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof ShelfFullError)) throw error
    const { marks, noteBytes } = readEnv().quotas[reader.guest ? 'guest' : 'account']
    throw new HttpError(
      413,
      error.what === 'marks'
        ? t(reader.guest ? 'marksFullGuest' : 'marksFull', { marks })
        : t(reader.guest ? 'notesFullGuest' : 'notesFull', { megabytes: noteBytes / 1024 / 1024 }),
    )
  }
}
