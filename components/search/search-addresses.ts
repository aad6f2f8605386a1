import { resourceAnchor } from '@/components/ui/resource-anchor'
import { toAddress } from '@/lib/base-path'
import type { FoundResource } from '@/lib/search'

/** Returns the address of a page of results. */
export function resultsPage(query = '', page = 1): string {
  const parameters = new URLSearchParams({ ...(query && { q: query }), ...(page > 1 && { page: String(page) }) })
  return toAddress(`/search${parameters.size > 0 ? `?${parameters}` : ''}`)
}

/** Returns the address of a resource in its topic. */
export function listingAddress({ id, topic }: FoundResource): string {
  return toAddress(`/${topic.slug}#${resourceAnchor(id)}`)
}
