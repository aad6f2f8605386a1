import type { TermHits } from './inverted-index'
import type { SearchIndex } from './search-index'

/** The matches of a query's terms. With nearness `some`, those of the terms that occur anywhere. */
export interface Found {
  nearness: 'all' | 'spelled' | 'some'
  hits: TermHits[]
}

/**
 * Looks up the terms of a query, from exact to increasingly lenient. Stops at the first step that finds a topic with
 * all terms.
 */
export function lookUp(index: SearchIndex, terms: string[]): Found {
  const { words } = index
  // The last word may be incomplete; others may be in another form.
  const prefixes = terms.map((term, place) => term.length > (place === terms.length - 1 ? 2 : 3))
  let hits = terms.map((term, place) => words.find(term, { prefix: prefixes[place]! }))
  // Two letters are the start of too many words to search all prose.
  if (terms.length === 1 && terms[0]!.length === 2 && isEmpty(hits[0]!))
    hits = [words.find(terms[0]!, { prefix: true, onlyNames: true })]
  if (terms.length === 0 || isAnswered(index, hits)) return { nearness: 'all', hits }

  // A word that occurs anywhere is assumed to be spelled correctly.
  const isUnknown = hits.map(isEmpty)
  for (const fuzzy of isUnknown.includes(true) ? [1, 2] : []) {
    hits = hits.map((known, place) =>
      // Only in words long enough to remain recognisable.
      isUnknown[place] && isEmpty(known) && terms[place]!.length > fuzzy + 2
        ? words.find(terms[place]!, { prefix: prefixes[place]!, fuzzy })
        : known,
    )
    if (isAnswered(index, hits)) return { nearness: 'spelled', hits }
  }
  return { nearness: 'some', hits: hits.filter((each) => !isEmpty(each)) }
}

function isEmpty({ words }: TermHits): boolean {
  return words.size === 0
}

/** Whether a topic has all terms, together with its sections and listings. */
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
