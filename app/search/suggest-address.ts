import { formatSuggestAddress, getRepository } from '@/lib/history'
import type { SearchResults } from '@/lib/search'

/** Where to suggest what a search did not find; null where it found all of the words, or the portal has no such place. */
export async function findSuggestAddress({ query, nearness }: SearchResults): Promise<string | null> {
  if (!query || nearness === 'all' || nearness === 'spelled') return null
  const repository = await getRepository()
  return repository && formatSuggestAddress(repository, query)
}
