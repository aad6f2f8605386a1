import type { TermHits } from './inverted-index'
import type { SearchIndex } from './search-index'

/** What has the terms of a query, term by term; with `some`, of those that stand anywhere. */
export interface Found {
  nearness: 'all' | 'spelled' | 'some'
  hits: TermHits[]
}

/** Looks the terms of a query up, from what was typed to what may have been meant: the first that finds a topic with all of them is it. */
export function lookUp(index: SearchIndex, terms: string[]): Found {
  const { words } = index
  // The last word may still be being typed, others may be in another form.
  const prefixes = terms.map((term, place) => term.length > (place === terms.length - 1 ? 2 : 3))
  let hits = terms.map((term, place) => words.find(term, { prefix: prefixes[place]! }))
  // Two letters alone begin too many words to be looked for in all prose.
  if (terms.length === 1 && terms[0]!.length === 2 && isEmpty(hits[0]!))
    hits = [words.find(terms[0]!, { prefix: true, onlyNames: true })]
  if (terms.length === 0 || isAnswered(index, hits)) return { nearness: 'all', hits }

  // A word that stands somewhere is taken to be spelled right.
  const isUnknown = hits.map(isEmpty)
  for (const fuzzy of isUnknown.includes(true) ? [1, 2] : []) {
    hits = hits.map((known, place) =>
      // In words long enough that they are still the same word.
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
