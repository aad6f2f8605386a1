import { resourceAnchor } from '@/components/ui/resource-anchor'
import type { Place } from '@/lib/search'

/** The address of the page of results. */
export function resultsPage(query = '', page = 1): string {
  const parameters = new URLSearchParams({ ...(query && { q: query }), ...(page > 1 && { page: String(page) }) })
  return `/search${parameters.size > 0 ? `?${parameters}` : ''}`
}

/** The address of a place within a topic. */
export function placeAddress(slug: string, { kind, id }: Place): string {
  return `/${slug}#${kind === 'section' ? id : resourceAnchor(id)}`
}
