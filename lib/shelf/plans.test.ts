import { describe, expect, it } from 'vitest'
import { providers } from '@/scripts/testing/databases'
import { useShelves, type Statement } from '@/scripts/testing/shelves'
import { findNotes, readAllMarks, readLastChange, readMarks, readShelf } from './read-shelf'

// To see the plans: PLANS=1 npx vitest run lib/shelf/plans.test.ts

/** The primary key, or the index of a shelf in its order. */
const byIndex = {
  sqlite:
    /SEARCH (main\.)?mark USING (COVERING )?INDEX (sqlite_autoindex_mark_1|mark_shelf) \(userId=\?( AND (resourceId=\?|changedAt<\?))?\)/,
  postgresql: /Index (Only )?Scan (using|on) (mark_pkey|mark_shelf)/,
}

describe.each(providers)('the statements that read marks on %s', (provider) => {
  const shelves = useShelves(provider)

  async function explain({ query, params }: Statement): Promise<string> {
    const rows = await shelves.database.$queryRawUnsafe<Record<string, unknown>[]>(
      `${provider === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'} ${query}`,
      ...(JSON.parse(params) as unknown[]),
    )
    return rows.map((row) => String(row.detail ?? row['QUERY PLAN'])).join('\n')
  }

  it('use an index, with one statement per query', async () => {
    const readers = await Promise.all(Array.from({ length: 20 }, shelves.createReader))
    const changedAt = new Date()
    for (const userId of readers)
      await shelves.database.mark.createMany({
        data: Array.from({ length: 200 }, (_, index) => ({
          userId,
          resourceId: `r${index}`,
          progress: 'done',
          progressAt: changedAt,
          changedAt,
          note: 'mine',
          noteAt: changedAt,
        })),
      })
    await shelves.database.$executeRawUnsafe('ANALYZE')
    const reader = readers[7] ?? ''
    const nine = Array.from({ length: 9 }, (_, index) => `r${index * 20}`)
    const moves = new Map([
      ['r1', 'r0'],
      ['r2', 'r20'],
      ['gone', 'r40'],
    ])

    const reads: [string, RegExp, (watched: typeof shelves.database) => Promise<unknown>][] = [
      [
        'the marks of a topic’s page',
        /"userId".*"resourceId" IN|resourceId.* IN /,
        async (watched) => expect((await readMarks(reader, nine, moves, watched)).size).toBe(9),
      ],
      [
        'a shelf',
        /string_agg/,
        async (watched) => expect((await readShelf(reader, undefined, watched)).size).toBe(200),
      ],
      [
        'an export',
        /"userId"|userId/,
        async (watched) => expect(await readAllMarks(reader, watched)).toHaveLength(200),
      ],
      [
        'a last change',
        /changedAt/,
        async (watched) =>
          expect(await readLastChange(reader, new Date(Date.now() + 1000), watched)).toEqual(changedAt),
      ],
      [
        'a search in notes',
        /LIKE/,
        async (watched) => expect((await findNotes(reader, 'MIN', watched)).size).toBe(200),
      ],
    ]
    for (const [name, query, run] of reads) {
      const statements = await shelves.watch(run)
      expect(statements, name).toHaveLength(1)
      const [statement] = statements
      if (!statement) continue
      expect(statement.query, name).toMatch(query)
      const plan = await explain(statement)
      if (process.env.PLANS) console.log(`${provider}, ${name}:\n${statement.query}\n${plan}\n`)
      expect(plan, name).toMatch(byIndex[provider])
      expect(plan, name).not.toMatch(/SCAN (main\.)?mark|Seq Scan on mark/)
    }
  })

  it('are detected if they use no index', async () => {
    const plan = await explain({ query: `SELECT "resourceId" FROM "mark" WHERE "note" = 'mine'`, params: '[]' })
    expect(plan).toMatch(/SCAN (main\.)?mark|Seq Scan on mark/)
    expect(plan).not.toMatch(byIndex[provider])
  })
})
