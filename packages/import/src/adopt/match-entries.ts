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
  for (const isSamePage of [true, false])
    for (const each of gone) {
      if (each.now) continue
      const alike = (other: { page: PageRecord; entry: EntryRecord }) =>
        normaliseTitle(other.entry.title) === normaliseTitle(each.entry.title) &&
        (!isSamePage || other.page.slug === each.page.slug)
      const heirs = new Map(
        added.filter((other) => !taken.has(other.entry.id) && alike(other)).map(({ entry }) => [entry.id, entry]),
      )
      const rivals = gone.filter((other) => !other.now && alike(other))
      const [heir] = heirs.values()
      if (heirs.size !== 1 || rivals.length !== 1 || !heir) continue
      taken.add(heir.id)
      each.now = heir
    }
  return gone
}
