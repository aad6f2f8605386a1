import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, providers } from '@/scripts/testing/databases'
import { connect, migrate, type Database } from '../db'
import { readShelf, setBookmarked, setProgress } from './marks'

describe.each(providers)('marks on %s', (provider) => {
  let database: Database
  let remove: () => void

  beforeAll(async () => {
    const created = await createTestDatabase(provider)
    remove = created.remove
    await migrate(created.database)
    database = connect(created.database)
  })
  afterAll(async () => {
    await database.$disconnect()
    remove()
  })

  async function createReader(): Promise<string> {
    const { id } = await database.user.create({ data: { id: randomUUID(), name: 'Reader', email: `${randomUUID()}@example.org` } })
    return id
  }

  it('keeps what a reader sets, and shows it to nobody else', async () => {
    const [reader, other] = [await createReader(), await createReader()]
    await setBookmarked(reader, 'one', true, database)
    await setProgress(reader, 'one', 'reading', 40, database)
    await setProgress(reader, 'two', 'done', null, database)

    const shelf = await readShelf(reader, database)
    expect(shelf.get('one')).toMatchObject({ bookmarkedAt: expect.any(Date), progress: 'reading', percent: 40 })
    expect(shelf.get('two')).toMatchObject({ bookmarkedAt: null, progress: 'done', percent: null })
    expect(await readShelf(other, database)).toEqual(new Map())
  })

  it('takes setting a thing twice as setting it once', async () => {
    const reader = await createReader()
    await setBookmarked(reader, 'one', true, database)
    const first = await readShelf(reader, database)
    await setBookmarked(reader, 'one', true, database)
    expect(await readShelf(reader, database)).toEqual(first)
    await setBookmarked(reader, 'one', false, database)
    await setBookmarked(reader, 'one', false, database)
    expect(await readShelf(reader, database)).toEqual(new Map())
  })
})
