import { deriveResourceId, normaliseTitle } from '@/lib/content'
import type { LastRun } from './last-run'
import { firstLinks, wordsIn } from './links-of'
import type { PositionedTopic } from './position-topics'

/** What a topic's links become. */
export interface LinkRules {
  /** Returns the page that an anchor of the list leads to; null for its words alone. */
  resolveAnchor: (anchor: string) => string | null
  /** Returns the address to write for one of the list; null for its words alone. */
  redirect: (address: string) => string | null
  /** Ids of the last run's entries, by address. They may differ from the ids derived from the addresses. */
  ids: ReadonlyMap<string, string>
  /** How many tutorials of the list have these words. */
  namesakes: ReadonlyMap<string, number>
}

/** Makes the rules for the links of a list: where its anchors lead, and what moved. */
export function makeLinkRules(topics: PositionedTopic[], last: LastRun): LinkRules {
  const slugs = new Map<string, string>()
  for (const { draft, slug } of topics)
    for (const anchor of draft.anchors) if (anchor && !slugs.has(anchor)) slugs.set(anchor, slug)
  const titles = new Map<string, Set<string>>()
  for (const { draft } of topics)
    for (const link of draft.isProse ? [] : firstLinks(draft.nodes)) {
      const key = normaliseTitle(wordsIn(link))
      titles.set(key, (titles.get(key) ?? new Set()).add(deriveResourceId(link.url)))
    }
  const listed = new Set([...titles.values()].flatMap((ids) => [...ids]))
  const wasListed = new Set(last.entries.map(({ id }) => id))
  const { portal } = last
  return {
    resolveAnchor: (anchor) => {
      const slug = slugs.get(anchor) ?? slugs.get(anchor.toLowerCase())
      return slug === undefined ? null : `/${slug}.html`
    },
    redirect: (address) => {
      const id = deriveResourceId(address)
      if (portal?.moves.withdrawn.has(id)) return null
      const current = portal?.moves.resources.get(id)
      if (current === undefined) return address
      if (portal?.moves.withdrawn.has(current)) return null
      // The list returned to a former address, unless an editor corrected it while the list still had it.
      if (wasListed.has(current) && !listed.has(current) && !wasListed.has(id)) return address
      return portal?.resources.get(current)?.href ?? address
    },
    ids: new Map(last.entries.map(({ address, id }) => [address, id])),
    namesakes: new Map([...titles].map(([key, ids]) => [key, ids.size])),
  }
}
