import { getChapter, type ResourceKind } from '../content'
import { lookUp, type Found } from './look-up'
import { excerpt, mark, type Marked, type Matches } from './marked'
import { toTerms } from './query'
import { rank } from './rank'
import { findIntroduction, type SearchIndex } from './search-index'

/** A section that answers a query. */
export interface FoundSection {
  /** The anchor of its heading. */
  id: string
  title: Marked
  text: Marked
}

/** A topic or a path that answers a query. */
export interface FoundTopic {
  /** Its address behind the slash. */
  slug: string
  title: Marked
  /** The chapter's name, or that it is a path; null for the head of a chapter. */
  chapter: string | null
  text: Marked
  sections: FoundSection[]
}

/** A resource that answers a query. */
export interface FoundResource {
  id: string
  kind: ResourceKind
  title: Marked
  /** Of its address, without `www.`. */
  host: Marked
  text: Marked
  /** The topic that lists it. */
  topic: { slug: string; title: string }
}

/** How near the answer is: `all` words as they were typed, all but `spelled` otherwise, `some` of them, or `nothing`. */
export type Nearness = Found['nearness'] | 'nothing'

/** Some of what answers a query, and how much there is. */
export interface Group<Item> {
  total: number
  found: Item[]
}

/** What the portal has on a query. */
export interface SearchResults {
  query: string
  nearness: Nearness
  topics: Group<FoundTopic>
  resources: Group<FoundResource>
  /** Which of the two has what was looked for, and comes first. */
  lead: 'topics' | 'resources'
}

/** Which part of an answer is wanted. */
export interface Part {
  from?: number
  /** Of topics and of resources, each. */
  most: number
  /** In each topic, at most. */
  sections: number
}

/** Looks a query up: topics with their sections, and resources; the best of each first. */
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

/** The words that answer, each with the place of the term that it answers: the one it is, or the first. */
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
    // Its own sentence, unless only its first words say why it is here.
    text: title.length === 1 && meta.length === 1 && introduction.length > 1 ? introduction : meta,
    sections: findSections(index, id, found, mostSections).map((each) => {
      const { id, title, text } = index.sections[each]!
      return { id, title: mark(title, matches), text: excerpt(text, matches) }
    }),
  }
}

/** The sections of a topic that answer best, in the order of the page. */
function findSections(
  { sections, firstSections }: SearchIndex,
  topic: number,
  { hits }: Found,
  most: number,
): number[] {
  // The topic as a whole is what was asked for; its sections need a heading that says so, too.
  const isWhole = hits.every(({ topics }) => topics.get(topic)?.isNamed)
  const first = firstSections[topic]!
  const ranked = sections.slice(first, firstSections[topic + 1]).flatMap((_section, place) => {
    const id = first + place
    const own = hits.flatMap((each) => each.sections.get(id) ?? [])
    if (own.length === 0 || (isWhole && !own.some(({ isNamed }) => isNamed))) return []
    return { id, terms: own.length, score: own.reduce((sum, { score }) => sum + score, 0) }
  })
  // Beside a section that holds all of what was asked for, one that holds half of it is noise.
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
