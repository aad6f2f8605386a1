import type { Mark } from './mark'

/**
 * How many tutorials of a topic are new since its reader finished it; 0 for one who never did, or who has
 * caught up. Finished is the latest moment at which everything that was listed then was done or skipped.
 * `listedAt` tells when the topic first listed each; without, it always did.
 */
export function countNewSinceFinished(tutorialIds: string[], marks: ReadonlyMap<string, Mark>, listedAt: ReadonlyMap<string, Date> | undefined): number {
  const read = tutorialIds.filter((id) => isRead(marks.get(id)))
  const open = tutorialIds.filter((id) => !isRead(marks.get(id)))
  const firstNew = Math.min(...open.map((id) => listedAt?.get(id)?.getTime() ?? 0))
  // Whatever is open was not there when the rest was finished, or the rest was never all of it.
  const finished = read.filter((id) => (listedAt?.get(id)?.getTime() ?? 0) < firstNew)
  if (open.length === 0 || finished.length === 0) return 0
  return finished.every((id) => (marks.get(id)?.progressAt?.getTime() ?? Infinity) < firstNew) ? open.length : 0
}

function isRead(mark: Mark | undefined): boolean {
  return mark?.progress === 'done' || mark?.progress === 'skipped'
}
