import { afterEach, describe, expect, it } from 'vitest'
import { makePortal } from '@/scripts/testing/make-portal'
import { setLanguage } from './messages'
import {
  everyResource,
  formatResourceQuery,
  listResources,
  parseResourceQuery,
  resourcePageSize,
  resourceParameters,
  type ResourceQuery,
} from './resource-list'

afterEach(() => setLanguage('en'))

const portal = makePortal({ '01-one': ['b', 'a'], '02-two': ['c', '+tool', '=list', 'a'] })
const show = (query: Partial<ResourceQuery> = {}) => listResources(portal, { ...everyResource, ...query })
const ids = (query: Partial<ResourceQuery> = {}) => show(query).entries.map(({ id }) => id)

describe('the list of all resources', () => {
  it('has each once, in reading order', () => {
    expect(ids()).toEqual(['b', 'a', 'c', 'tool', 'list'])
    expect(show()).toMatchObject({ total: 5, pages: 1, page: 1, byKind: { tutorial: 3, tool: 1, reference: 1 } })
  })

  it('is filtered by kind, site, chapter and words, also combined', () => {
    expect(ids({ kind: 'tool' })).toEqual(['tool'])
    expect(ids({ kind: 'reference' })).toEqual(['list'])
    expect(ids({ kind: 'tutorial' })).toEqual(['b', 'a', 'c'])
    expect(ids({ host: 'c.example.org' })).toEqual(['c'])
    expect(ids({ chapter: '02' })).toEqual(['a', 'c', 'tool', 'list'])
    expect(ids({ text: 'EXAMPLE title a.' })).toEqual(['a'])
    expect(ids({ chapter: '02', kind: 'tutorial', text: 'title', host: 'a.example.org' })).toEqual(['a'])
    expect(ids({ host: 'nowhere' })).toEqual([])
  })

  it('counts each kind under the other filters', () => {
    expect(show({ kind: 'tool', chapter: '02' }).byKind).toEqual({ tutorial: 2, tool: 1, reference: 1 })
  })

  it('is sorted by title and by site', () => {
    expect(ids({ sort: 'title' })).toEqual(['a', 'b', 'c', 'list', 'tool'])
    expect(ids({ sort: 'host' })).toEqual(['a', 'b', 'c', 'list', 'tool'])
    const oneSite = makePortal({ '01-one': ['z', 'y'] })
    for (const resource of oneSite.resources.values()) resource.host = 'one.example.org'
    expect(listResources(oneSite, { ...everyResource, sort: 'host' }).entries.map(({ id }) => id)).toEqual(['y', 'z'])
  })

  it.each([
    ['de', ['Öl', 'Zapfen']],
    ['sv', ['Zapfen', 'Öl']],
  ])('is sorted by title as in the language of the portal: %s', (lang, sorted) => {
    const other = makePortal({ '01-one': ['a', 'b'] })
    other.resources.get('a')!.title = 'Zapfen'
    other.resources.get('b')!.title = 'Öl'
    setLanguage(lang)
    const { entries } = listResources(other, { ...everyResource, sort: 'title' })
    expect(entries.map(({ title }) => title)).toEqual(sorted)
  })

  it('has pages; the last one for higher numbers', () => {
    const many = makePortal({ '01-one': Array.from({ length: 2 * resourcePageSize + 1 }, (_, index) => `r${index}`) })
    const page = (page: number) => listResources(many, { ...everyResource, page })
    expect([page(1).entries.length, page(2).entries.length, page(3).entries.length]).toEqual([
      resourcePageSize,
      resourcePageSize,
      1,
    ])
    expect(page(9)).toMatchObject({ page: 3, pages: 3, total: 2 * resourcePageSize + 1 })
  })

  it('offers the sites that are linked more than once, the most linked first', () => {
    const sites = makePortal({ '01-one': ['a', 'b', 'c', 'd', 'e', 'f'] })
    const hosts = ['x.org', 'y.org', 'y.org', 'z.org', 'z.org', 'z.org']
    for (const [index, resource] of [...sites.resources.values()].entries()) resource.host = hosts[index] ?? ''
    expect(listResources(sites, everyResource).hosts).toEqual([
      { host: 'z.org', count: 3 },
      { host: 'y.org', count: 2 },
    ])
  })
})

describe('the address of a query', () => {
  const query: ResourceQuery = { kind: 'tool', host: 'a.org', chapter: '06', text: 'two words', sort: 'host', page: 3 }

  it('contains the whole query without default values', () => {
    const address = formatResourceQuery(query)
    const params = new URL(address, 'http://localhost').searchParams
    expect(parseResourceQuery(Object.fromEntries(params))).toEqual(query)
    expect([...params.keys()].sort()).toEqual([...resourceParameters].sort())
    expect(formatResourceQuery(everyResource)).toBe('/resources')
  })

  it.each([
    {},
    { kind: 'book' },
    { kind: ['tool', 'tool'] },
    { chapter: '6' },
    { sort: 'x' },
    { page: '0' },
    { page: '-1' },
    { page: '1e9' },
    { q: '  ' },
  ])('with %j is that of the full list', (params) => {
    expect(parseResourceQuery(params)).toEqual(everyResource)
  })
})
