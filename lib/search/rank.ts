import { measureCloseness } from './closeness'
import type { Found } from './look-up'
import type { Matches } from './marked'
import { readHost, toTerms } from './query'
import { findIntroduction, joinLetters, type SearchIndex } from './search-index'
import { splitTerms } from './words'

/** The results of a query, the best first. */
export interface Ranking {
  /** The topics' numbers in the index. */
  topics: number[]
  /** The numbers of listings; each resource once, where it fits best. */
  listings: number[]
  /** Whether topics or listings are the better match. */
  lead: 'topics' | 'listings'
  /** Whether the query is the name of a topic or a site. */
  isCalledSo: boolean
}

/** The bonus for terms side by side: in a name, in a heading, in prose. */
const sideBySide = { name: 2, heading: 1, prose: 1 }

/** How many of the best results are read again to measure closeness. */
const mostRead = 50

/** A word in more than this share of topics distinguishes none, such as "Python" in a portal about Python. */
const mostOf = 0.8

/** Ranks the matches. */
export function rank(index: SearchIndex, query: string, found: Found, matches: Matches): Ranking {
  const called = findCalled(index, query)
  const topics = rankTopics(index, query, found, matches)
  const subject = Math.max(0, ...topics.map((topic) => topic.subject))
  const ofSite = new Set(called.length === 0 ? index.sites.get(joinLetters(readHost(query) ?? query)) : [])
  const isSite = ofSite.size > 0 && (query.includes('.') || subject < 2)
  const isTutorial = called.length === 0 && subject === 0 && found.nearness === 'all'
  const listings = rankListings(index, query, found, matches, ofSite, isTutorial)
  const order = topics.map(({ id }) => id)
  return {
    topics: [...new Set([...order.filter((id) => called.includes(id)), ...called, ...order])],
    listings: listings.map(({ id }) => id),
    lead: isSite || (isTutorial && listings[0]?.fits) ? 'listings' : 'topics',
    isCalledSo: called.length > 0 || isSite,
  }
}

/** Returns the topics with this name, also without its common words or written as one word. */
export function findCalled({ names: [whole, telling, letters] }: SearchIndex, query: string): number[] {
  const terms = toTerms(query).join(' ')
  return (
    whole!.get(splitTerms(query).join(' ')) ??
    telling!.get(terms) ??
    whole!.get(terms) ??
    letters!.get(joinLetters(query)) ??
    []
  )
}

/** Returns the share of a query that is a topic's name: for "log in with GitHub", two of four words are "log in". */
function findPartlyCalled({ names: [whole] }: SearchIndex, query: string): Map<number, number> {
  const terms = splitTerms(query).slice(0, 12)
  const parts = new Map<number, number>()
  for (let length = 2; length < terms.length; length++)
    for (let from = 0; from + length <= terms.length; from++)
      for (const id of whole!.get(terms.slice(from, from + length).join(' ')) ?? [])
        parts.set(id, length / terms.length)
  return parts
}

interface RankedTopic {
  id: number
  score: number
  /** The number of terms in it. */
  terms: number
  /** The number of terms in its names. Terms in nearly all topics always count. */
  named: number
  /**
   * How much the topic is about the query: 2 with all terms side by side in a name, its description or a heading, 1
   * with all in names.
   */
  subject: 0 | 1 | 2
}

function rankTopics(index: SearchIndex, query: string, { nearness, hits }: Found, matches: Matches): RankedTopic[] {
  const ranked = new Map<number, RankedTopic>()
  for (const { topics, sections, listings } of hits) {
    // The more of its documents match, the better; the best one weighs most.
    const squares = new Map<number, number>()
    const count = (topic: number, score: number) => squares.set(topic, (squares.get(topic) ?? 0) + score ** 2)
    for (const [id, { score }] of topics) count(id, score)
    for (const [id, { score }] of sections) count(index.sections[id]!.topic, score)
    for (const [id, { score }] of listings) count(index.listings[id]!.topic, score)
    const isEverywhere = hits.length > 1 && squares.size > mostOf * index.topics.length
    for (const [id, square] of squares) {
      const topic = ranked.get(id) ?? { id, score: 0, terms: 0, named: 0, subject: 0 }
      topic.score += Math.sqrt(square)
      topic.terms++
      if (isEverywhere || topics.get(id)?.isNamed) topic.named++
      ranked.set(id, topic)
    }
  }
  const wanted = nearness === 'some' ? Math.max(...[...ranked.values()].map(({ terms }) => terms)) : hits.length
  const complete = [...ranked.values()].filter(({ terms }) => terms >= wanted).sort(byScore)
  const best = complete.slice(0, mostRead)
  const read = readTogether(index, hits, new Set(best.map(({ id }) => id)))
  const partly = findPartlyCalled(index, query)
  for (const topic of best) {
    const close = measureTopic(index, topic.id, read, matches, hits.length)
    if (topic.named === hits.length) topic.subject = 1
    if (Math.max(close.name, close.heading) === 1) topic.subject = 2
    if (hits.length < 2) continue
    const name = Math.max(close.name, partly.get(topic.id) ?? 0)
    topic.score *= 1 + sideBySide.name * name + sideBySide.heading * close.heading + sideBySide.prose * close.prose
  }
  return [...best.sort(byScore), ...complete.slice(mostRead)]
}

