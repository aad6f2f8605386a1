import { asRecord } from './json'

/** A topic whose address resembles one that leads nowhere. */
export interface NearTopic {
  slug: string
  title: string
}

/** Reads the topics that `/api/near-topics` answers with; none if it is not such an answer. */
export function parseNearTopics(json: unknown): NearTopic[] {
  return Array.isArray(json) && json.every(isNearTopic) ? json : []
}

function isNearTopic(json: unknown): json is NearTopic {
  const { slug, title } = asRecord(json)
  // The slug becomes a link.
  return typeof slug === 'string' && /^(paths\/)?[a-z0-9-]+$/.test(slug) && typeof title === 'string' && title !== ''
}
