import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makePortal } from '@/scripts/testing/make-portal'
import { progresses, type ListedResource, type Progress, type Shelf } from './shelf'
import { formatShelfQuery, listShelf, parseShelfQuery, shelfPageSize, sortings, type ShelfQuery } from './shelf-list'

const everything: ShelfQuery = { progress: null, bookmarked: false, chapter: null, text: '', sort: 'changed', page: 1 }
/** As an address asks that names nothing. */
const usual: ShelfQuery = { ...everything, sort: 'topic' }
const portal = makePortal({ '01-one': ['b', 'a'], '02-two': ['c', '+tool', 'now'] }, { old: 'now', gone1: 'gone2' })
const listed = new Map<string, ListedResource>(
  [
    { id: 'gone', href: 'https://gone.example.org/x', title: 'Was here', kind: 'tutorial' },
    { id: 'gone1', href: 'not an address', title: 'Was there', kind: 'tutorial' },
  ].map((each) => [each.id, each]),
)

/** The latest change first. */
function shelfOf(ids: string[], progress: Record<string, Progress> = {}, bookmarked: string[] = []): Shelf {
  return new Map(ids.map((id) => [id, { progress: progress[id] ?? 'to-read', bookmarked: bookmarked.includes(id) }]))
}
const shelf = shelfOf(['gone', 'c', 'tool', 'a', 'b'], { c: 'done', a: 'reading', gone: 'done' }, ['tool', 'a', 'gone'])
const show = (query: Partial<ShelfQuery> = {}, noted?: Set<string>) =>
  listShelf(portal, shelf, listed, { ...everything, ...query }, noted)
const ids = (query: Partial<ShelfQuery> = {}, noted?: Set<string>) => show(query, noted).entries.map(({ id }) => id)

describe('the list of a shelf', () => {
  it('has the latest change first, with the details of each', () => {
    expect(ids()).toEqual(['gone', 'c', 'tool', 'a', 'b'])
    expect(show().entries[0]).toEqual({
      id: 'gone',
      href: 'https://gone.example.org/x',
      title: 'Was here',
      kind: 'tutorial',
      host: 'gone.example.org',
      topics: [],
    })
    expect(show().entries[1]).toMatchObject({ id: 'c', host: 'c.example.org', topics: ['02-two'] })
    expect(show()).toMatchObject({
      total: 5,
      pages: 1,
      all: 5,
      bookmarked: 3,
      byProgress: { 'to-read': 2, reading: 1, done: 2, skipped: 0 },
    })
  })

  it('is filtered by progress, bookmark, chapter and words, also combined', () => {
    expect(ids({ progress: 'done' })).toEqual(['gone', 'c'])
    expect(ids({ progress: 'to-read' })).toEqual(['tool', 'b'])
    expect(ids({ bookmarked: true })).toEqual(['gone', 'tool', 'a'])
    expect(ids({ chapter: '02' })).toEqual(['c', 'tool'])
    expect(ids({ chapter: 'none' })).toEqual(['gone'])
    expect(ids({ chapter: '99' })).toEqual([])
    expect(ids({ text: 'TITLE tool' })).toEqual(['tool'])
    expect(ids({ text: 'example was' })).toEqual(['gone'])
    expect(ids({ text: 'nowhere' })).toEqual([])
    expect(ids({ progress: 'done', bookmarked: true, chapter: 'none', text: 'here' })).toEqual(['gone'])
  })

  it('includes matches in notes', () => {
    expect(ids({ text: 'nowhere' }, new Set(['a']))).toEqual(['a'])
    expect(ids({ text: 'nowhere', progress: 'done' }, new Set(['a']))).toEqual([])
  })

  it('is sorted by title, reading order and host', () => {
    expect(ids({ sort: 'title' })).toEqual(['a', 'b', 'c', 'tool', 'gone'])
    expect(ids({ sort: 'order' })).toEqual(['b', 'a', 'c', 'tool', 'gone'])
    expect(ids({ sort: 'host' })).toEqual(['a', 'b', 'c', 'gone', 'tool'])
  })

  it('is grouped by topic, the one with the latest change first, and delisted resources last', () => {
    expect(ids({ sort: 'topic' })).toEqual(['c', 'tool', 'a', 'b', 'gone'])
    const byTurns = shelfOf(['a', 'c', 'gone', 'b', 'tool', 'now'])
    const { entries } = listShelf(portal, byTurns, listed, { ...everything, sort: 'topic' })
    expect(entries.map(({ id, topics }) => [topics[0], id])).toEqual([
      ['01-one', 'a'],
      ['01-one', 'b'],
      ['02-two', 'c'],
      ['02-two', 'tool'],
      ['02-two', 'now'],
      [undefined, 'gone'],
    ])
  })

  it('counts each filter under the others', () => {
    expect(show({ bookmarked: true })).toMatchObject({
      byProgress: { 'to-read': 1, reading: 1, done: 1, skipped: 0 },
      bookmarked: 3,
      all: 3,
      total: 3,
    })
    expect(show({ progress: 'done' })).toMatchObject({
      byProgress: { 'to-read': 2, reading: 1, done: 2, skipped: 0 },
      bookmarked: 1,
      all: 5,
      total: 2,
    })
  })

  it('names a moved and withdrawn resource as last listed, and excludes unknown ones', () => {
    const { entries, total } = listShelf(portal, shelfOf(['gone2', 'never-listed']), listed, everything)
    expect(entries).toEqual([
      { id: 'gone2', href: 'not an address', title: 'Was there', kind: 'tutorial', host: 'not an address', topics: [] },
    ])
    expect(total).toBe(1)
  })

  it('has pages; the last one for higher numbers', () => {
    const many = Array.from({ length: 2 * shelfPageSize + 1 }, (_, index) => `m${index}`)
    const large = makePortal({ '01-one': many })
    const page = (number: number) => listShelf(large, shelfOf(many), new Map(), { ...everything, page: number })
    expect(page(1)).toMatchObject({ total: 61, pages: 3 })
    expect([page(1), page(2), page(3), page(99)].map(({ entries }) => entries.map(({ id }) => id))).toEqual([
      many.slice(0, 30),
      many.slice(30, 60),
      ['m60'],
      ['m60'],
    ])
    expect(listShelf(large, shelfOf([]), new Map(), everything)).toMatchObject({ entries: [], total: 0, pages: 1 })
  })

  it('has filters that add up for any shelf', () => {
    const all = ['a', 'b', 'c', 'tool', 'now', 'gone']
    const anyShelf = fc
      .record({
        on: fc.subarray(all),
        progress: fc.dictionary(fc.constantFrom(...all), fc.constantFrom(...progresses)),
        ribbons: fc.subarray(all),
      })
      .map(({ on, progress, ribbons }) =>
        shelfOf(on, Object.fromEntries(Object.entries(progress).filter(([, each]) => each !== 'to-read')), ribbons),
      )
    const anyQuery = fc.record({
      bookmarked: fc.boolean(),
      chapter: fc.constantFrom(null, '01', '02', 'none'),
      text: fc.constantFrom('', 'title', 'example', 'o'),
    })
    fc.assert(
      fc.property(anyShelf, anyQuery, (some, query) => {
        const list = (more: Partial<ShelfQuery>) =>
          listShelf(portal, some, listed, { ...everything, ...query, ...more })
        const whole = list({})
        for (const progress of progresses) expect(list({ progress }).total).toBe(whole.byProgress[progress])
        expect(Object.values(whole.byProgress).reduce((sum, each) => sum + each)).toBe(whole.all)
        expect(list({ bookmarked: true }).total).toBe(whole.bookmarked)
        for (const sort of sortings)
          expect(
            list({ sort })
              .entries.map(({ id }) => id)
              .sort(),
          ).toEqual(whole.entries.map(({ id }) => id).sort())
      }),
    )
  })
})

