/** A reader's progress with a resource; `to-read` is the default. */
export type Progress = 'to-read' | 'reading' | 'done' | 'skipped'

/** All states, in order. */
export const progresses = ['to-read', 'reading', 'done', 'skipped'] as const satisfies Progress[]

/** A reader's progress with a tutorial. */
export interface ReadingState {
  progress: Progress
  /** From 0 to 100 while reading, if the reader set it. */
  percent: number | null
}

/** Formats a state for storage and requests: "done", "reading", "reading 40". */
export function formatState({ progress, percent }: ReadingState): string {
  return progress === 'reading' && percent !== null ? `reading ${percent}` : progress
}

/** Parses a formatted state; null if it is invalid. */
export function parseState(text: string): ReadingState | null {
  const percent = /^reading (\d{1,2}|100)$/.exec(text)?.[1]
  if (percent !== undefined) return { progress: 'reading', percent: Number(percent) }
  const progress = progresses.find((each) => each === text)
  return progress ? { progress, percent: null } : null
}

/** Describes a state for readers: "Done", "Reading, 40%". */
export function describeState({ progress, percent }: ReadingState): string {
  return percent === null ? progressWords[progress] : `${progressWords[progress]}, ${percent}%`
}

/** The fields of a mark for counting and listing. */
export interface ShelfMark {
  progress: Progress
  bookmarked: boolean
}

/** One reader's marks by resource id, the latest change first. A resource without one is to read. */
export type Shelf = ReadonlyMap<string, ShelfMark>

/** A shelf without marks. */
export const emptyShelf: Shelf = new Map()

/** Returns the reader's progress with a resource. */
export function getProgress(shelf: Shelf, id: string): Progress {
  return shelf.get(id)?.progress ?? 'to-read'
}

/** A reader's progress with several tutorials. `total` excludes the skipped ones. */
export interface Counts {
  total: number
  done: number
  reading: number
  skipped: number
}

/** Counts a reader's progress with tutorials. Used for all counts, so that they agree. */
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

/** Whether nothing is left to read and at least one tutorial is done. */
export function isFinished({ total, done }: Counts): boolean {
  return done > 0 && done === total
}

/** The name of each state. */
export const progressWords: Record<Progress, string> = {
  'to-read': 'Not started',
  reading: 'Reading',
  done: 'Done',
  skipped: 'Skipped',
}

/** Describes counts next to a progress ring or a row of spines: "2 of 9 done, 1 being read, 1 skipped". */
export function describeCounts({ total, done, reading, skipped }: Counts): string {
  const parts = [`${done} of ${total} done`]
  if (reading) parts.push(`${reading} being read`)
  if (skipped) parts.push(`${skipped} skipped`)
  return parts.join(', ')
}

/** Summarises a shelf: "12 done, 1 being read, 3 skipped, 4 bookmarked". Leaves out zeros. */
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
  return described.join(', ') || 'Notes only'
}
