import type { Path, PathStep, Topic } from './content'
import { countProgress, getProgress, isBegun, type Counts, type Shelf } from './shelf'

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
    isBegun: isBegun(counts),
  }
}

/** Where a reader is on a path. */
export interface PathPlace {
  path: Path
  /** The index of the current step. */
  current: number
}

/** Returns a path that the reader has begun and not finished; of several, one whose current step is this topic. */
export function findBegunPath(paths: Path[], shelf: Shelf, topic?: Topic): PathPlace | undefined {
  const begun = paths.flatMap((path): PathPlace[] => {
    const { current, isBegun } = readPathProgress(path, shelf)
    return isBegun && current !== null ? [{ path, current }] : []
  })
  return begun.find(({ path, current }) => path.steps[current]?.topic === topic) ?? begun[0]
}

/** Whether nothing is left to read in a step. */
export function isStepDone({ tutorials }: PathStep, { total, done }: Counts): boolean {
  return tutorials.length > 0 && total === done
}
