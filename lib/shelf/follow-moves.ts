import type { Mark, Shelf } from './progress'

/**
 * A shelf with every mark under the id its resource has now. Where marks stand under several ids of
 * one resource, the newest progress holds, and a bookmark or a note on any of them stays.
 */
export function followMoves(shelf: Shelf, moves: ReadonlyMap<string, string>): Shelf {
  if (moves.size === 0) return shelf
  const followed = new Map<string, Mark>()
  for (const [id, mark] of shelf) {
    const now = moves.get(id) ?? id
    const other = followed.get(now)
    followed.set(now, other ? mergeMarks(mark, other) : mark)
  }
  return followed
}

function mergeMarks(one: Mark, other: Mark): Mark {
  const { progress, percent, progressAt } = later(one.progressAt, other.progressAt) ? one : other
  const [newer, older] = later(one.bookmarkedAt, other.bookmarkedAt) ? [one, other] : [other, one]
  return { progress, percent, progressAt, bookmarkedAt: newer.bookmarkedAt, note: newer.note ?? older.note }
}

/** Never having been set is the earliest. */
function later(one: Date | null, other: Date | null): boolean {
  return (one?.getTime() ?? -Infinity) > (other?.getTime() ?? -Infinity)
}
