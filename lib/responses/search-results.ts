import type { Answer, FoundTopic, Marked, Nearness, Place } from '@/lib/search'
import { asRecord, parseList } from './json'

const nearnesses: readonly Nearness[] = ['all', 'spelled', 'some']
const kinds: readonly Place['kind'][] = ['section', 'tutorial', 'tool', 'reference']

/** Parses the response of `/search/results.json`; null for any other response. */
export function parseSearchResults(json: unknown): Answer | null {
  const { query, total, ...fields } = asRecord(json)
  const nearness = nearnesses.find((each) => each === fields.nearness)
  const topics = parseList(fields.topics, parseTopic)
  if (typeof query !== 'string' || nearness === undefined || !topics) return null
  // The list shows how many results it leaves out.
  if (typeof total !== 'number' || !Number.isInteger(total) || total < topics.length) return null
  return { query, nearness, total, topics }
}

function parseTopic(json: unknown): FoundTopic | null {
  const { slug, chapter, ...fields } = asRecord(json)
  const title = parseMarked(fields.title)
  const text = parseMarked(fields.text)
  const places = parseList(fields.places, parsePlace)
  // The slug becomes part of a link.
  if (typeof slug !== 'string' || !/^(paths\/)?[a-z0-9-]+$/.test(slug)) return null
  if (!title || !text || !places || (chapter !== null && typeof chapter !== 'string')) return null
  return { slug, title, chapter, text, places }
}

function parsePlace(json: unknown): Place | null {
  const { id, ...fields } = asRecord(json)
  const kind = kinds.find((each) => each === fields.kind)
  const title = parseMarked(fields.title)
  const text = parseMarked(fields.text)
  return kind && typeof id === 'string' && id && title && text ? { kind, id, title, text } : null
}

function parseMarked(json: unknown): Marked | null {
  return parseList(json, (piece) => (typeof piece === 'string' ? piece : null))
}
