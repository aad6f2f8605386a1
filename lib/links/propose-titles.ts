import { collectTitles, counts, normaliseTitle, type Portal, type Resource } from '../content'
import { cleanTitle, findSiteNames, keepTitle } from './clean-title'
import { getHost } from '../get-host'
import type { LinkState } from './state'

/** A proposed title for a tutorial without one, and its link. */
export interface TitleProposal {
  file: string
  line: number
  column: number
  address: string
  /** Text of the link. */
  words: string
  title: string
}

/**
 * Proposes titles for tutorials without one, of some or all topics, from their pages' titles at the last check.
 * `unknown` counts tutorials whose page title is not known.
 */
export function proposeTitles(
  portal: Portal,
  states: ReadonlyMap<string, LinkState>,
  slugs?: ReadonlySet<string>,
): { proposals: TitleProposal[]; unknown: number } {
  const given = collectTitles(portal.topics.values())
  const siteNames = findSiteNames(
    [...states].flatMap(([address, { title }]) => (title ? [[address, title] as [string, string]] : [])),
  )
  const untitled = [...portal.resources.values()].filter((resource) => counts(resource) && !given.has(resource.id))
  const known = untitled.flatMap((resource) => {
    const found = findPageTitle(portal, resource, states)
    if (!found) return []
    const { address, title } = found
    return [{ resource, address, title, cleaned: cleanTitle(title, address, siteNames.get(getHost(address))) }]
  })

  // Titles that several pages share keep their site's name, which tells them apart.
  const uses = new Map<string, number>()
  const use = (title: string) => uses.set(normaliseTitle(title), (uses.get(normaliseTitle(title)) ?? 0) + 1)
  const proposed = new Set(known.flatMap(({ resource, cleaned }) => (cleaned === null ? [] : [resource])))
  for (const resource of portal.resources.values()) if (counts(resource) && !proposed.has(resource)) use(resource.title)
  for (const { cleaned } of known) if (cleaned !== null) use(cleaned)

  const isWanted = ({ topics }: Resource) => !slugs || topics.some(({ slug }) => slugs.has(slug))
  const proposals = known.flatMap(({ resource, address, title: whole, cleaned }): TitleProposal[] => {
    if (cleaned === null || !isWanted(resource)) return []
    const title = (uses.get(normaliseTitle(cleaned)) ?? 0) > 1 ? (keepTitle(whole, address) ?? cleaned) : cleaned
    const place = resource.topics.find(({ slug }) => !slugs || slugs.has(slug))
    if (!place || normaliseTitle(title) === normaliseTitle(resource.title)) return []
    const { file, line, column } = place
    const words = portal.topics
      .get(place.slug)
      ?.links.find((link) => link.line === line && link.column === column)?.text
    return [{ file, line, column, address, words: words ?? resource.title, title }]
  })
  const found = new Set(known.map(({ resource }) => resource))
  return { proposals, unknown: untitled.filter((resource) => isWanted(resource) && !found.has(resource)).length }
}

/** Returns the page title of a resource, under any spelling of its address; not if it may be another page by now. */
function findPageTitle(
  { topics }: Portal,
  { id, topics: places }: Resource,
  states: ReadonlyMap<string, LinkState>,
): { address: string; title: string } | undefined {
  for (const { slug } of places)
    for (const link of topics.get(slug)?.links ?? []) {
      if (link.id !== id) continue
      const { verdict, title } = states.get(link.url) ?? {}
      if (title && verdict !== 'suspect' && verdict !== 'doubtful') return { address: link.url, title }
    }
  return undefined
}