describe('the query of a shelf', () => {
  it('is parsed from an address, ignoring unknown values', () => {
    expect(parseShelfQuery({})).toEqual(usual)
    expect(
      parseShelfQuery({ progress: 'done', bookmarked: 'yes', chapter: '02', q: ' a b ', sort: 'host', page: '3' }),
    ).toEqual({ progress: 'done', bookmarked: true, chapter: '02', text: 'a b', sort: 'host', page: 3 })
    expect(
      parseShelfQuery({ progress: 'read', bookmarked: 'true', chapter: '2', sort: 'x', page: '0', more: 'x' }),
    ).toEqual(usual)
    for (const page of ['-1', '1.5', '1e9', '999999', '', 'x', '01'])
      expect(parseShelfQuery({ page }).page, page).toBe(1)
    expect(parseShelfQuery({ progress: ['done', 'done'], q: ['a', 'b'], page: ['2'] })).toEqual(usual)
    expect(parseShelfQuery({ q: 'x'.repeat(500) }).text).toHaveLength(100)
    expect(parseShelfQuery({ progress: 'constructor', sort: 'toString' })).toEqual(usual)
  })

  it('is the same after formatting and parsing, without default values', () => {
    expect(formatShelfQuery(usual)).toBe('/shelf')
    const query = fc.record({
      progress: fc.constantFrom(null, ...progresses),
      bookmarked: fc.boolean(),
      chapter: fc.constantFrom(null, '01', 'none'),
      text: fc.string({ maxLength: 100 }).map((text) => text.trim()),
      sort: fc.constantFrom(...sortings),
      page: fc.integer({ min: 1, max: 99_999 }),
    })
    fc.assert(
      fc.property(query, (asked) => {
        const { searchParams } = new URL(formatShelfQuery(asked), 'http://localhost')
        expect(parseShelfQuery(Object.fromEntries(searchParams))).toEqual(asked)
      }),
    )
  })
})
