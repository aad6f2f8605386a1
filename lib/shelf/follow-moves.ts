import { mergeMark, type Mark, type StoredMark } from './mark'

/** Ids that resources had before they moved, each with the id of now. */
export type ResourceMoves = ReadonlyMap<string, string>

/**
 * Marks under the id that their resource has now. Where several stand on one resource they are merged, today's
 * first and the former ones in the order of their ids, so that two notes are shown the same way each time.
 */
export function followMoves(marks: StoredMark[], moves: ResourceMoves): Map<string, Mark> {
  const followed = new Map<string, Mark>()
  const todayFirst = moves.size
    ? marks.toSorted(
        (one, other) =>
          Number(moves.has(one.resourceId)) - Number(moves.has(other.resourceId)) ||
          (one.resourceId < other.resourceId ? -1 : 1),
      )
    : marks
  for (const { resourceId, ...mark } of todayFirst) {
    const now = moves.get(resourceId) ?? resourceId
    const other = followed.get(now)
    followed.set(now, other ? mergeMark(other, mark) : mark)
  }
  return followed
}

/** The former ids of each resource that moved. */
export function groupMoves(moves: ResourceMoves): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const [former, now] of moves) groups.set(now, [...(groups.get(now) ?? []), former])
  return groups
}
