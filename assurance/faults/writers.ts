import { post, type Answer } from './server'
import type { Store, StoredReader } from './store'

/** What was asked for and what was acknowledged, a number for each reader and resource that only rises. */
export interface History {
  sent: Map<string, number>
  acked: Map<string, number>
  /** How many answers there were of each status; 0 is a connection that broke. */
  statuses: Map<number, number>
}

export const newHistory = (): History => ({ sent: new Map(), acked: new Map(), statuses: new Map() })

/** One reader's next change: of what is written only an answer of 200 says that it is kept; nothing says that it is not. */
export async function writeNext(
  { sent, acked, statuses }: History,
  base: string,
  reader: StoredReader,
  resource: string,
  from: string,
): Promise<Answer> {
  const key = `${reader.id} ${resource}`
  const value = (sent.get(key) ?? 0) + 1
  sent.set(key, value)
  const answer = await post(base, 'notes', { resource, note: String(value) }, reader.cookie, from)
  statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
  if (answer.status === 200) acked.set(key, value)
  return answer
}

/** Has every reader write, one change after the other, until `isOver` or the server is gone. */
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

/** How many acknowledged changes are missing, stand behind what was acknowledged, or were never sent. */
export interface Verdict {
  lost: number
  behind: number
  ghosts: number
}

/** Compares what a database holds with what was acknowledged and sent. */
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

/** How many changes were acknowledged. */
export const countAcked = ({ statuses }: History): number => statuses.get(200) ?? 0
