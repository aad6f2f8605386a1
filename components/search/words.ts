import type { Answer, Place } from '@/lib/search'

/** How many topics an answer has, and how near they are to what was asked for. */
export function describeAnswer({ query, nearness, total }: Answer): string {
  if (total === 0) return `Nothing found for “${query}”.`
  const topics = total === 1 ? '1 topic' : `${total.toLocaleString('en')} topics`
  if (nearness === 'spelled') return `Nothing found for “${query}” as it is spelled; close to it: ${topics}.`
  if (nearness === 'some') return `No topic has all of these words; ${topics} with some of them.`
  return `${topics}.`
}

/** What to do about having found nothing. */
export const nothingFound = 'Try fewer words, or others for the same thing.'

export const kindWords: Record<Place['kind'], string> = {
  section: 'Section',
  tutorial: 'Tutorial',
  tool: 'Tool',
  reference: 'Reference',
}
