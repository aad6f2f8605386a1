import type { Path, PathStep } from './content'
import { countProgress, getProgress, type Counts, type Shelf } from './shelf'

/** How far a reader is with a path. */
export interface PathProgress {
  counts: Counts
  /** Of each step, in order. */
  steps: Counts[]
  /** The step to go on with, from 0: the first with a tutorial that is neither done nor skipped; null where there is none. */
  current: number | null
  /** Whether any of its tutorials was touched. */
  isBegun: boolean
}

/** Reads a reader's progress on a path off the marks on its tutorials. */
export function readPathProgress({ steps, tutorialIds }: Path, shelf: Shelf): PathProgress {
  const counts = countProgress(tutorialIds, shelf)
  const current = steps.findIndex(({ tutorials }) =>
    tutorials.some(({ id }) => !['done', 'skipped'].includes(getProgress(shelf, id))),
  )
  return {
    counts,
    steps: steps.map(({ tutorials }) =>
      countProgress(
        tutorials.map(({ id }) => id),
        shelf,
      ),
    ),
    current: current < 0 ? null : current,
    isBegun: counts.done + counts.reading + counts.skipped > 0,
  }
}

/** Whether nothing of a step is left to read. */
export function isStepDone({ tutorials }: PathStep, { total, done }: Counts): boolean {
  return tutorials.length > 0 && total === done
}
