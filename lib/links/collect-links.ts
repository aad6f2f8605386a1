import type { Portal } from '../content'

/** An address of another site, with every place in the content that links it. */
export interface Link {
  address: string
  places: { slug: string; file: string; line: number; column: number; text: string; title: string | null }[]
}

/** Returns the addresses linked by all or some topics, each once, in reading order. Includes mentions. */
export function collectLinks(portal: Portal, slugs?: Set<string>): Link[] {
  const links = new Map<string, Link>()
  for (const { slug, file, links: found } of portal.topics.values())
    for (const { url: address, text, title, line, column } of found) {
      const link = links.get(address) ?? { address, places: [] }
      links.set(address, link)
      link.places.push({ slug, file, line, column, text, title })
    }
  // Includes places on other pages, so that an editor can fix the address everywhere.
  return [...links.values()].filter(({ places }) => !slugs || places.some(({ slug }) => slugs.has(slug)))
}
