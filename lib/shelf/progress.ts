/** How far a reader is with a resource; `to-read` is having no mark. */
export type Progress = 'to-read' | 'reading' | 'done' | 'skipped'

export const progresses = ['to-read', 'reading', 'done', 'skipped'] as const satisfies Progress[]

/** What one reader has set on one resource. */
export interface Mark {
  bookmarkedAt: Date | null
  note: string | null
  progress: Progress
  /** How far, from 0 to 100, while reading. */
  percent: number | null
  /** When the progress was last set; null while there is none. */
  progressAt: Date | null
}

/** One reader's marks by resource id. A resource without a mark is not in it. */
export type Shelf = ReadonlyMap<string, Mark>

/** How far a reader is with several tutorials. `total` leaves out the skipped ones. */
export interface Counts {
  total: number
  done: number
  reading: number
  skipped: number
}

/** Counts a reader's progress over tutorials. Every place that shows a count shows this one. */
export function countProgress(tutorialIds: string[], shelf: Shelf): Counts {
  const counts = { total: 0, done: 0, reading: 0, skipped: 0 }
  for (const id of tutorialIds) {
    const progress = shelf.get(id)?.progress ?? 'to-read'
    if (progress === 'skipped') counts.skipped++
    else counts.total++
    if (progress === 'done') counts.done++
    if (progress === 'reading') counts.reading++
  }
  return counts
}

const words: Record<Progress, string> = { 'to-read': 'To read', reading: 'Reading', done: 'Done', skipped: 'Skipped' }

/** "Done, bookmarked": a mark where there are no controls to show it. */
export function describeMark(mark: Mark | undefined): string {
  return [words[mark?.progress ?? 'to-read'], ...(mark?.bookmarkedAt ? ['bookmarked'] : [])].join(', ')
}

/** "2 of 9 done, 1 being read, 1 skipped", as text stands beside a ring or names a row of spines. */
export function describeCounts({ total, done, reading, skipped }: Counts): string {
  const parts = [`${done} of ${total} done`]
  if (reading) parts.push(`${reading} being read`)
  if (skipped) parts.push(`${skipped} skipped`)
  return parts.join(', ')
}
