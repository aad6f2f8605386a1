import { asRecord } from './json'

/** A topic with an address similar to one that does not exist. */
export interface Suggestion {
  slug: string
  title: string
}

/** Parses the response of `/api/near-topics`; empty for any other response. */
export function parseSuggestions(json: unknown): Suggestion[] {
  return Array.isArray(json) && json.every(isSuggestion) ? json : []
}

function isSuggestion(json: unknown): json is Suggestion {
  const { slug, title } = asRecord(json)
  // The slug becomes part of a link.
  return typeof slug === 'string' && /^(paths\/)?[a-z0-9-]+$/.test(slug) && typeof title === 'string' && title !== ''
}
