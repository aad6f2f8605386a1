import SearchableMap from 'minisearch/SearchableMap'
import { isCommon, splitTerms } from './words'

/** The kinds of documents; each numbers its own. */
export type Kind = 'topics' | 'sections' | 'listings'

/** The fields of documents with the weight of a word in each. In prose, common words are omitted. */
const fields = {
  topics: { title: 7, also: 7, meta: 3, prose: 1 },
  sections: { heading: 3, prose: 1 },
  listings: { title: 2, site: 2, prose: 1 },
} as const

type Fields = { [K in Kind]: Record<keyof (typeof fields)[K], string> }

/** A field of one kind of document, with statistics of all its texts. */
interface Field {
  kind: Kind
  name: string
  weight: number
  /** The number of terms in each document. */
  lengths: number[]
  terms: number
}

/** A document with a term. */
export interface Hit {
  score: number
  /** Whether the term is part of the document's name. */
  isNamed: boolean
}

/** The matches of one term of a query: documents by their numbers, and the words that matched. */
export interface TermHits {
  term: string
  topics: Map<number, Hit>
  sections: Map<number, Hit>
  listings: Map<number, Hit>
  words: Set<string>
}

interface Leniency {
  /** Whether the term may be the start of a word. */
  prefix: boolean
  /** The most letters that may differ. */
  fuzzy?: number
  /** Searches only in the documents' names. */
  onlyNames?: boolean
}

/** Okapi BM25+, with MiniSearch's constants. */
const [k, b, d] = [1.2, 0.7, 0.5]

/**
 * An inverted index: the documents and counts of each word. MiniSearch itself stores a map per word and field and
 * creates an object per match, which took 190 ms for a frequent word in 2,000 topics. Here, its tree of words (for
 * prefixes and misspellings) holds one list of numbers per word.
 */
export class InvertedIndex {
  /** For each word, its postings: document, field and count, packed into one number each. */
  readonly #words = new SearchableMap<number[]>()
  readonly #fields = (Object.keys(fields) as Kind[]).flatMap((kind) =>
    Object.entries(fields[kind]).map(([name, weight]): Field => ({ kind, name, weight, lengths: [], terms: 0 })),
  )

  /** Adds the next document of its kind. */
  add<K extends Kind>(kind: K, document: Fields[K]): void {
    for (const [place, field] of this.#fields.entries()) {
      if (field.kind !== kind) continue
      const number = field.lengths.length
      const counts = new Map<string, number>()
      for (const term of splitTerms((document as Record<string, string>)[field.name] ?? ''))
        if (field.name !== 'prose' || !isCommon(term)) counts.set(term, (counts.get(term) ?? 0) + 1)
      let length = 0
      for (const [term, count] of counts) {
        this.#words.fetch(term, () => []).push(pack(number, place, count))
        length += count
      }
      field.lengths.push(length)
      field.terms += length
    }
  }

  /** Finds the documents with a term or a similar word; the less similar, the lower the score. */
  find(term: string, { prefix, fuzzy, onlyNames = false }: Leniency): TermHits {
    const hits: TermHits = { term, topics: new Map(), sections: new Map(), listings: new Map(), words: new Set() }
    const read = (word: string, postings: number[], likeness: number) => {
      if (this.#read(hits, postings, likeness, onlyNames)) hits.words.add(word)
    }
    const exact = this.#words.get(term)
    if (exact) read(term, exact, 1)
    const beginning = prefix ? this.#words.atPrefix(term) : []
    for (const [word, postings] of beginning)
      if (word !== term) read(word, postings, (0.375 * word.length) / (word.length + 0.3 * (word.length - term.length)))
    if (fuzzy)
      for (const [word, [postings, distance]] of this.#words.fuzzyGet(term, fuzzy))
        if (distance > 0 && !hits.words.has(word)) read(word, postings, (0.45 * word.length) / (word.length + distance))
    return hits
  }

  /** Adds a word's documents to the hits. Returns whether there were any. */
  #read(hits: TermHits, postings: number[], likeness: number, onlyNames: boolean): boolean {
    const documents = this.#fields.map(() => 0)
    for (const posting of postings) documents[placeOf(posting)]!++
    const rarity = this.#fields.map(({ lengths }, place) =>
      Math.log(1 + (lengths.length - documents[place]! + 0.5) / (documents[place]! + 0.5)),
    )
    let isAny = false
    for (const posting of postings) {
      const place = placeOf(posting)
      const { kind, name, weight, lengths, terms } = this.#fields[place]!
      const isNamed = name !== 'prose' && name !== 'meta'
      if (onlyNames && !isNamed) continue
      const [number, count] = [documentOf(posting), countOf(posting)]
      const length = (lengths[number]! * lengths.length) / terms
      const score = likeness * weight * rarity[place]! * (d + (count * (k + 1)) / (count + k * (1 - b + b * length)))
      const hit = hits[kind].get(number)
      if (hit) {
        hit.score += score
        hit.isNamed ||= isNamed
      } else hits[kind].set(number, { score, isNamed })
      isAny = true
    }
    return isAny
  }
}

/** Packs 20 bits for the document, 4 for the field and 7 for the count into a small integer, which needs no object. */
const pack = (document: number, place: number, count: number) => (document * 16 + place) * 128 + Math.min(count, 127)
const documentOf = (posting: number) => Math.floor(posting / 2048)
const placeOf = (posting: number) => (posting >> 7) & 15
const countOf = (posting: number) => posting & 127
