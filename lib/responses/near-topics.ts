import { asRecord } from './json'

/** A topic with an address similar to one that does not exist. */
export interface NearTopic {
  slug: string
  title: string
}

/** Parses the response of `/api/near-topics`; empty for any other response. */
export function parseNearTopics(json: unknown): NearTopic[] {
  return Array.isArray(json) && json.every(isNearTopic) ? json : []
}

function isNearTopic(json: unknown): json is NearTopic {
  const { slug, title } = asRecord(json)
  // The slug becomes part of a link.
  return typeof slug === 'string' && /^(paths\/)?[a-z0-9-]+$/.test(slug) && typeof title === 'string' && title !== ''
}
