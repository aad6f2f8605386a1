import { oncePer } from './once-per'

/** Returns the former names of each current one. Computed once for the same moves, of which there may be thousands. */
export const groupMoves = oncePer((moves: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> => {
  const groups = new Map<string, string[]>()
  for (const [former, now] of moves) {
    const group = groups.get(now)
    if (group) group.push(former)
    else groups.set(now, [former])
  }
  return groups
})
