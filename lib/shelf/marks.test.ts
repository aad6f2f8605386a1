import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PrismaClient as PostgresqlClient } from '@/prisma/postgresql/client/client'
import { PrismaClient as SqliteClient } from '@/prisma/sqlite/client/client'
import { createTestDatabase, providers } from '@/scripts/testing/databases'
import { connect, migrate, type Database } from '../db'
import { LibSql } from '../db/libsql'
import type { Env } from '../env'
import { readShelf, setBookmarked, setProgress } from './marks'
import { progresses } from './progress'

/** A statement as it reached the database. */
interface Statement {
  query: string
  params: string
}

describe.each(providers)('marks on %s', (provider) => {
  let address: Env['database']
  let database: Database
  let remove: () => void

  beforeAll(async () => {
    const created = await createTestDatabase(provider)
    remove = created.remove
    address = created.database
    await migrate(address)
    database = connect(address)
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

  it('keeps a percentage only while reading', async () => {
    const reader = await createReader()
    const percentAfter = async (...[progress, percent]: [progress: 'reading' | 'done' | 'skipped', percent?: number | null]) => {
      await setProgress(reader, 'one', progress, percent, database)
      return (await readShelf(reader, database)).get('one')
    }
    expect(await percentAfter('reading', 40)).toMatchObject({ progress: 'reading', percent: 40 })
    expect(await percentAfter('reading', 0)).toMatchObject({ progress: 'reading', percent: 0 })
    expect(await percentAfter('done', 40)).toMatchObject({ progress: 'done', percent: null })
    expect(await percentAfter('reading', 100)).toMatchObject({ progress: 'reading', percent: 100 })
    expect(await percentAfter('skipped', 40)).toMatchObject({ progress: 'skipped', percent: null })
    expect(await percentAfter('reading')).toMatchObject({ progress: 'reading', percent: null })
  })

  it('takes "to read" as having no progress, and leaves the bookmark', async () => {
    const reader = await createReader()
    await setBookmarked(reader, 'one', true, database)
    await setProgress(reader, 'one', 'done', null, database)
    await setProgress(reader, 'one', 'to-read', 40, database)
    expect(await database.readingProgress.count({ where: { userId: reader } })).toBe(0)
    expect((await readShelf(reader, database)).get('one')).toMatchObject({ bookmarkedAt: expect.any(Date), progress: 'to-read', percent: null, progressAt: null })
    await setProgress(reader, 'one', 'to-read', null, database)
  })

  it('takes twenty writes of one mark at once, and keeps one', async () => {
    const reader = await createReader()
    await Promise.all(Array.from({ length: 20 }, () => setBookmarked(reader, 'one', true, database)))
    await Promise.all(Array.from({ length: 20 }, (_, index) => setProgress(reader, 'one', 'reading', index, database)))
    expect(await database.bookmark.count({ where: { userId: reader } })).toBe(1)
    expect(await database.readingProgress.count({ where: { userId: reader } })).toBe(1)
    await Promise.all(Array.from({ length: 20 }, (_, index) => setBookmarked(reader, 'one', index % 2 === 0, database)))
    expect(await database.bookmark.count({ where: { userId: reader } })).toBeLessThanOrEqual(1)
  })

  it('lets a reader’s marks go with the reader, and nobody else’s', async () => {
    const [reader, other] = [await createReader(), await createReader()]
    for (const each of [reader, other]) {
      await setBookmarked(each, 'one', true, database)
      await setProgress(each, 'one', 'done', null, database)
    }
    const before = await readShelf(other, database)
    await database.user.delete({ where: { id: reader } })
    expect(await database.bookmark.count({ where: { userId: reader } })).toBe(0)
    expect(await database.readingProgress.count({ where: { userId: reader } })).toBe(0)
    expect(await readShelf(other, database)).toEqual(before)
  })

  it('keeps no mark of a reader who is not there', async () => {
    await expect(setBookmarked(randomUUID(), 'one', true, database)).rejects.toMatchObject({ code: 'P2003' })
    await expect(setProgress(randomUUID(), 'one', 'done', null, database)).rejects.toMatchObject({ code: 'P2003' })
  })

  it('does to two readers’ shelves what is done to two plain maps', async () => {
    const step = fc.record({
      who: fc.nat(1),
      resource: fc.constantFrom('one', 'two', 'three'),
      mark: fc.oneof(fc.boolean(), fc.record({ progress: fc.constantFrom(...progresses), percent: fc.option(fc.integer({ min: 0, max: 100 })) })),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 50, maxLength: 50 }), async (steps) => {
        const readers = [await createReader(), await createReader()]
        const model = readers.map(() => ({ bookmarks: new Set<string>(), progress: new Map<string, string>() }))
        for (const { who, resource, mark } of steps) {
          const [reader = '', { bookmarks, progress } = { bookmarks: new Set<string>(), progress: new Map<string, string>() }] = [readers[who], model[who]]
          if (typeof mark === 'boolean') {
            await setBookmarked(reader, resource, mark, database)
            if (mark) bookmarks.add(resource)
            else bookmarks.delete(resource)
          } else {
            await setProgress(reader, resource, mark.progress, mark.percent, database)
            if (mark.progress === 'to-read') progress.delete(resource)
            else progress.set(resource, `${mark.progress} ${mark.progress === 'reading' ? mark.percent : null}`)
          }
        }
        for (const [who, reader] of readers.entries()) {
          const shelf = [...(await readShelf(reader, database))]
          const bookmarks = shelf.flatMap(([id, mark]) => (mark.bookmarkedAt ? [id] : []))
          const progress = shelf.flatMap(([id, mark]) => (mark.progress === 'to-read' ? [] : [[id, `${mark.progress} ${mark.percent}`]]))
          expect(bookmarks.sort()).toEqual([...(model[who]?.bookmarks ?? [])].sort())
          expect(progress.sort()).toEqual([...(model[who]?.progress ?? [])].sort())
        }
      }),
      { numRuns: 4 },
    )
  })

  it('writes each mark with one statement', async () => {
    const reader = await createReader()
    const written = await watch(async (watched) => {
      for (const wanted of [true, true, false]) await setBookmarked(reader, 'one', wanted, watched)
      for (const progress of ['reading', 'done', 'to-read'] as const) await setProgress(reader, 'one', progress, null, watched)
    })
    const upsert = /^INSERT INTO .* ON CONFLICT \(.*userId.*resourceId.*\) DO UPDATE/
    const remove = /^DELETE FROM .* WHERE .*userId.* AND .*resourceId/
    const wanted = [upsert, upsert, remove, upsert, upsert, remove]
    expect(written).toHaveLength(wanted.length)
    for (const [index, { query }] of written.entries()) expect(query.replace(/\s+/g, ' ')).toMatch(wanted[index] ?? /never/)
  })

  it('reads a shelf by the primary keys, however many marks others have', async () => {
    const readers = await Promise.all(Array.from({ length: 20 }, createReader))
    const marks = readers.flatMap((userId) => Array.from({ length: 100 }, (_, index) => ({ userId, resourceId: `r${index}` })))
    await database.bookmark.createMany({ data: marks })
    await database.readingProgress.createMany({ data: marks.map((mark) => ({ ...mark, progress: 'done' })) })
    await database.$executeRawUnsafe('ANALYZE')

    const read = await watch(async (watched) => expect((await readShelf(readers[7] ?? '', watched)).size).toBe(100))
    expect(read).toHaveLength(2)
    for (const { query, params } of read) {
      const explain = provider === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'
      const plan = JSON.stringify(await database.$queryRawUnsafe(`${explain} ${query}`, ...(JSON.parse(params) as unknown[])))
      expect(plan).toMatch(provider === 'sqlite' ? /SEARCH .* USING INDEX sqlite_autoindex_\w+_1 \(userId=\?\)/ : /Index (Only )?Scan (using|on) \w+_pkey/)
      expect(plan).not.toMatch(/SCAN|Seq Scan/)
    }
  })

  /** The statements that the database is sent while that is done. */
  async function watch(run: (watched: Database) => Promise<unknown>): Promise<Statement[]> {
    const log = [{ emit: 'event' as const, level: 'query' as const }]
    const watched =
      provider === 'sqlite'
        ? new SqliteClient({ adapter: new LibSql({ url: address.url }), log })
        : (new PostgresqlClient({ adapter: new PrismaPg({ connectionString: address.url }), log }) as unknown as SqliteClient<'query'>)
    const statements: Statement[] = []
    watched.$on('query', ({ query, params }) => statements.push({ query, params }))
    await run(watched as unknown as Database)
    await watched.$disconnect()
    return statements
  }
})
