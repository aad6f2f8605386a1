import { t } from '../../messages/generated/shelf-rules'

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
  return percent === null ? progressWords[progress] : t('readingShare', { share: percent / 100 })
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

/** Whether any tutorial has a mark of progress. */
export function isBegun({ done, reading, skipped }: Counts): boolean {
  return done + reading + skipped > 0
}

/** Whether nothing is left to read and at least one tutorial is done. */
export function isFinished({ total, done }: Counts): boolean {
  return done > 0 && done === total
}

/** The name of each state, in the portal's language. */
export const progressWords: Readonly<Record<Progress, string>> = {
  get 'to-read'() {
    return t('notStarted')
  },
  get reading() {
    return t('reading')
  },
  get done() {
    return t('done')
  },
  get skipped() {
    return t('skipped')
  },
}

/** Describes counts next to a progress ring or a row of spines: "2 of 9 done, 1 being read, 1 skipped". */
export function describeCounts(counts: Counts): string {
  return t('counts', { ...counts })
}
