import type { SearchResults, FoundResource } from '@/lib/search'

const count = (number: number, one: string) => (number === 1 ? `1 ${one}` : `${number.toLocaleString('en')} ${one}s`)

/** The label of the search field. */
export const searchLabel = 'Search topics and tutorials'

/** The heading of recent searches. */
export const recentLabel = 'Recent searches'

/** The names of the groups of results. */
export const groupLabels = { topics: 'Topics', resources: 'Tutorials' }

/** Describes the number of results and how closely they match the query. */
export function describeAnswer({ query, nearness, topics, resources }: SearchResults): string {
  if (nearness === 'nothing') return `No results for “${query}”.`
  if (nearness === 'some') return `No results match all of “${query}”. Closest results:`
  const found = [topics.total && count(topics.total, 'topic'), resources.total && count(resources.total, 'tutorial')]
  const total = `${found.filter(Boolean).join(', ')}.`
  return nearness === 'spelled' ? `No results for “${query}”. Showing similar spellings: ${total}` : total
}

/** Advice if no result matches all of the words. */
export const tryOtherWords = 'Try other words, or browse:'

/** Links to browse the portal. */
export const browseLinks = [
  { address: '/contents', label: 'All topics' },
  { address: '/paths', label: 'Paths' },
  { address: '/resources', label: 'All tutorials' },
  { address: '/shelf', label: 'Shelf' },
] as const

/** The link to suggest a topic to the operator. */
export const suggestLabel = 'Suggest a topic'

/** Describes the position of a resource, after its site: "in Git", "tool in Git". */
export function describeListing({ kind, topic }: FoundResource): string {
  return `${kind === 'tutorial' ? '' : `${kind} `}in ${topic.title}`
}
