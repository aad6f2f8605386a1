/** How far a reader is with a resource; `to-read` is where everyone begins. */
export type Progress = 'to-read' | 'reading' | 'done' | 'skipped'

export const progresses = ['to-read', 'reading', 'done', 'skipped'] as const satisfies Progress[]

/** How far a reader is with a tutorial. */
export interface ReadingState {
  progress: Progress
  /** From 0 to 100, while reading, where it was said. */
  percent: number | null
}

/** A state as one text, as it is kept and sent on: "done", "reading", "reading 40". */
export function formatState({ progress, percent }: ReadingState): string {
  return progress === 'reading' && percent !== null ? `reading ${percent}` : progress
}

/** Reads a state from its text; null for what is none. */
export function parseState(text: string): ReadingState | null {
  const percent = /^reading (\d{1,2}|100)$/.exec(text)?.[1]
  if (percent !== undefined) return { progress: 'reading', percent: Number(percent) }
  const progress = progresses.find((each) => each === text)
  return progress ? { progress, percent: null } : null
}

/** A state in words: "Done", "Reading, 40 %". */
export function describeState({ progress, percent }: ReadingState): string {
  return percent === null ? progressWords[progress] : `${progressWords[progress]}, ${percent} %`
}

/** As much of a mark as it takes to count and to list it. */
export interface ShelfMark {
  progress: Progress
  bookmarked: boolean
}

/** What is on one reader's shelf, by resource id, the latest change first. What is not in it is to read. */
export type Shelf = ReadonlyMap<string, ShelfMark>

export const emptyShelf: Shelf = new Map()

/** How far a shelf's reader is with a resource. */
export function getProgress(shelf: Shelf, id: string): Progress {
  return shelf.get(id)?.progress ?? 'to-read'
}

/** How far a reader is with several tutorials. `total` leaves out the skipped ones. */
export interface Counts {
  total: number
  done: number
  reading: number
  skipped: number
}

/** Counts a reader's progress over tutorials. Every place that shows a count shows this one. */
export function countProgress(tutorialIds: readonly string[], shelf: Shelf): Counts {
  const counts = { total: 0, done: 0, reading: 0, skipped: 0 }
  for (const id of tutorialIds) {
    const each = getProgress(shelf, id)
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
export const progressWords: Record<Progress, string> = {
  'to-read': 'Not started',
  reading: 'Reading',
  done: 'Done',
  skipped: 'Skipped',
}

/** "2 of 9 done, 1 being read, 1 skipped", as text stands beside a ring or names a row of spines. */
export function describeCounts({ total, done, reading, skipped }: Counts): string {
  const parts = [`${done} of ${total} done`]
  if (reading) parts.push(`${reading} being read`)
  if (skipped) parts.push(`${skipped} skipped`)
  return parts.join(', ')
}

/** "12 done, 1 being read, 3 skipped, 4 bookmarked": what is on a shelf, without what there is none of. */
export function describeShelf(shelf: Shelf): string {
  const marks = [...shelf.values()]
  const count = (progress: Progress) => marks.filter((mark) => mark.progress === progress).length
  const parts: [number, string][] = [
    [count('done'), 'done'],
    [count('reading'), 'being read'],
    [count('skipped'), 'skipped'],
    [marks.filter(({ bookmarked }) => bookmarked).length, 'bookmarked'],
  ]
  const described = parts.flatMap(([number, words]) => (number > 0 ? [`${number.toLocaleString('en')} ${words}`] : []))
  return described.join(', ') || 'Notes alone'
}
