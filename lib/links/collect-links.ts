import type { Portal } from '../content'

/** An address of another site, and every place in the content where it stands. */
export interface Link {
  address: string
  places: { slug: string; file: string; line: number; column: number; text: string; title: string | null }[]
}

/** The addresses that some topics link, or all, each once, in the order of the portal; resources and mentions alike. */
export function collectLinks(portal: Portal, slugs?: Set<string>): Link[] {
  const links = new Map<string, Link>()
  for (const { slug, file, links: found } of portal.topics.values())
    for (const { url: address, text, title, line, column } of found) {
      const link = links.get(address) ?? { address, places: [] }
      links.set(address, link)
      link.places.push({ slug, file, line, column, text, title })
    }
  // Places on pages that were not named are told too: whoever mends an address mends it everywhere.
  return [...links.values()].filter(({ places }) => !slugs || places.some(({ slug }) => slugs.has(slug)))
}
