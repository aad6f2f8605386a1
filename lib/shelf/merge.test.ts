import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countCases } from '@/scripts/testing/cases'
import { providers } from '@/scripts/testing/databases'
import { useShelves } from '@/scripts/testing/shelves'
import {
  countCodePoints,
  getChangedAt,
  joinedNoteLength,
  joinNotes,
  mergeMark,
  noMark,
  type Mark,
  type StoredMark,
} from './mark'
import { countShortened, mergeMarks, mergeShelf, ReaderGoneError, setNote } from './marks'
import { progresses } from './progress'
import { readAllMarks } from './read-shelf'

const time = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second))
const stored = (resourceId: string, mark: Partial<Mark>): StoredMark => ({ ...noMark, ...mark, resourceId })

// Few times and few texts, so that many are equal or contain each other.
const times = fc.option(
  fc.oneof(
    fc.integer({ min: 0, max: 5 }).map(time),
    fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
  ),
)
const notes = fc.option(
  fc.oneof(
    fc.constantFrom('a', 'b', 'a\n\nb', 'A', 'ab', '%', '\\', "'", 'Ü 字 🕯', 'u\u0308'),
    fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !text.includes('\0')),
  ),
)
const anyMark = fc
  .record({
    bookmarked: fc.boolean(),
    bookmarkedAt: times,
    progress: fc.constantFrom(...progresses),
    percent: fc.option(fc.integer({ min: 0, max: 100 })),
    progressAt: times,
    note: notes,
    noteAt: times,
  })
  .filter((mark) => getChangedAt(mark) !== null)

describe('two merged marks', () => {
  it('have the later change of each field, or the first at the same time', () => {
    const first: Mark = {
      bookmarked: true,
      bookmarkedAt: time(5),
      progress: 'done',
      percent: null,
      progressAt: time(1),
      note: null,
      noteAt: null,
    }
    const second: Mark = {
      bookmarked: false,
      bookmarkedAt: time(2),
      progress: 'reading',
      percent: 40,
      progressAt: time(3),
      note: 'mine',
      noteAt: time(4),
    }
    const merged = {
      bookmarked: true,
      bookmarkedAt: time(5),
      progress: 'reading',
      percent: 40,
      progressAt: time(3),
      note: 'mine',
      noteAt: time(4),
    }
    expect([mergeMark(first, second), mergeMark(second, first)]).toEqual([merged, merged])
    expect(
      mergeMark(
        { ...noMark, progress: 'done', progressAt: time(1) },
        { ...noMark, progress: 'skipped', progressAt: time(1) },
      ).progress,
    ).toBe('done')
  })

  it('do not change when merged again, and lose no note', () => {
    fc.assert(
      fc.property(anyMark, anyMark, (first, second) => {
        const merged = mergeMark(first, second)
        expect(mergeMark(merged, second)).toEqual(merged)
        expect(mergeMark(merged, merged)).toEqual(merged)
        for (const { note } of [first, second]) if (note !== null) expect(merged.note).toContain(note)
      }),
    )
  })
})

/** Notes around the limit, of characters with one unit, two units and several bytes; some contain each other. */
const longNotes = fc
  .tuple(
    fc.constantFrom('x', 'é', '字', '👩', 'ab '),
    fc.constantFrom(1, 10, 2000, 9_998, 9_999, 19_997, 19_998, 19_999, 20_000, 20_001, 45_000),
    fc.constantFrom('', 'end', '👩‍🎓'),
  )
  .map(([unit, length, end]) => unit.repeat(Math.ceil(length / unit.length)) + end)

describe('two joined notes', () => {
  it('respect the limit, begin with the first, and tell if the end is cut off', () => {
    fc.assert(
      fc.property(fc.array(longNotes, { minLength: 2, maxLength: 25 }), (notes) => {
        let note: string | null = null
        for (const added of notes) {
          const joined = joinNotes(note, added)
          expect(countCodePoints(joined.note ?? '')).toBeLessThanOrEqual(joinedNoteLength)
          expect(joined.note?.isWellFormed()).toBe(true)
          if (note !== null) expect(joined.note?.includes(note)).toBe(true)
          expect(joined.isShortened).toBe(!joined.note?.includes(added))
          expect(joinNotes(joined.note, added).note).toBe(joined.note)
          note = joined.note
        }
      }),
      { numRuns: 50 },
    )
  })

  it('keep a first note that exceeds the limit', () => {
    const old = 'x'.repeat(joinedNoteLength + 5)
    expect(joinNotes(old, 'y')).toEqual({ note: old, isShortened: true })
    expect(joinNotes(null, old)).toEqual({ note: 'x'.repeat(joinedNoteLength), isShortened: true })
  })

  it('are cut between characters, never inside one', () => {
    expect(joinNotes('x'.repeat(joinedNoteLength - 3), '👩👩').note?.slice(-4)).toBe('\n\n👩')
  })
})

