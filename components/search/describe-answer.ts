import type { SearchResults } from '@/lib/search'
import { t } from '@/messages/generated/search'

/** Describes the number of results and how closely they match the query. */
export function describeAnswer({ query, nearness, topics, resources }: SearchResults): string {
  if (nearness === 'nothing') return t('foundNothing', { query })
  if (nearness === 'some') return t('foundSome', { query })
  const both = topics.total > 0 && resources.total > 0 ? 'yes' : 'no'
  const found = t('found', { topics: topics.total, tutorials: resources.total, both })
  return nearness === 'spelled' ? t('foundSpelled', { query, found }) : found
}
