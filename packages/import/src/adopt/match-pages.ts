import type { PageRecord } from './record'

/** What identifies a topic among those of an earlier run. */
export interface Matchable {
  key: string
  /** The ids of the resources it links. */
  ids: ReadonlySet<string>
}

/**
 * Finds each topic's page of the last run: by its headings, else by its title alone, else by most of the page's links.
 * Uses each page once.
 */
export function matchPages<T extends Matchable>(topics: T[], pages: PageRecord[]): Map<T, PageRecord> {
  const matched = new Map<T, PageRecord>()
  const free = new Set(pages)
  const take = (topic: T, page: PageRecord | undefined) => {
    if (!page || !free.delete(page)) return
    matched.set(topic, page)
  }
  const byKey = new Map(pages.map((page) => [page.key, page]))
  for (const topic of topics) take(topic, byKey.get(topic.key))
  for (const topic of topics) {
    if (matched.has(topic)) continue
    const alike = [...free].filter((page) => lastOf(page.key) === lastOf(topic.key))
    const rivals = topics.filter((other) => !matched.has(other) && lastOf(other.key) === lastOf(topic.key))
    if (alike.length === 1 && rivals.length === 1) take(topic, alike[0])
  }
  for (const topic of topics) {
    if (matched.has(topic)) continue
    const [best] = [...free]
      .map((page) => ({ page, shared: page.entries.filter(({ id }) => topic.ids.has(id)).length }))
      .filter(({ page, shared }) => shared > 0 && shared * 2 >= page.entries.length)
      .sort((a, b) => b.shared - a.shared)
    take(topic, best?.page)
  }
  return matched
}

function lastOf(key: string): string {
  return key.split(' > ').at(-1) ?? key
}
