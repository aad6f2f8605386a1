import { createHash } from 'node:crypto'
import { parse } from 'tldts'
import type { Path, Portal, Resource, Topic } from '../content'
import { onceAProcess } from '../once-a-process'
import { runInSlices } from '../run-in-slices'
import { InvertedIndex } from './inverted-index'
import { isCommon, splitTerms } from './words'

/** What can be found: a topic, or a path as if it were one. `slug` is its address behind the slash. */
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

/** A resource where a topic lists it. */
export interface Listing {
  /** The topic's number in the index. */
  topic: number
  resource: Resource
  /** The author's words on it. Resources of one item have the same. */
  text: string
  /** The number of the first resource of its item. */
  item: number
}

/** Topics, sections and listings are documents of their own; each is known by its number in its list. */
export interface SearchIndex {
  portal: Portal
  /** In reading order, the paths last. */
  topics: Findable[]
  sections: Section[]
  /** By a topic's number: the number of its first section. Those of a topic stand in a row. */
  firstSections: number[]
  listings: Listing[]
  words: InvertedIndex
  /** The names of topics, from strict to lenient (`nameKeys`) → the topics. */
  names: Map<string, number[]>[]
  /** The names of sites without their dots and spaces → the listings of each. */
  sites: Map<string, number[]>
  /** The same for the same words, in whichever process. */
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

/** A path as it can be found: by its names, what it leads to, whom it is for, and what is said of its steps. */
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

/** The prose before the first heading: it belongs to the topic itself. */
export function findIntroduction({ passages }: Pick<Findable, 'passages'>): string {
  return passages.find(({ heading, resources }) => heading === null && resources.length === 0)?.text ?? ''
}

/** What a topic is called: its short name, what stands before the colon of its title, its address, and its other names. */
function listNames({ title, sidebartitle, slug, also = '' }: Findable): Set<string> {
  return new Set([sidebartitle, title.split(':', 1)[0]!, slug, ...also.split(',')])
}

/**
 * What a name is looked up by, from strict to lenient: its terms, those that are not common, its letters. Of a name that
 * has one such term beside common words, that alone is no key: it says less than the whole.
 */
function nameKeys(name: string): string[] {
  const terms = splitTerms(name)
  const telling = terms.filter((term) => !isCommon(term))
  return [terms.join(' '), telling.length > 1 ? telling.join(' ') : '', joinLetters(name)]
}

/** Where a resource stands, and what it is: words that tell it from others. */
function describeSite({ host, medium, year }: Resource): string {
  return [host, medium, year].filter(Boolean).join(' ')
}

/** What a site is called: its host, its domain, and that without its ending; "Real Python" is realpython.com. */
function listSites(host: string): Set<string> {
  const { domain, domainWithoutSuffix } = parse(host)
  return new Set([host, domain, domainWithoutSuffix].flatMap((name) => (name ? joinLetters(name) : [])))
}

/** The letters and digits of a text in a row. */
export function joinLetters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

const indexes = onceAProcess('search indexes', () => new WeakMap<Portal, Promise<SearchIndex>>())

/** The index of a portal, built once for as long as that stays in memory. */
export function getSearchIndex(portal: Portal): Promise<SearchIndex> {
  const known = indexes.get(portal)
  if (known) return known
  const built = buildSearchIndex(portal)
  indexes.set(portal, built)
  built.catch(() => indexes.delete(portal))
  return built
}
