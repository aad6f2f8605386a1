/** Whether the server acknowledged a change. */
type Outcome = 'acked' | 'unknown'

/** A change of one field of one mark, as sent. */
export interface SentChange {
  /** The reader, resource and field: `reader resource field`. */
  key: string
  value: string
  outcome: Outcome
}

/**
 * Compares stored values with the history of changes, and returns a sentence for each acknowledged change that is
 * missing and each value that was never sent. Each key needs a single client that sends one change at a time and stops
 * after an unknown outcome.
 */
export function findBroken(history: SentChange[], stored: ReadonlyMap<string, string>): string[] {
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
      return [`${key}: "${acked}" was acknowledged, but ${found === undefined ? 'nothing' : `"${found}"`} is stored`]
    return acked === null && found !== undefined && !unknown.includes(found)
      ? [`${key}: "${found}" was never sent`]
      : []
  })
  return [
    ...lost,
    ...[...stored.keys()].filter((key) => !allowed.has(key)).map((key) => `${key}: nothing was ever sent`),
  ]
}