/** Returns the text of sections and listings with several terms in one document, by topic. */
function readTogether(index: SearchIndex, hits: Found['hits'], topics: Set<number>): Map<number, string[]> {
  const texts = new Map<number, string[]>()
  if (hits.length < 2) return texts
  for (const kind of ['sections', 'listings'] as const) {
    const [first, ...others] = hits.map((each) => each[kind])
    for (const id of first!.keys()) {
      const { topic, text } = index[kind][id]!
      if (topics.has(topic) && others.every((each) => each.has(id)))
        texts.set(topic, [...(texts.get(topic) ?? []), text])
    }
  }
  return texts
}

/** Measures how close together the terms are in a topic's names and description, its headings and its prose. */
function measureTopic(index: SearchIndex, id: number, read: Map<number, string[]>, matches: Matches, terms: number) {
  const { title, sidebartitle, meta, also = '', headings, ...rest } = index.topics[id]!
  const measure = (texts: string[]) => Math.max(0, ...texts.map((text) => measureCloseness(text, matches, terms)))
  return {
    name: measure([title, sidebartitle, meta, ...also.split(',')]),
    heading: measure(headings.map(({ text }) => text)),
    prose: terms > 1 ? measure([findIntroduction(rest), ...(read.get(id) ?? [])]) : 0,
  }
}

interface RankedListing {
  id: number
  score: number
  /** Its title has all terms, or its author's text has them side by side. */
  fits: boolean
  /** 2 for the exact address of the query, 1 for other pages of its site. */
  ofSite: 0 | 1 | 2
}

/** Ranks the resources, those of the site first. With `isTutorial`, no topic is about the query. */
function rankListings(
  index: SearchIndex,
  query: string,
  { hits }: Found,
  matches: Matches,
  ofSite: ReadonlySet<number>,
  isTutorial: boolean,
): RankedListing[] {
  const address = query.toLowerCase()
  const isIt = (id: number) => ofSite.has(id) && index.listings[id]!.resource.href.toLowerCase().startsWith(address)
  const ranked = [...new Set([...ofSite, ...findListings(index, hits)])].map((id): RankedListing => {
    const own = hits.map(({ listings }) => listings.get(id))
    const score = own.reduce((sum, hit) => sum + (hit?.score ?? 0), 0)
    const fits = own.length > 0 && own.every((hit) => hit?.isNamed)
    return { id, score, fits, ofSite: isIt(id) ? 2 : ofSite.has(id) ? 1 : 0 }
  })
  ranked.sort(bySite)
  if (hits.length > 1)
    for (const listing of ranked.slice(0, mostRead)) {
      const { resource, text } = index.listings[listing.id]!
      const name = measureCloseness(resource.title, matches, hits.length)
      const prose = measureCloseness(text, matches, hits.length)
      listing.score *= 1 + sideBySide.name * name + sideBySide.prose * prose
      listing.fits ||= prose === 1
    }
  // A query for an author's name means their site, which has most of the matches.
  if (isTutorial) weighBySite(index, ranked)
  return ranked.sort(bySite).filter(isFirst(index, hits))
}

function weighBySite({ listings }: SearchIndex, ranked: RankedListing[]): void {
  const fitting = new Map<string, RankedListing[]>()
  for (const each of ranked) {
    const { host } = listings[each.id]!.resource
    if (each.fits) fitting.set(host, [...(fitting.get(host) ?? []), each])
  }
  for (const site of fitting.values()) for (const each of site) each.score *= site.length
}

/**
 * Returns the listings with all terms, unless the terms are their topic's name: "docker video" is a video listed under
 * Docker.
 */
function findListings({ listings }: SearchIndex, hits: Found['hits']): number[] {
  const own = new Set(hits.flatMap((each) => [...each.listings.keys()]))
  return [...own].filter((id) =>
    hits.every((each) => each.listings.has(id) || each.topics.get(listings[id]!.topic)?.isNamed),
  )
}

/** Returns a filter that keeps each resource once, and one resource of an item that matches only by its shared text. */
function isFirst({ listings }: SearchIndex, hits: Found['hits']): (ranked: RankedListing) => boolean {
  const [resources, items] = [new Set<string>(), new Set<number>()]
  return ({ id }) => {
    const { resource, item } = listings[id]!
    const isNamed = hits.some((each) => each.listings.get(id)?.isNamed)
    const isNew = !resources.has(resource.id) && (isNamed || !items.has(item))
    resources.add(resource.id)
    items.add(item)
    return isNew
  }
}

function bySite(a: RankedListing, b: RankedListing): number {
  return b.ofSite - a.ofSite || byScore(a, b)
}

function byScore(a: { id: number; score: number }, b: { id: number; score: number }): number {
  return b.score - a.score || a.id - b.id
}
