import { mergeMark, type Mark, type StoredMark } from './mark'

/** Former ids of resources, each with the current one. */
export type ResourceMoves = ReadonlyMap<string, string>

/**
 * Returns marks by the current id of their resource. Merges several marks on one resource: the current id's first,
 * then by former id, so that joined notes always have the same order.
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
