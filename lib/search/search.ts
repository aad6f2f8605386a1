import MiniSearch, { type SearchOptions, type SearchResult } from 'minisearch'
import { getChapter } from '../content'
import { excerpt, mark, type Marked, type Matches } from './marked'
import { findIntroduction, findPlaces, type Place } from './places'
import { toTerms } from './query'
import type { SearchIndex } from './search-index'
import { splitTerms } from './words'

/** How near the answer is: `all` words as they were typed, all but `spelled` otherwise, or `some` of them. */
export type Nearness = 'all' | 'spelled' | 'some'

/** A topic or a path that answers a query. */
export interface FoundTopic {
  /** Its address behind the slash. */
  slug: string
  title: Marked
  /** The chapter's name, or that it is a path; null for the head of a chapter. */
  chapter: string | null
  text: Marked
  places: Place[]
}

/** What the portal has on a query. */
export interface Answer {
  query: string
  nearness: Nearness
  /** How many topics there are; some of them are here. */
  total: number
  topics: FoundTopic[]
}

/** Which part of an answer is wanted. */
export interface Part {
  from?: number
  topics: number
  /** In each topic, at most. */
  places: number
}

const weights: SearchOptions = {
  boost: { title: 6, also: 6, meta: 2, headings: 3, resources: 2 },
  combineWith: 'AND',
  tokenize: (text) => text.split(' '),
  processTerm: (term) => term,
}

/** Whole words, and what begins like them: the last one may still be being typed, others may be in another form. */
const typed: SearchOptions = {
  ...weights,
  prefix: (term, index, terms) => term.length > (index === terms.length - 1 ? 2 : 3),
}
/** Two letters alone begin too many words to be looked for in all prose. */
const begun: SearchOptions = { ...weights, prefix: true, fields: ['title', 'also', 'headings', 'resources'] }

/** Looks a query up: topics, the best first, with the places in each. */
export function search(index: SearchIndex, query: string, { from = 0, topics, places }: Part): Answer {
  const terms = toTerms(query)
  const { nearness, results } = rank(index, query, lookUp(index, terms))
  const shown = results.slice(from, from + topics)
  return {
    query,
    nearness,
    total: results.length,
    topics: shown.map((result) => describe(index, result, terms, places)),
  }
}

/** How much more a result counts that has what was typed side by side. */
const sideBySide = { titles: 4, text: 1.6 }

interface Found {
  nearness: Nearness
  results: SearchResult[]
}

/** Puts topics first that are called what was typed, and those up that have all of it side by side. */
function rank({ words, names, phrases }: SearchIndex, query: string, { nearness, results }: Found): Found {
  const typed = ` ${splitTerms(query).join(' ')} `
  const called = names.flatMap((each, id) => (each.has(typed) ? [id] : []))
  const found = new Map(results.map((result) => [result.id as number, result]))
  // A name of common words is not among what was looked up.
  for (const id of called)
    if (!found.has(id))
      found.set(
        id,
        words.search(MiniSearch.wildcard).find((result) => result.id === id)!,
      )
  const isPhrase = typed.trim().includes(' ')
  const rate = ({ id, score }: SearchResult) => {
    const { titles = '', text = '' } = phrases[id as number] ?? {}
    const times = !isPhrase
      ? 1
      : titles.includes(typed)
        ? sideBySide.titles
        : text.includes(typed)
          ? sideBySide.text
          : 1
    return called.includes(id as number) ? Infinity : score * times
  }
  const rates = new Map([...found.values()].map((result) => [result.id as number, rate(result)]))
  return {
    nearness: called.length > 0 ? 'all' : nearness,
    results: [...found.values()].toSorted((a, b) => rates.get(b.id as number)! - rates.get(a.id as number)! || 0),
  }
}

/** From what was typed to what may have been meant: the first that finds anything is the answer. */
function lookUp({ words }: SearchIndex, terms: string[]): Found {
  const find = (asked: string[], options: SearchOptions) => words.search(asked.join(' '), options)
  if (terms.length === 0) return { nearness: 'all', results: [] }
  let results = find(terms, typed)
  if (results.length === 0 && terms.length === 1 && terms[0]?.length === 2) results = find(terms, begun)
  if (results.length > 0) return { nearness: 'all', results }

  // A word that stands somewhere is taken to be spelled right.
  const unknown = new Set(terms.filter((term) => find([term], typed).length === 0))
  /** So many letters wrong, in words long enough that they are still the same word. */
  const misspelled = (letters: number): SearchOptions => ({
    ...typed,
    fuzzy: (term) => (unknown.has(term) && term.length > letters + 2 ? letters : false),
  })
  for (const letters of unknown.size > 0 ? [1, 2] : []) {
    results = find(terms, misspelled(letters))
    if (results.length > 0) return { nearness: 'spelled', results }
  }
  return { nearness: 'some', results: terms.length > 1 ? find(terms, { ...misspelled(1), combineWith: 'OR' }) : [] }
}

function describe(
  { portal, topics }: SearchIndex,
  { id, match }: SearchResult,
  terms: string[],
  places: number,
): FoundTopic {
  const topic = topics[id as number]!
  const own = portal.topics.get(topic.slug)
  const head = own && getChapter(portal, own)?.head
  const matches: Matches = new Map(Object.keys(match).map((term) => [term, findAsked(term, terms)]))
  const [title, meta] = [mark(topic.title, matches), mark(topic.meta, matches)]
  const introduction = excerpt(findIntroduction(topic), matches)
  return {
    slug: topic.slug,
    title,
    chapter: !own ? 'Path' : head && head !== own ? head.sidebartitle : null,
    // Its own sentence, unless only its first words say why it is here.
    text: title.length === 1 && meta.length === 1 && introduction.length > 1 ? introduction : meta,
    places: findPlaces(topic, portal, matches, places),
  }
}

/** The place of the query's term that a term of the index answers: itself, its beginning, or the most alike. */
function findAsked(term: string, terms: string[]): number {
  const exact = terms.indexOf(term)
  if (exact >= 0) return exact
  const beginning = terms.findIndex((asked) => term.startsWith(asked))
  if (beginning >= 0) return beginning
  const alike = terms.map((asked) => [...asked].findIndex((letter, place) => letter !== term[place]))
  return alike.indexOf(Math.max(...alike))
}
