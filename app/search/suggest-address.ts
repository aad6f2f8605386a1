import { formatSuggestAddress, getRepository } from '@/lib/history'
import type { SearchResults } from '@/lib/search'

/** Returns the address of a form to suggest a missing topic; null if the search found all words, or without a repository. */
export async function findSuggestAddress({ query, nearness }: SearchResults): Promise<string | null> {
  if (!query || nearness === 'all' || nearness === 'spelled') return null
  const repository = await getRepository()
  return repository && formatSuggestAddress(repository, query)
}
