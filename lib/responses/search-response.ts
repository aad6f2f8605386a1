import type { SearchResults, FoundResource, FoundSection, FoundTopic, Group, Marked, Nearness } from '@/lib/search'
import { asRecord, parseList } from './json'

/** What `/search/results.json` answers with. */
export interface SearchResponse extends SearchResults {
  /** Where to suggest what is missing; null where the portal has no such place, or the query is answered. */
  suggestAt: string | null
}

const nearnesses: readonly Nearness[] = ['all', 'spelled', 'some', 'nothing']
const leads: readonly SearchResults['lead'][] = ['topics', 'resources']
const kinds: readonly FoundResource['kind'][] = ['tutorial', 'tool', 'reference']

/** Reads what `/search/results.json` answers with; null if it is no such answer. */
export function parseSearchResponse(json: unknown): SearchResponse | null {
  const { query, suggestAt, ...fields } = asRecord(json)
  const nearness = nearnesses.find((each) => each === fields.nearness)
  const lead = leads.find((each) => each === fields.lead)
  const topics = parseGroup(fields.topics, parseTopic)
  const resources = parseGroup(fields.resources, parseResource)
  if (typeof query !== 'string' || !nearness || !lead || !topics || !resources) return null
  // It becomes a link.
  if (suggestAt !== null && !(typeof suggestAt === 'string' && /^https?:\/\//.test(suggestAt))) return null
  return { query, nearness, lead, topics, resources, suggestAt }
}

function parseGroup<Item>(json: unknown, parse: (item: unknown) => Item | null): Group<Item> | null {
  const { total, ...fields } = asRecord(json)
  const found = parseList(fields.found, parse)
  // A list shows how many more there are than it holds.
  if (!found || typeof total !== 'number' || !Number.isInteger(total) || total < found.length) return null
  return { total, found }
}

function parseTopic(json: unknown): FoundTopic | null {
  const { slug, chapter, ...fields } = asRecord(json)
  const title = parseMarked(fields.title)
  const text = parseMarked(fields.text)
  const sections = parseList(fields.sections, parseSection)
  if (!isSlug(slug) || !title || !text || !sections || (chapter !== null && typeof chapter !== 'string')) return null
  return { slug, title, chapter, text, sections }
}

function parseSection(json: unknown): FoundSection | null {
  const { id, ...fields } = asRecord(json)
  const title = parseMarked(fields.title)
  const text = parseMarked(fields.text)
  return typeof id === 'string' && id && title && text ? { id, title, text } : null
}

function parseResource(json: unknown): FoundResource | null {
  const { id, ...fields } = asRecord(json)
  const kind = kinds.find((each) => each === fields.kind)
  const title = parseMarked(fields.title)
  const host = parseMarked(fields.host)
  const text = parseMarked(fields.text)
  const topic = asRecord(fields.topic)
  if (typeof id !== 'string' || !id || !kind || !title || !host || !text) return null
  if (!isSlug(topic.slug) || typeof topic.title !== 'string') return null
  return { id, kind, title, host, text, topic: { slug: topic.slug, title: topic.title } }
}

/** It becomes a link. */
function isSlug(json: unknown): json is string {
  return typeof json === 'string' && /^(paths\/)?[a-z0-9-]+$/.test(json)
}

function parseMarked(json: unknown): Marked | null {
  return parseList(json, (piece) => (typeof piece === 'string' ? piece : null))
}
