import { beforeEach, describe, expect, it } from 'vitest'
import { providers } from '@/scripts/testing/databases'
import { useShelves } from '@/scripts/testing/shelves'
import { readListings, recordListings, type TopicListing } from './listings'

describe.each(providers)('the date of a listing on %s', (provider) => {
  const shelves = useShelves(provider)
  beforeEach(async () => void (await shelves.database.listing.deleteMany()))

  const topic = (
    slug: string,
    ids: (string | [id: string, ...former: string[]])[],
    formerTopics: string[] = [],
  ): TopicListing => ({
    topic: slug,
    formerTopics,
    resources: ids.map((each) =>
      typeof each === 'string' ? { id: each, formerIds: [] } : { id: each[0], formerIds: each.slice(1) },
    ),
  })
  const record = (...topics: TopicListing[]) => recordListings(topics, shelves.database)
  const rows = () => shelves.database.listing.findMany({ orderBy: [{ topic: 'asc' }, { resourceId: 'asc' }] })
  /** `ever`, or `now` for a time since the test began. */
  async function read(): Promise<Record<string, string>> {
    const name = (at: Date) =>
      at.getTime() === 0 ? 'ever' : Math.abs(Date.now() - at.getTime()) < 60_000 ? 'now' : at.toISOString()
    return Object.fromEntries((await rows()).map((row) => [`${row.topic} ${row.resourceId}`, name(row.listedAt)]))
  }
  const age = (slug: string, id: string) =>
    shelves.database.listing.update({
      where: { topic_resourceId: { topic: slug, resourceId: id } },
      data: { listedAt: new Date('2026-01-01') },
    })
  const aged = '2026-01-01T00:00:00.000Z'

  it('is “ever” for the resources of a new topic', async () => {
    await record(topic('one', ['a', 'b']), topic('two', ['a']))
    expect(await read()).toEqual({ 'one a': 'ever', 'one b': 'ever', 'two a': 'ever' })
  })

  it('is “now” for resources added later, and does not change', async () => {
    await record(topic('one', ['a']))
    await record(topic('one', ['a', 'b']))
    expect(await read()).toEqual({ 'one a': 'ever', 'one b': 'now' })
    await age('one', 'b')
    await record(topic('one', ['b', 'a']), topic('two', ['b']))
    expect(await read()).toEqual({ 'one a': 'ever', 'one b': aged, 'two b': 'ever' })
  })

  it('is kept if a resource is removed and added again', async () => {
    await record(topic('one', ['a', 'b']))
    await record(topic('one', ['a', 'b', 'c']))
    await age('one', 'c')
    await record(topic('one', ['a']))
    await record(topic('one', ['a', 'b', 'c']))
    expect(await read()).toEqual({ 'one a': 'ever', 'one b': 'ever', 'one c': aged })
  })

  it('is kept if a topic is renamed, and “now” for resources added with it', async () => {
    await record(topic('one', ['a']))
    await record(topic('one', ['a', 'b']))
    await age('one', 'b')
    await record(topic('renamed', ['a', 'b', 'c'], ['one', 'never-listed']))
    expect(await read()).toEqual({
      'one a': 'ever',
      'one b': aged,
      'renamed a': 'ever',
      'renamed b': aged,
      'renamed c': 'now',
    })
  })

  it('is kept if a resource moves to another address', async () => {
    await record(topic('one', ['a', 'b']))
    await record(topic('one', ['a', 'b', 'c']))
    await age('one', 'c')
    await record(topic('one', ['a', ['b2', 'b'], ['c3', 'c', 'c2']]))
    expect(await read()).toEqual({ 'one a': 'ever', 'one b': 'ever', 'one b2': 'ever', 'one c': aged, 'one c3': aged })
  })

  it('is kept if both happen at once', async () => {
    await record(topic('one', ['a']))
    await record(topic('renamed', [['a2', 'a'], 'b'], ['one']))
    expect(await read()).toEqual({ 'one a': 'ever', 'renamed a2': 'ever', 'renamed b': 'now' })
  })

  it('is read with all others, some rows at a time', async () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `${index % 2 ? 'a' : 'B'}-${index}`)
    // A page of rows ends within a topic, and just after one.
    const lists = { one: ids(300), two: ids(450), Three: ids(250), four: ids(1) }
    await record(...Object.entries(lists).map(([slug, each]) => topic(slug, each)))
    const all = await readListings(shelves.database)
    for (const [slug, each] of Object.entries(lists)) expect([...all.get(slug)!.keys()].sort()).toEqual(each.sort())
    expect(all.size).toBe(4)
  })

  it('is written once if several processes start at once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => record(topic('one', ['a', 'b']))))
    const before = await rows()
    expect(before).toHaveLength(2)
    const written = await shelves.watch((watched) => recordListings([topic('one', ['a', 'b'])], watched))
    expect(written).toHaveLength(1)
    expect(await rows()).toEqual(before)
  })
})
