/** How far a reader is with a resource; `to-read` is where everyone begins. */
export type Progress = 'to-read' | 'reading' | 'done' | 'skipped'

export const progresses = ['to-read', 'reading', 'done', 'skipped'] as const satisfies Progress[]

/** What is on one reader's shelf: enough to count and to list, however much that is. */
export interface Shelf {
  /** The ids of all marked resources, the latest change first. */
  ids: readonly string[]
  /** By resource id; what is not in it is to read. */
  progress: ReadonlyMap<string, Progress>
  bookmarked: ReadonlySet<string>
}

export const emptyShelf: Shelf = { ids: [], progress: new Map(), bookmarked: new Set() }

/** How far a reader is with several tutorials. `total` leaves out the skipped ones. */
export interface Counts {
  total: number
  done: number
  reading: number
  skipped: number
}

/** Counts a reader's progress over tutorials. Every place that shows a count shows this one. */
export function countProgress(tutorialIds: string[], { progress }: Pick<Shelf, 'progress'>): Counts {
  const counts = { total: 0, done: 0, reading: 0, skipped: 0 }
  for (const id of tutorialIds) {
    const each = progress.get(id) ?? 'to-read'
    if (each === 'skipped') counts.skipped++
    else counts.total++
    if (each === 'done') counts.done++
    if (each === 'reading') counts.reading++
  }
  return counts
}

/** Whether a reader is through with something: nothing of it is left to read, and at least one was read. */
export function isFinished({ total, done }: Counts): boolean {
  return done > 0 && done === total
}

/** The word of each state of reading. */
export const progressWords: Record<Progress, string> = { 'to-read': 'To read', reading: 'Reading', done: 'Done', skipped: 'Skipped' }

/** "2 of 9 done, 1 being read, 1 skipped", as text stands beside a ring or names a row of spines. */
export function describeCounts({ total, done, reading, skipped }: Counts): string {
  const parts = [`${done} of ${total} done`]
  if (reading) parts.push(`${reading} being read`)
  if (skipped) parts.push(`${skipped} skipped`)
  return parts.join(', ')
}
