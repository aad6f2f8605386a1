import { deriveResourceId } from '@/lib/content'
import type { LastRun } from './last-run'
import { firstLinks } from './links-of'
import type { PositionedTopic } from './position-topics'
import { tellApart } from './tell-apart'

/** What a topic's links become. */
export interface LinkRules {
  /** Returns the page that an anchor of the list leads to; null for its words alone. */
  resolveAnchor: (anchor: string) => string | null
  /** Returns the address to write for one of the list; null for its words alone. */
  redirect: (address: string) => string | null
  /** Ids of the last run's entries, by address. They may differ from the ids derived from the addresses. */
  ids: ReadonlyMap<string, string>
  /** Titles of tutorials that have the words of others, by `keyOf`. */
  titles: ReadonlyMap<string, string>
}

/** Makes the rules for the links of a list: where its anchors lead, and what moved. */
export function makeLinkRules(topics: PositionedTopic[], last: LastRun): LinkRules {
  const slugs = new Map<string, string>()
  for (const { draft, slug } of topics)
    for (const anchor of draft.anchors) if (anchor && !slugs.has(anchor)) slugs.set(anchor, slug)
  const drafts = topics.map(({ draft }) => draft)
  const listed = new Set(
    drafts
      .filter(({ isProse }) => !isProse)
      .flatMap(({ nodes }) => firstLinks(nodes).map(({ url }) => deriveResourceId(url))),
  )
  const wasListed = new Set(last.entries.map(({ id }) => id))
  const { portal } = last
  const redirect = (address: string): string | null => {
    const id = deriveResourceId(address)
    if (portal?.moves.withdrawn.has(id)) return null
    const current = portal?.moves.resources.get(id)
    if (current === undefined) return address
    if (portal?.moves.withdrawn.has(current)) return null
    // The list returned to a former address, unless an editor corrected it while the list still had it.
    if (wasListed.has(current) && !listed.has(current) && !wasListed.has(id)) return address
    return portal?.resources.get(current)?.href ?? address
  }
  return {
    resolveAnchor: (anchor) => {
      const slug = slugs.get(anchor) ?? slugs.get(anchor.toLowerCase())
      return slug === undefined ? null : `/${slug}.html`
    },
    redirect,
    ids: new Map(last.entries.map(({ address, id }) => [address, id])),
    titles: tellApart(drafts, redirect),
  }
}
