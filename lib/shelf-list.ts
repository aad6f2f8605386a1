import { getFormerIds, type Portal, type Resource } from './content'
import { getHost } from './get-host'
import { compareNames } from './messages'
import { oncePer } from './once-per'
import { progresses, type ListedResource, type Progress, type Shelf } from './shelf'

/** One entry of the shelf. */
export interface ShelfEntry extends ListedResource, Pick<Resource, 'medium' | 'year' | 'minutes'> {
  /** The author's sentence; absent for delisted resources. */
  sentence?: Resource['sentence']
  host: string
  /** The slugs of the topics that list it, in reading order; empty for delisted resources. */
  topics: string[]
}

/** The ways to sort a shelf. */
export const sortings = ['topic', 'changed', 'title', 'order', 'host'] as const

/** Unless asked otherwise. */
const defaultSort = 'topic'

/** A query of the shelf, as its address states it. */
export interface ShelfQuery {
  progress: Progress | null
  bookmarked: boolean
  /** A chapter's number, or `none` for delisted resources. */
  chapter: string | null
  text: string
  sort: (typeof sortings)[number]
  /** From 1. */
  page: number
}

/** How many entries a page lists. */
export const shelfPageSize = 30

/** One page of the results of a query. */
export interface ShelfList {
  entries: ShelfEntry[]
  /** Of all pages. */
  total: number
  pages: number
  /** How many marks of each progress match the other filters. */
  byProgress: Record<Progress, number>
  bookmarked: number
  all: number
}

type SearchParams = Record<string, string | string[] | undefined>

/** Parses the query in an address; ignores unknown values. */
export function parseShelfQuery(params: SearchParams): ShelfQuery {
  const one = (name: string) => {
    const value = params[name]
    return typeof value === 'string' ? value : ''
  }
  const known = <T extends string>(values: readonly T[], value: string) => values.find((each) => each === value)
  return {
    progress: known(progresses, one('progress')) ?? null,
    bookmarked: one('bookmarked') === 'yes',
    chapter: /^(\d{2}|none)$/.test(one('chapter')) ? one('chapter') : null,
    text: one('q').slice(0, 100).trim(),
    sort: known(sortings, one('sort')) ?? defaultSort,
    page: /^[1-9]\d{0,4}$/.test(one('page')) ? Number(one('page')) : 1,
  }
}

/** Returns the address of a query, without default values. */
export function formatShelfQuery({ progress, bookmarked, chapter, text, sort, page }: ShelfQuery): string {
  const params = new URLSearchParams()
  if (progress) params.set('progress', progress)
  if (bookmarked) params.set('bookmarked', 'yes')
  if (chapter) params.set('chapter', chapter)
  if (text) params.set('q', text)
  if (sort !== defaultSort) params.set('sort', sort)
  if (page > 1) params.set('page', String(page))
  return params.size ? `/shelf?${params}` : '/shelf'
}

/**
 * Returns one page of the marks that match a query. `listed` has the delisted resources; `noted` the ids whose note
 * contains the query's text.
 */
export function listShelf(
  portal: Portal,
  shelf: Shelf,
  listed: ReadonlyMap<string, ListedResource>,
  query: ShelfQuery,
  noted: ReadonlySet<string> = new Set(),
): ShelfList {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = ({ id, title, host }: Found) => {
    const text = `${title} ${host}`.toLowerCase()
    return noted.has(id) || words.every((word) => text.includes(word))
  }
  const inChapter = ({ topics }: Found) =>
    query.chapter === 'none'
      ? topics.length === 0
      : topics.some(({ slug }) => portal.topics.get(slug)?.chapter === query.chapter)

  // One pass over up to ten thousand marks, for each page of the shelf.
  const filtered: Found[] = []
  const byProgress: Record<Progress, number> = { 'to-read': 0, reading: 0, done: 0, skipped: 0 }
  let [all, bookmarked] = [0, 0]
  for (const [id, { progress, bookmarked: isBookmarked }] of shelf) {
    const found = find(portal, listed, id)
    if (!found || (query.chapter !== null && !inChapter(found)) || (words.length > 0 && !matches(found))) continue
    const hasProgress = query.progress === null || progress === query.progress
    if (isBookmarked && hasProgress) bookmarked++
    if (query.bookmarked && !isBookmarked) continue
    all++
    byProgress[progress]++
    if (hasProgress) filtered.push(found)
  }
  const shown = sort(filtered, query.sort, portal)

  const pages = Math.max(1, Math.ceil(shown.length / shelfPageSize))
  const page = Math.min(query.page, pages)
  return {
    entries: shown.slice((page - 1) * shelfPageSize, page * shelfPageSize).map(toEntry),
    total: shown.length,
    pages,
    byProgress,
    bookmarked,
    all,
  }
}

/** The data of an entry. The rest is computed only for the entries of the current page. */
type Found = Omit<ShelfEntry, 'topics'> & { topics: readonly { slug: string }[] }

/** Returns the resource of a mark; null if it is unknown. */
function find(portal: Portal, listed: ReadonlyMap<string, ListedResource>, id: string): Found | null {
  const resource = portal.resources.get(id)
  if (resource) return resource
  const once = [id, ...getFormerIds(portal, id)].flatMap((each) => listed.get(each) ?? [])[0]
  return once ? { ...once, id, host: getHost(once.href), topics: [] } : null
}

function toEntry({ topics, ...found }: Found): ShelfEntry {
  return { ...found, topics: topics.map(({ slug }) => slug) }
}

function sort(found: Found[], by: ShelfQuery['sort'], portal: Portal): Found[] {
  // A shelf has the latest change first.
  if (by === 'changed') return found
  if (by === 'topic') return groupByTopic(found)
  const ranks = rankResources(portal)(comparators[by])
  return found
    .map((each) => ({ each, rank: ranks.get(each.id) }))
    .sort((one, other) =>
      one.rank === undefined || other.rank === undefined
        ? comparators[by](one.each, other.each)
        : one.rank - other.rank,
    )
    .map(({ each }) => each)
}

type Compared = Pick<Found, 'title' | 'host' | 'topics'>
type Comparator = (one: Compared, other: Compared) => number
const comparators = {
  title: (one, other) => compareNames(one.title, other.title),
  host: (one, other) => compareNames(one.host, other.host) || compareNames(one.title, other.title),
  // As in the portal, which has them in order, then delisted resources.
  order: (one, other) => Number(one.topics.length === 0) - Number(other.topics.length === 0),
} satisfies Record<string, Comparator>

/** Returns the rank of each resource of a portal; computed once, since comparing thousands of names takes long. */
const rankResources = oncePer(({ resources }: Portal) =>
  oncePer(
    (compare: Comparator): ReadonlyMap<string, number> =>
      new Map([...resources.values()].sort(compare).map(({ id }, index) => [id, index])),
  ),
)

/** The topic with the latest change first, then delisted resources. */
function groupByTopic(found: Found[]): Found[] {
  const groups = new Map<string, Found[]>()
  const delisted: Found[] = []
  for (const each of found) {
    const [topic] = each.topics
    const group = topic ? groups.get(topic.slug) : delisted
    if (group) group.push(each)
    else if (topic) groups.set(topic.slug, [each])
  }
  const grouped: Found[] = []
  for (const group of groups.values()) for (const each of group) grouped.push(each)
  return grouped.concat(delisted)
}
