import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, providers } from '@/scripts/testing/databases'
import { connect, migrate, type Database } from '../db'
import {
  readAllListedResources,
  readListedResources,
  recordListedResources,
  type ListedResource,
} from './listed-resources'

const one: ListedResource = { id: 'one', href: 'https://example.org/1', title: 'One', kind: 'tutorial' }
const two: ListedResource = { id: 'two', href: 'https://example.org/2', title: 'Zwei “Ü”', kind: 'tool' }

describe.each(providers)('a listed resource on %s', (provider) => {
  let database: Database
  let remove: () => void

  beforeEach(async () => {
    const created = await createTestDatabase(provider)
    remove = created.remove
    await migrate(created.database)
    database = connect(created.database)
  })
  afterEach(async () => {
    await database.$disconnect()
    remove()
  })

  const record = (...resources: ListedResource[]) => recordListedResources(resources, database)
  const read = async (...ids: string[]) =>
    (await readListedResources(ids, database)).sort((a, b) => (a.id < b.id ? -1 : 1))
  const rows = () => database.listedResource.findMany({ orderBy: { id: 'asc' } })

  it('is recorded, and found by its id', async () => {
    await record(one, two)
    expect(await read('one', 'two')).toEqual([one, two])
    expect(await read('two', 'unknown')).toEqual([two])
    expect(await read()).toEqual([])
  })

  it('L3, M11: is kept after the content delists it', async () => {
    await record(one, two)
    await record(two)
    await record()
    expect(await read('one', 'two')).toEqual([one, two])
  })

  it.each([{ href: 'https://example.org/moved' }, { title: 'Another title' }, { kind: 'tool' }])(
    'is updated: %o',
    async (change) => {
      await record(one, two)
      await record({ ...one, ...change }, two)
      expect(await read('one', 'two')).toEqual([{ ...one, ...change }, two])
    },
  )

  it('is not written again if it is unchanged', async () => {
    await record(one, two)
    const before = await rows()
    await record(one, two)
    await record({ ...two, title: 'Two' }, one)
    const after = await rows()
    expect(after[0]).toEqual(before[0])
    expect(after[1]?.title).toBe('Two')
  })

  it('can be recorded by several processes at once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => record(one, two)))
    expect(await rows()).toHaveLength(2)
  })

  it('is read with all others, some rows at a time', async () => {
    const many = Array.from({ length: 1200 }, (_, index) => ({ ...one, id: `${index % 2 ? 'a' : 'B'}-${index}` }))
    await record(...many)
    const all = await readAllListedResources(database)
    expect([...all.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      many.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    )
  })

  it('has only the recorded fields', async () => {
    await record({ ...one, topics: [{ slug: 'prometheus' }] } as ListedResource)
    expect(await read('one')).toEqual([one])
  })
})
