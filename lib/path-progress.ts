import type { Path, PathStep } from './content'
import { countProgress, getProgress, type Counts, type Shelf } from './shelf'

/** A reader's progress with a path. */
export interface PathProgress {
  counts: Counts
  /** Of each step, in order. */
  steps: Counts[]
  /** The index of the first step with a tutorial that is neither done nor skipped; null if there is none. */
  current: number | null
  /** Whether any of its tutorials has a mark. */
  isBegun: boolean
}

/** Returns a reader's progress with a path, from the marks on its tutorials. */
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

/** Whether nothing is left to read in a step. */
export function isStepDone({ tutorials }: PathStep, { total, done }: Counts): boolean {
  return tutorials.length > 0 && total === done
}
