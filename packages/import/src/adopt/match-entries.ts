import { normaliseTitle } from '@/lib/content'
import type { EntryRecord, PageRecord } from './record'

/** An entry whose address is no longer in the list. */
export interface GoneEntry {
  page: PageRecord
  entry: EntryRecord
  /** The new entry with the same title, which has its new address. */
  now?: EntryRecord
}

/**
 * Returns the entries of the last run that are missing, each with the new entry that took its place: the only one
 * with the same title, on the same page if several have it.
 */
export function findGone(before: PageRecord[], now: PageRecord[]): GoneEntry[] {
  const isThere = new Set(now.flatMap(({ entries }) => entries.map(({ id }) => id)))
  const wasThere = new Set(before.flatMap(({ entries }) => entries.map(({ id }) => id)))
  const seen = new Set<string>()
  const gone: GoneEntry[] = []
  for (const page of before)
    for (const entry of page.entries)
      if (!isThere.has(entry.id) && !seen.has(entry.id)) {
        seen.add(entry.id)
        gone.push({ page, entry })
      }
  const added = now.flatMap((page) =>
    page.entries.filter(({ id }) => !wasThere.has(id)).map((entry) => ({ page, entry })),
  )
  const taken = new Set<string>()
  for (const isSamePage of [true, false]) {
    const keyOf = ({ page, entry }: { page: PageRecord; entry: EntryRecord }) =>
      `${isSamePage ? page.slug : ''}\n${normaliseTitle(entry.title)}`
    const heirs = groupBy(added, keyOf)
    for (const [key, [each, ...rivals]] of groupBy(
      gone.filter(({ now: heir }) => !heir),
      keyOf,
    )) {
      const free = new Map(
        heirs.get(key)?.flatMap(({ entry }) => (taken.has(entry.id) ? [] : [[entry.id, entry] as const])),
      )
      const [heir] = free.values()
      if (!each || rivals.length > 0 || free.size !== 1 || !heir) continue
      taken.add(heir.id)
      each.now = heir
    }
  }
  return gone
}

function groupBy<T>(values: T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const group = groups.get(keyOf(value))
    if (group) group.push(value)
    else groups.set(keyOf(value), [value])
  }
  return groups
}
