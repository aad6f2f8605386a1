import type { Mark } from './mark'

/**
 * How many tutorials of a topic are new since its reader finished it; 0 for one who never did, or who has
 * caught up. Finished is the latest moment at which everything that was listed then was done or skipped.
 * `listedAt` tells when the topic first listed each; without, it always did.
 */
export function countNewSinceFinished(
  tutorialIds: string[],
  marks: ReadonlyMap<string, Mark>,
  listedAt: ReadonlyMap<string, Date> | undefined,
): number {
  const timeOf = (id: string) => listedAt?.get(id)?.getTime() ?? 0
  // Between two listings nothing changes but the reader, so that finished is finished just before one.
  const wasFinished = [...new Set(tutorialIds.map(timeOf))].some((moment) => {
    const listed = tutorialIds.filter((id) => timeOf(id) < moment)
    return (
      listed.length > 0 &&
      listed.every((id) => isRead(marks.get(id)) && (marks.get(id)?.progressAt?.getTime() ?? Infinity) < moment)
    )
  })
  return wasFinished ? tutorialIds.filter((id) => !isRead(marks.get(id))).length : 0
}

function isRead(mark: Mark | undefined): boolean {
  return mark?.progress === 'done' || mark?.progress === 'skipped'
}
