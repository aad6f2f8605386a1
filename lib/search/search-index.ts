import { createHash } from 'node:crypto'
import { parse } from 'tldts'
import type { Path, Portal, Resource, Topic } from '../content'
import { onceAProcess } from '../once-a-process'
import { runInSlices } from '../run-in-slices'
import { InvertedIndex } from './inverted-index'
import { isCommon, splitTerms } from './words'

/** A topic, or a path in the form of a topic. `slug` is the address without its slash. */
export type Findable = Pick<
  Topic,
  'slug' | 'title' | 'sidebartitle' | 'also' | 'meta' | 'headings' | 'resources' | 'passages'
>

/** A section of a topic: a heading, and the prose below it. */
export interface Section {
  /** The topic's number in the index. */
  topic: number
  /** The anchor of its heading. */
  id: string
  title: string
  text: string
}

/** A resource as listed by one topic. */
export interface Listing {
  /** The topic's number in the index. */
  topic: number
  resource: Resource
  /** The author's text about it, shared by all resources of an item. */
  text: string
  /** The number of the first resource of its item. */
  item: number
}

/** The searchable content. Topics, sections and listings are separate documents, identified by their position. */
export interface SearchIndex {
  portal: Portal
  /** In reading order, then paths. */
  topics: Findable[]
  sections: Section[]
  /** The number of each topic's first section, by topic. A topic's sections are consecutive. */
  firstSections: number[]
  listings: Listing[]
  words: InvertedIndex
  /** Topics by name, from strict to lenient (`nameKeys`). */
  names: Map<string, number[]>[]
  /** Listings by the name of their site, without dots and spaces. */
  sites: Map<string, number[]>
  /** A hash of all indexed text, equal in all processes. */
  digest: string
}

/** Builds the index of a portal, in slices. */
export function buildSearchIndex(portal: Portal): Promise<SearchIndex> {
  return runInSlices(indexPortal(portal))
}

function* indexPortal(portal: Portal): Generator<void, SearchIndex> {
  const topics: Findable[] = [...portal.topics.values(), ...[...portal.paths.values()].map(toFindable)]
  const sections: Section[] = []
  const firstSections: number[] = []
  const listings: Listing[] = []
  const words = new InvertedIndex()
  const names = [new Map(), new Map(), new Map()] satisfies SearchIndex['names']
  const sites: SearchIndex['sites'] = new Map()
  const hash = createHash('sha256')

  const add: InvertedIndex['add'] = (kind, document) => {
    hash.update(JSON.stringify(document))
    words.add(kind, document)
  }

  for (const [number, topic] of topics.entries()) {
    const { slug, title, sidebartitle, also = '', meta, headings, passages } = topic
    hash.update(slug)
    firstSections.push(sections.length)
    add('topics', { title: `${title}\n${sidebartitle}`, also, meta, prose: findIntroduction(topic) })
    for (const name of listNames(topic))
      for (const [place, key] of nameKeys(name).entries()) if (key) append(names[place]!, key, number)
    yield
    const titles = new Map(headings.map(({ id, text }) => [id, text]))
    for (const { heading, resources, text } of passages) {
      const title = heading === null ? undefined : titles.get(heading)
      if (resources.length === 0 && heading !== null && title !== undefined) {
        sections.push({ topic: number, id: heading, title, text })
        add('sections', { heading: title, prose: text })
        yield
      }
      const item = listings.length
      for (const resource of resources.flatMap((id) => portal.resources.get(id) ?? [])) {
        listings.push({ topic: number, resource, text, item })
        const id = listings.length - 1
        add('listings', { title: resource.title, site: describeSite(resource), prose: text })
        for (const name of listSites(resource.host)) append(sites, name, id)
        yield
      }
    }
  }
  return {
    portal,
    topics,
    sections,
    firstSections,
    listings,
    words,
    names,
    sites,
    digest: hash.digest('base64url').slice(0, 16),
  }
}

function append(map: Map<string, number[]>, key: string, value: number): void {
  const known = map.get(key)
  if (!known) map.set(key, [value])
  else if (known.at(-1) !== value) known.push(value)
}

/** Converts a path to a topic: its names, its goal, its audience and the text of its steps. */
function toFindable({ slug, title, sidebartitle, meta, audience, steps }: Path): Findable {
  const said = steps.flatMap(({ note, milestone }) => [note, milestone?.title, milestone?.text])
  return {
    slug: `paths/${slug}`,
    title,
    sidebartitle,
    meta,
    headings: [],
    resources: [],
    passages: [{ heading: null, resources: [], text: [audience, ...said].filter(Boolean).join(' ') }],
  }
}

/** Returns the prose before the first heading, which belongs to the topic itself. */
export function findIntroduction({ passages }: Pick<Findable, 'passages'>): string {
  return passages.find(({ heading, resources }) => heading === null && resources.length === 0)?.text ?? ''
}

/** Returns a topic's names: its short name, its title up to a colon, its slug, and its other names. */
function listNames({ title, sidebartitle, slug, also = '' }: Findable): Set<string> {
  return new Set([sidebartitle, title.split(':', 1)[0]!, slug, ...also.split(',')])
}

/**
 * Returns the keys of a name, from strict to lenient: its terms, its terms without common words, its letters. A single
 * remaining term beside common words is no key, since it says less than the name.
 */
function nameKeys(name: string): string[] {
  const terms = splitTerms(name)
  const telling = terms.filter((term) => !isCommon(term))
  return [terms.join(' '), telling.length > 1 ? telling.join(' ') : '', joinLetters(name)]
}

/** Returns the words that describe a resource's site and medium. */
function describeSite({ host, medium, year }: Resource): string {
  return [host, medium, year].filter(Boolean).join(' ')
}

/**
 * Returns the names of a site: its host, its domain, and the domain without its ending, since "Real Python" is
 * realpython.com.
 */
function listSites(host: string): Set<string> {
  const { domain, domainWithoutSuffix } = parse(host)
  return new Set([host, domain, domainWithoutSuffix].flatMap((name) => (name ? joinLetters(name) : [])))
}

/** Returns only the letters and digits of a text. */
export function joinLetters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

const indexes = onceAProcess('search indexes', () => new WeakMap<Portal, Promise<SearchIndex>>())

/** Returns the index of a portal, built once and kept as long as the portal. */
export function getSearchIndex(portal: Portal): Promise<SearchIndex> {
  const known = indexes.get(portal)
  if (known) return known
  const built = buildSearchIndex(portal)
  indexes.set(portal, built)
  built.catch(() => indexes.delete(portal))
  return built
}
