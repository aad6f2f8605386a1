import type { SearchResults, FoundResource } from '@/lib/search'

const count = (number: number, one: string) => (number === 1 ? `1 ${one}` : `${number.toLocaleString('en')} ${one}s`)

/** What an answer holds, and how near it is to what was asked for. */
export function describeAnswer({ query, nearness, topics, resources }: SearchResults): string {
  if (nearness === 'nothing') return `Nothing here matches “${query}”.`
  if (nearness === 'some') return `Nothing here matches all of “${query}”. The closest:`
  const found = [topics.total && count(topics.total, 'topic'), resources.total && count(resources.total, 'tutorial')]
  const total = `${found.filter(Boolean).join(', ')}.`
  return nearness === 'spelled' ? `Nothing is spelled “${query}”. Close to it: ${total}` : total
}

/** What to do where nothing was found, or only some of the words were. */
export const nothingFound = 'Try another word for it, or look around:'

/** Where there is more than what was found. */
export const waysOn = [
  { address: '/contents', words: 'All topics' },
  { address: '/paths', words: 'Paths' },
  { address: '/resources', words: 'All tutorials' },
  { address: '/shelf', words: 'Shelf' },
] as const

export const suggestion = 'Suggest what is missing'

/** Where a resource stands, behind its site: "in Git", "tool in Git". */
export function describeListing({ kind, topic }: FoundResource): string {
  return `${kind === 'tutorial' ? '' : `${kind} `}in ${topic.title}`
}
