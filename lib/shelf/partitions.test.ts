import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useShelves } from '@/scripts/testing/shelves'
import { noMark, type StoredMark } from './mark'
import { mergeMarks, mergeShelf, setBookmarked, setMark, setNote, setProgress } from './marks'
import { findNotes, readAllMarks, readLastChange, readMarks, readShelf } from './read-shelf'

// Marks can be spread over several tables or machines by reader, since each statement names the reader. Tested on a
// partitioned copy of the table (docs/capacity.md).

const parts = 8

describe('marks partitioned by reader', () => {
  const shelves = useShelves('postgresql')
  let reader: string
  let guest: string

  beforeAll(async () => {
    for (const sql of [
      'ALTER TABLE "mark" RENAME TO "mark_whole"',
      'CREATE TABLE "mark" (LIKE "mark_whole" INCLUDING DEFAULTS, PRIMARY KEY ("userId", "resourceId"), FOREIGN KEY ("userId") REFERENCES "user" ("id") ON DELETE CASCADE) PARTITION BY HASH ("userId")',
      ...Array.from(
        { length: parts },
        (_, part) =>
          `CREATE TABLE "part_${part}" PARTITION OF "mark" FOR VALUES WITH (MODULUS ${parts}, REMAINDER ${part})`,
      ),
      'CREATE INDEX ON "mark" ("userId", "changedAt" DESC, "resourceId", "bookmarked", "progress")',
    ])
      await shelves.database.$executeRawUnsafe(sql)
    reader = await shelves.createReader()
    guest = await shelves.createGuest()
    await setNote(reader, ['r0'], 'mine', undefined, shelves.database)
  })
  afterAll(() => shelves.database.$executeRawUnsafe('DROP TABLE "mark_whole"'))

  /** Returns the partitions that a statement would read. */
  async function listParts(query: string, params: string): Promise<string[]> {
    const rows = await shelves.database.$queryRawUnsafe<Record<string, unknown>[]>(
      `EXPLAIN ${query}`,
      ...(JSON.parse(params) as unknown[]),
    )
    return [...new Set(rows.flatMap((row) => String(row['QUERY PLAN']).match(/\bpart_\d+\b/g) ?? []))]
  }

  const mark: StoredMark = { ...noMark, resourceId: 'r1', bookmarked: true, bookmarkedAt: new Date() }
  it.each<[string, number, (database: typeof shelves.database) => Promise<unknown>]>([
    ['the marks of a page', 1, (database) => readMarks(reader, ['r0', 'r1'], new Map([['r2', 'r1']]), database)],
    ['a shelf', 1, (database) => readShelf(reader, undefined, database)],
    ['a last change', 1, (database) => readLastChange(reader, new Date(), database)],
    ['an export', 1, (database) => readAllMarks(reader, database)],
    ['a search in notes', 1, (database) => findNotes(reader, 'mine', database)],
    ['a bookmark', 1, (database) => setBookmarked(reader, ['r0'], true, undefined, database)],
    [
      'a progress, of a resource that moved',
      1,
      (database) => setProgress(reader, ['r1', 'r2'], { progress: 'done' }, undefined, database),
    ],
    ['a note', 1, (database) => setNote(reader, ['r1', 'r2'], 'mine', undefined, database)],
    ['a mark', 1, (database) => setMark(reader, ['r0'], noMark, undefined, database)],
    ['an import', 1, (database) => mergeMarks(reader, [mark], database)],
    ['a guest who becomes a reader', 2, (database) => mergeShelf(guest, reader, database)],
  ])('are found in the reader’s partition: %s', async (_name, most, run) => {
    const statements = (await shelves.watch(run)).filter(({ query }) => query.includes('"mark"'))
    expect(statements.length).toBeGreaterThan(0)
    for (const { query, params } of statements)
      expect((await listParts(query, params)).length, query).toBeLessThanOrEqual(most)
  })

  it('are looked up in all partitions by a statement without a reader', async () => {
    expect(await listParts(`SELECT * FROM "mark" WHERE "resourceId" = 'r0'`, '[]')).toHaveLength(parts)
  })
})
