import { getChapter, type ResourceKind } from '../content'
import { lookUp, type Found } from './look-up'
import { excerpt, mark, type Marked, type Matches } from './marked'
import { toTerms } from './query'
import { rank } from './rank'
import { findIntroduction, type SearchIndex } from './search-index'

/** A section found by a query. */
export interface FoundSection {
  /** The anchor of its heading. */
  id: string
  title: Marked
  text: Marked
}

/** A topic or a path found by a query. */
export interface FoundTopic {
  /** Its address without the slash. */
  slug: string
  title: Marked
  /** The chapter's name, or "Path"; null for the first topic of a chapter. */
  chapter: string | null
  text: Marked
  sections: FoundSection[]
}

/** A resource found by a query. */
export interface FoundResource {
  id: string
  kind: ResourceKind
  title: Marked
  /** The host of its address, without `www.`. */
  host: Marked
  text: Marked
  /** The topic that lists it. */
  topic: { slug: string; title: string }
}

/** How well the results match: `all` words exactly, `spelled` differently, `some` of the words, or `nothing`. */
export type Nearness = Found['nearness'] | 'nothing'

/** A part of the results, and their total number. */
export interface Group<Item> {
  total: number
  found: Item[]
}

/** The results of a query. */
export interface SearchResults {
  query: string
  nearness: Nearness
  topics: Group<FoundTopic>
  resources: Group<FoundResource>
  /** Whether topics or resources match better and are shown first. */
  lead: 'topics' | 'resources'
}

/** The requested part of the results. */
export interface Part {
  from?: number
  /** The most topics, and the most resources. */
  most: number
  /** The most sections of each topic. */
  sections: number
}

/** Searches topics (with their sections) and resources, the best first. */
export function search(index: SearchIndex, query: string, { from = 0, most, sections }: Part): SearchResults {
  const found = lookUp(index, toTerms(query))
  const matches = listMatches(found)
  const { topics, listings, lead, isCalledSo } = rank(index, query, found, matches)
  const end = from + most
  return {
    query,
    nearness: topics.length + listings.length === 0 ? 'nothing' : isCalledSo ? 'all' : found.nearness,
    topics: {
      total: topics.length,
      found: topics.slice(from, end).map((id) => describeTopic(index, id, found, matches, sections)),
    },
    resources: {
      total: listings.length,
      found: listings.slice(from, end).map((id) => describeListing(index, id, matches)),
    },
    lead: lead === 'topics' ? 'topics' : 'resources',
  }
}

/** Returns the matching words with the position of their term: the term of that exact word, or else the first. */
function listMatches({ hits }: Found): Matches {
  const matches = new Map<string, number>()
  for (const [place, { term, words }] of hits.entries())
    for (const word of words) if (!matches.has(word) || word === term) matches.set(word, place)
  return matches
}

function describeTopic(
  index: SearchIndex,
  id: number,
  found: Found,
  matches: Matches,
  mostSections: number,
): FoundTopic {
  const { portal } = index
  const topic = index.topics[id]!
  const own = portal.topics.get(topic.slug)
  const head = own && getChapter(portal, own)?.head
  const [title, meta] = [mark(topic.title, matches), mark(topic.meta, matches)]
  const introduction = excerpt(findIntroduction(topic), matches)
  return {
    slug: topic.slug,
    title,
    chapter: !own ? 'Path' : head && head !== own ? head.sidebartitle : null,
    // The topic's description, unless its first paragraph shows why it matches.
    text: title.length === 1 && meta.length === 1 && introduction.length > 1 ? introduction : meta,
    sections: findSections(index, id, found, mostSections).map((each) => {
      const { id, title, text } = index.sections[each]!
      return { id, title: mark(title, matches), text: excerpt(text, matches) }
    }),
  }
}

/** Returns the best sections of a topic, in the order of the page. */
function findSections(
  { sections, firstSections }: SearchIndex,
  topic: number,
  { hits }: Found,
  most: number,
): number[] {
  // The topic as a whole matches, so its sections need matching headings.
  const isWhole = hits.every(({ topics }) => topics.get(topic)?.isNamed)
  const first = firstSections[topic]!
  const ranked = sections.slice(first, firstSections[topic + 1]).flatMap((_section, place) => {
    const id = first + place
    const own = hits.flatMap((each) => each.sections.get(id) ?? [])
    if (own.length === 0 || (isWhole && !own.some(({ isNamed }) => isNamed))) return []
    return { id, terms: own.length, score: own.reduce((sum, { score }) => sum + score, 0) }
  })
  // Next to a section with all terms, one with half of them is noise.
  const terms = Math.max(...ranked.map((each) => each.terms))
  return ranked
    .filter((each) => each.terms === terms)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ id }) => id)
    .sort((a, b) => a - b)
}

function describeListing(index: SearchIndex, id: number, matches: Matches): FoundResource {
  const { resource, topic, text } = index.listings[id]!
  const { slug, sidebartitle } = index.topics[topic]!
  return {
    id: resource.id,
    kind: resource.kind,
    title: mark(resource.title, matches),
    host: mark(resource.host, matches),
    text: excerpt(text, matches),
    topic: { slug, title: sidebartitle },
  }
}