describe.each(providers)('R19: merging marks on %s', (provider) => {
  const shelves = useShelves(provider)
  const { createReader, createGuest } = shelves
  const read = (reader: string) => readAllMarks(reader, shelves.database)
  const merge = (reader: string, marks: StoredMark[]) => mergeMarks(reader, marks, shelves.database)

  const pairsOfShelves = countCases(3, 8)
  it(`gives the result of mergeMark in SQL (${pairsOfShelves} cases)`, async () => {
    const pairs = fc.array(fc.tuple(anyMark, anyMark), { minLength: 40, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(pairs, async (all) => {
        const [reader, other, guest] = [await createReader(), await createReader(), await createGuest()]
        const id = (index: number) => `r${String(index).padStart(3, '0')}`
        const [first, second] = [0, 1].map((side) =>
          all.map((pair, index) => stored(id(index), pair[side] ?? noMark)),
        ) as [StoredMark[], StoredMark[]]
        const expected = all.map(([one, another], index) => stored(id(index), mergeMark(one, another)))
        // As imports do it, in one call or two, and as signing in does it.
        await merge(reader, first)
        expect(await read(reader)).toEqual(first)
        await merge(reader, second)
        expect(await read(reader)).toEqual(expected)
        await merge(reader, [...second, ...first])
        expect(withoutNotes(await read(reader))).toEqual(withoutNotes(expected))
        await merge(other, [...first, ...second])
        expect(await read(other)).toEqual(expected)
        const third = await createReader()
        await merge(third, first)
        await merge(guest, second)
        await mergeShelf(guest, third, shelves.database)
        expect(await read(third)).toEqual(expected)
        expect(await read(guest)).toEqual([])
        const rows = await shelves.database.mark.findMany({ where: { userId: third }, orderBy: { resourceId: 'asc' } })
        expect(rows.map(({ changedAt }) => changedAt)).toEqual(expected.map(getChangedAt))
      }),
      { numRuns: pairsOfShelves, seed: 20261124 },
    )
  }, 60_000)

  /** If neither note contains the other, the order of the notes is that of merging. */
  const withoutNotes = (marks: StoredMark[]) => marks.map((mark) => ({ ...mark, note: null }))

  it('accepts more marks than fit into a statement, and several of one resource', async () => {
    const reader = await createReader()
    const marks = Array.from({ length: 1203 }, (_, index) =>
      stored(`r${String(index).padStart(4, '0')}`, { progress: 'done', progressAt: time(1) }),
    )
    await merge(reader, [
      ...marks,
      stored('r0000', { progress: 'reading', progressAt: time(2) }),
      stored('r0000', { note: 'mine', noteAt: time(3) }),
    ])
    const all = await read(reader)
    expect(all).toHaveLength(1203)
    expect(all[0]).toEqual(stored('r0000', { progress: 'reading', progressAt: time(2), note: 'mine', noteAt: time(3) }))
    expect(all.slice(1)).toEqual(marks.slice(1))
  })

  it('ignores empty lists and marks that were never set', async () => {
    const reader = await createReader()
    await merge(reader, [])
    await merge(reader, [stored('one', {})])
    expect(await read(reader)).toEqual([])
  })

  it('twice, or twice at once, has the effect of once', async () => {
    const reader = await createReader()
    await setNote(reader, ['one'], 'theirs', { at: time(1), waited: false }, shelves.database)
    const marks = [
      stored('one', { note: 'mine', noteAt: time(2) }),
      stored('two', { bookmarked: true, bookmarkedAt: time(1) }),
    ]
    await Promise.all([merge(reader, marks), merge(reader, marks), merge(reader, marks)])
    await merge(reader, marks)
    expect(await read(reader)).toEqual([stored('one', { note: 'theirs\n\nmine', noteAt: time(2) }), marks[1]])
  })

  it('does not affect other readers’ marks', async () => {
    const [reader, other] = [await createReader(), await createReader()]
    await merge(reader, [stored('one', { note: 'mine', noteAt: time(1) })])
    await merge(other, [stored('one', { note: 'theirs', noteAt: time(2) })])
    expect(await read(reader)).toEqual([stored('one', { note: 'mine', noteAt: time(1) })])
  })

  it('into the shelf of a deleted reader is refused with ReaderGoneError', async () => {
    await expect(merge(randomUUID(), [stored('one', { bookmarked: true, bookmarkedAt: time(1) })])).rejects.toThrow(
      ReaderGoneError,
    )
    const guest = await createGuest()
    await merge(guest, [stored('one', { bookmarked: true, bookmarkedAt: time(1) })])
    await expect(mergeShelf(guest, randomUUID(), shelves.database)).rejects.toThrow(ReaderGoneError)
    expect(await read(guest)).toHaveLength(1)
  })

  it('restores a shelf from its earlier marks', async () => {
    const reader = await createReader()
    await merge(reader, [
      stored('one', { note: 'mine', noteAt: time(1), bookmarkedAt: time(2) }),
      stored('two', { progress: 'reading', percent: 5, progressAt: time(3) }),
    ])
    const exported = JSON.stringify(await read(reader))
    await shelves.database.mark.deleteMany({ where: { userId: reader } })
    const imported = (JSON.parse(exported) as Record<string, unknown>[]).map((mark) =>
      Object.fromEntries(
        Object.entries(mark).map(([name, value]) => [
          name,
          name.endsWith('At') && typeof value === 'string' ? new Date(value) : value,
        ]),
      ),
    )
    await merge(reader, imported as unknown as StoredMark[])
    expect(JSON.stringify(await read(reader))).toBe(exported)
  })

  const joins = countCases(3, 10)
  it(`joins notes in SQL as in TypeScript, up to the limit (${joins} cases)`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(longNotes, { minLength: 2, maxLength: 8 }), async (notes) => {
        const [reader, guest, other] = [await createReader(), await createGuest(), await createReader()]
        let note: string | null = null
        for (const [index, added] of notes.entries()) {
          await merge(reader, [stored('one', { note: added, noteAt: time(index) })])
          note = joinNotes(note, added).note
          expect((await read(reader))[0]?.note).toBe(note)
        }
        const [first, second] = [notes[0] ?? '', notes[1] ?? '']
        await merge(other, [stored('one', { note: first, noteAt: time(1) })])
        await merge(guest, [stored('one', { note: second, noteAt: time(2) })])
        const expected = joinNotes(joinNotes(null, first).note, joinNotes(null, second).note)
        expect(await countShortened(guest, other, shelves.database)).toBe(Number(expected.isShortened))
        await mergeShelf(guest, other, shelves.database)
        expect((await read(other))[0]?.note).toBe(expected.note)
      }),
      { numRuns: joins },
    )
  }, 60_000)

  it('does not mistake a limit of the database for a deleted reader', async () => {
    const reader = await createReader()
    const refused = merge(reader, [stored('x'.repeat(65), { bookmarked: true, bookmarkedAt: time(1) })])
    await expect(refused).rejects.not.toThrow(ReaderGoneError)
    await expect(refused).rejects.toMatchObject({ code: 'P2010' })
  })

  it('keeps a note that exceeds the limit', async () => {
    const old = '字'.repeat(joinedNoteLength + 5)
    const reader = await createReader()
    await shelves.storeUnbounded((connection) =>
      connection.query(
        `INSERT INTO "mark" ("userId", "resourceId", "note", "noteAt", "changedAt") VALUES ('${reader}', 'one', '${old}', '2026-01-01T00:00:01.000+00:00', '2026-01-01T00:00:01.000+00:00')`,
      ),
    )
    await merge(reader, [stored('one', { note: 'mine', noteAt: time(2), bookmarked: true, bookmarkedAt: time(2) })])
    expect(await read(reader)).toMatchObject([{ bookmarked: true, note: old }])
    await setNote(reader, ['one'], 'shorter', { at: time(3), waited: false }, shelves.database)
    expect(await read(reader)).toMatchObject([{ note: 'shorter' }])
  })
})
