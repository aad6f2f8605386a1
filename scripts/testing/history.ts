/** What came of a change that somebody asked for: the server said it was kept, or nobody knows. */
export type Outcome = 'acked' | 'unknown'

/** A change of one field of one mark. */
export interface Asked {
  /** Whose, of what, and which field: `reader resource field`. */
  key: string
  value: string
  outcome: Outcome
}

/**
 * What is wrong with the values that a store holds after all of that was asked for, each key by one client,
 * one after the other, and none more after one of unknown outcome: an acknowledged change that is not
 * there, or a value that nobody asked for. Nothing, where the store kept its word.
 */
export function findBroken(history: Asked[], stored: ReadonlyMap<string, string>): string[] {
  const allowed = new Map<string, { acked: string | null; unknown: string[] }>()
  for (const { key, value, outcome } of history) {
    const before = allowed.get(key) ?? { acked: null, unknown: [] }
    allowed.set(
      key,
      outcome === 'acked' ? { acked: value, unknown: [] } : { ...before, unknown: [...before.unknown, value] },
    )
  }
  const lost = [...allowed].flatMap(([key, { acked, unknown }]) => {
    const found = stored.get(key)
    if (acked !== null && found !== acked && !unknown.includes(found ?? ''))
      return [`${key}: "${acked}" was acknowledged, and ${found === undefined ? 'nothing' : `"${found}"`} is there`]
    return acked === null && found !== undefined && !unknown.includes(found)
      ? [`${key}: "${found}" was never asked for`]
      : []
  })
  return [
    ...lost,
    ...[...stored.keys()].filter((key) => !allowed.has(key)).map((key) => `${key}: nobody asked for anything`),
  ]
}
