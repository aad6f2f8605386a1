import { resourceKinds, type Portal, type Resource, type ResourceKind } from './content'
import { compareNames } from './messages'
import { oncePer } from './once-per'

/** The ways to sort resources. */
export const resourceSortings = ['order', 'title', 'host'] as const

/** A query of all resources, as its address states it. */
export interface ResourceQuery {
  kind: ResourceKind | null
  host: string | null
  /** A chapter's number. */
  chapter: string | null
  text: string
  sort: (typeof resourceSortings)[number]
  /** From 1. */
  page: number
}

/** How many resources a page lists. */
export const resourcePageSize = 40
/** How many sites can be chosen, of those linked more than once. */
const mostHosts = 60

/** The query for all resources. */
export const everyResource: ResourceQuery = { kind: null, host: null, chapter: null, text: '', sort: 'order', page: 1 }

/** One page of the results of a query. */
export interface ResourceList {
  entries: Resource[]
  /** Of all pages. */
  total: number
  pages: number
  /** The current page, from 1. */
  page: number
  /** How many of each kind match the other filters. */
  byKind: Record<ResourceKind, number>
  /** The sites that can be chosen, the most linked first. */
  hosts: { host: string; count: number }[]
}

/** The parameters of a query. An address with one of them is not that of the full list. */
export const resourceParameters = ['kind', 'host', 'chapter', 'q', 'sort', 'page']

/** Parses the query in an address; ignores unknown values. */
export function parseResourceQuery(params: Record<string, string | string[] | undefined>): ResourceQuery {
  const one = (name: string) => {
    const value = params[name]
    return typeof value === 'string' ? value : ''
  }
  return {
    kind: resourceKinds.find((each) => each === one('kind')) ?? null,
    host: one('host').slice(0, 253) || null,
    chapter: /^\d{2}$/.test(one('chapter')) ? one('chapter') : null,
    text: one('q').slice(0, 100).trim(),
    sort: resourceSortings.find((each) => each === one('sort')) ?? 'order',
    page: /^[1-9]\d{0,4}$/.test(one('page')) ? Number(one('page')) : 1,
  }
}

/** Returns the address of a query, without default values. */
export function formatResourceQuery({ kind, host, chapter, text, sort, page }: ResourceQuery): string {
  const params = new URLSearchParams()
  if (kind) params.set('kind', kind)
  if (host) params.set('host', host)
  if (chapter) params.set('chapter', chapter)
  if (text) params.set('q', text)
  if (sort !== 'order') params.set('sort', sort)
  if (page > 1) params.set('page', String(page))
  return params.size ? `/resources?${params}` : '/resources'
}

/** Returns one page of the resources that match a query. */
export function listResources(portal: Portal, query: ResourceQuery): ResourceList {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean)
  const byKind = { tutorial: 0, tool: 0, reference: 0 }
  const filtered: Resource[] = []
  for (const resource of portal.resources.values()) {
    if (query.host && resource.host !== query.host) continue
    if (query.chapter && !resource.topics.some(({ slug }) => portal.topics.get(slug)?.chapter === query.chapter))
      continue
    if (words.length > 0) {
      const text = `${resource.title} ${resource.host}`.toLowerCase()
      if (!words.every((word) => text.includes(word))) continue
    }
    byKind[resource.kind]++
    if (!query.kind || resource.kind === query.kind) filtered.push(resource)
  }
  const shown = sort(filtered, query.sort)
  const pages = Math.max(1, Math.ceil(shown.length / resourcePageSize))
  const page = Math.min(query.page, pages)
  return {
    entries: shown.slice((page - 1) * resourcePageSize, page * resourcePageSize),
    total: shown.length,
    pages,
    page,
    byKind,
    hosts: countHosts(portal),
  }
}

function sort(resources: Resource[], by: ResourceQuery['sort']): Resource[] {
  // The portal has them in reading order.
  if (by === 'order') return resources
  return resources.toSorted(
    (one, other) => (by === 'host' ? compareNames(one.host, other.host) : 0) || compareNames(one.title, other.title),
  )
}

const countHosts = oncePer((portal: Portal): ResourceList['hosts'] => {
  const counts = new Map<string, number>()
  for (const { host } of portal.resources.values()) counts.set(host, (counts.get(host) ?? 0) + 1)
  return [...counts]
    .map(([host, count]) => ({ host, count }))
    .filter(({ count }) => count > 1)
    .sort((one, other) => other.count - one.count || compareNames(one.host, other.host))
    .slice(0, mostHosts)
})
