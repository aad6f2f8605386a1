import type { SearchOptions } from 'minisearch'
import type { SearchIndex } from './search-index'

/** A document that has a term. */
export interface Hit {
  score: number
  /** The term stands in what the document is called. */
  isNamed: boolean
}

/** What has one term of a query: documents by their numbers, and the words that answered. */
export interface TermHits {
  term: string
  topics: Map<number, Hit>
  sections: Map<number, Hit>
  listings: Map<number, Hit>
  words: Set<string>
}

/** What has the terms of a query, term by term; with `some`, of those that stand anywhere. */
export interface Found {
  nearness: 'all' | 'spelled' | 'some'
  hits: TermHits[]
}

const boosts = {
  topics: { title: 7, also: 7, meta: 3, prose: 1 },
  sections: { heading: 3, prose: 1 },
  listings: { title: 2, site: 2, prose: 1 },
}

interface Leniency {
  /** The term may be the beginning of a word. */
  prefix: boolean
  /** So many letters may be wrong. */
  fuzzy?: number
  /** Only what documents are called is looked at. */
  onlyNames?: boolean
}

/** Looks the terms of a query up, from what was typed to what may have been meant: the first that finds a topic with all of them is it. */
export function lookUp(index: SearchIndex, terms: string[]): Found {
  const find = (term: string, leniency: Leniency) => findTerm(index, term, leniency)
  // The last word may still be being typed, others may be in another form.
  const prefixes = terms.map((term, place) => term.length > (place === terms.length - 1 ? 2 : 3))
  let hits = terms.map((term, place) => find(term, { prefix: prefixes[place]! }))
  // Two letters alone begin too many words to be looked for in all prose.
  if (terms.length === 1 && terms[0]!.length === 2 && isEmpty(hits[0]!))
    hits = [find(terms[0]!, { prefix: true, onlyNames: true })]
  if (terms.length === 0 || isAnswered(index, hits)) return { nearness: 'all', hits }

  // A word that stands somewhere is taken to be spelled right.
  const isUnknown = hits.map(isEmpty)
  for (const fuzzy of isUnknown.includes(true) ? [1, 2] : []) {
    hits = hits.map((known, place) =>
      // In words long enough that they are still the same word.
      isUnknown[place] && isEmpty(known) && terms[place]!.length > fuzzy + 2
        ? find(terms[place]!, { prefix: prefixes[place]!, fuzzy })
        : known,
    )
    if (isAnswered(index, hits)) return { nearness: 'spelled', hits }
  }
  return { nearness: 'some', hits: hits.filter((each) => !isEmpty(each)) }
}

function isEmpty({ words }: TermHits): boolean {
  return words.size === 0
}

/** Whether a topic, with its sections and listings, has all terms. */
function isAnswered(index: SearchIndex, hits: TermHits[]): boolean {
  const [first, ...others] = hits.map((each) => listTopics(index, each))
  return [...(first ?? [])].some((topic) => others.every((each) => each.has(topic)))
}

function listTopics({ sections, listings }: SearchIndex, hits: TermHits): Set<number> {
  const topics = new Set(hits.topics.keys())
  for (const id of hits.sections.keys()) topics.add(sections[id]!.topic)
  for (const id of hits.listings.keys()) topics.add(listings[id]!.topic)
  return topics
}

function findTerm({ words }: SearchIndex, term: string, { onlyNames, ...leniency }: Leniency): TermHits {
  const hits: TermHits = { term, topics: new Map(), sections: new Map(), listings: new Map(), words: new Set() }
  for (const kind of ['topics', 'sections', 'listings'] as const) {
    const boost: Record<string, number> = boosts[kind]
    const options: SearchOptions = {
      ...leniency,
      boost,
      ...(onlyNames && { fields: Object.keys(boost).filter((field) => field !== 'prose') }),
      tokenize: (text) => [text],
      processTerm: (each) => each,
    }
    for (const { id, score, match } of words[kind].search(term, options)) {
      let isNamed = false
      for (const [word, fields] of Object.entries(match)) {
        hits.words.add(word)
        isNamed ||= fields.some((field) => field !== 'prose' && field !== 'meta')
      }
      hits[kind].set(id as number, { score, isNamed })
    }
  }
  return hits
}
