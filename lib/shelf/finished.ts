import type { Mark } from './mark'

/**
 * Returns how many tutorials of a topic are new since its reader finished it; 0 for readers who never finished it or
 * have caught up. A topic was finished if, at some time, all tutorials that it then listed were done or skipped.
 * `listedAt` returns when the topic first listed each tutorial; without it, all count as always listed.
 */
export function countNewSinceFinished(
  tutorialIds: string[],
  marks: ReadonlyMap<string, Mark>,
  listedAt: ReadonlyMap<string, Date> | undefined,
): number {
  const timeOf = (id: string) => listedAt?.get(id)?.getTime() ?? 0
  // Between two listings only the reader's marks change, so it suffices to check just before each listing.
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
