import { post, type TimedResponse } from './server'
import type { Store, StoredReader } from './store'

/** The sent and acknowledged changes: an increasing number per reader and resource. */
export interface History {
  sent: Map<string, number>
  acked: Map<string, number>
  /** The number of responses by status; 0 is a broken connection. */
  statuses: Map<number, number>
}

/** Returns an empty history. */
export const newHistory = (): History => ({ sent: new Map(), acked: new Map(), statuses: new Map() })

/** Sends a reader's next change. It is stored for certain only after a 200; any other result leaves it unknown. */
export async function writeNext(
  { sent, acked, statuses }: History,
  base: string,
  reader: StoredReader,
  resource: string,
  from: string,
): Promise<TimedResponse> {
  const key = `${reader.id} ${resource}`
  const value = (sent.get(key) ?? 0) + 1
  sent.set(key, value)
  const answer = await post(base, 'notes', { resource, note: String(value) }, reader.cookie, from)
  statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
  if (answer.status === 200) acked.set(key, value)
  return answer
}

/** Makes every reader write, one change at a time, until `isOver` or the server is gone. */
export async function writeAll(
  history: History,
  base: string,
  readers: StoredReader[],
  resources: string[],
  isOver: () => boolean,
): Promise<void> {
  await Promise.all(
    readers.map(async (reader, number) => {
      for (let turn = 0; !isOver(); turn++) {
        const { status } = await writeNext(
          history,
          base,
          reader,
          resources[turn % resources.length]!,
          `10.1.0.${number}`,
        )
        if (status === 0) return
      }
    }),
  )
}

/**
 * The number of acknowledged changes that are missing or were overwritten by older ones, and of stored values that were
 * never sent.
 */
export interface Verdict {
  lost: number
  behind: number
  ghosts: number
}

/** Compares a database with the history. */
export async function judge({ sent, acked }: History, store: Store): Promise<Verdict> {
  const rows = await store.read('SELECT "userId", "resourceId", note FROM mark WHERE note IS NOT NULL')
  const stored = new Map(
    rows.map(({ userId, resourceId, note }) => [`${String(userId)} ${String(resourceId)}`, Number(note)]),
  )
  const verdict: Verdict = { lost: 0, behind: 0, ghosts: 0 }
  for (const [key, value] of acked) {
    const found = stored.get(key)
    if (found === undefined) verdict.lost++
    else if (found < value) verdict.behind++
  }
  for (const [key, value] of stored) if (!(value <= (sent.get(key) ?? 0))) verdict.ghosts++
  return verdict
}

/** Returns the number of acknowledged changes. */
export const countAcked = ({ statuses }: History): number => statuses.get(200) ?? 0
