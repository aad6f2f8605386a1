import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { providers } from '@/scripts/testing/databases'
import { useShelves } from '@/scripts/testing/shelves'
import { mergeGuest } from './guests'
import { noMark, noteLength } from './mark'
import { ReaderGoneError, setBookmarked, setMark, setNote, setProgress, type ResourceIds, type When } from './marks'
import type { Progress } from './progress'
import { readAllMarks, readLastChange, readMarks, readShelf } from './read-shelf'

const at = (second: number, waited = false): When => ({ at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)), waited })
const time = (second: number) => at(second).at
const waiting = (second: number) => at(second, true)

describe.each(providers)('marks on %s', (provider) => {
  const shelves = useShelves(provider)
  const { createReader } = shelves

  const bookmark = (reader: string, wanted: boolean, when?: When) =>
    setBookmarked(reader, ['one'], wanted, when, shelves.database)
  const progress = (reader: string, wanted: Progress, when?: When, percent?: number | null) =>
    setProgress(reader, ['one'], { progress: wanted, percent }, when, shelves.database)
  const note = (reader: string, wanted: string | null, when?: When) =>
    setNote(reader, ['one'], wanted, when, shelves.database)
  const read = async (reader: string, id = 'one') =>
    (await readMarks(reader, [id], undefined, shelves.database)).get(id)
  const shelf = async (reader: string) => [...(await readShelf(reader, undefined, shelves.database))]

  it('of a large shelf are read again once they change, and parsed once until then', async () => {
    const [reader, other, guest] = [await createReader(), await createReader(), await shelves.createGuest()]
    const ids = Array.from({ length: 1000 }, (_, index) => `large-${String(index).padStart(6, '0')}`)
    await shelves.database.mark.createMany({
      data: [reader, other].flatMap((userId) =>
        ids.map((resourceId) => ({ userId, resourceId, progress: 'done', progressAt: time(1), changedAt: time(1) })),
      ),
    })
    const large = (of: string) => readShelf(of, undefined, shelves.database)
    const first = await large(reader)
    expect(first.size).toBe(1000)
    expect(await large(reader)).toBe(first)
    await setProgress(reader, [ids[5]!], { progress: 'reading' }, at(2), shelves.database)
    await setProgress(reader, [ids[7]!], { progress: 'to-read' }, at(2), shelves.database)
    const second = await large(reader)
    expect([second.size, [...second][0]]).toEqual([999, [ids[5], { progress: 'reading', bookmarked: false }]])
    expect(first.size).toBe(1000)
    expect([...(await large(other)).values()]).toEqual(ids.map(() => ({ progress: 'done', bookmarked: false })))
    for (const change of [
      () => setBookmarked(reader, [ids[9]!], true, at(3), shelves.database),
      () => setNote(reader, [ids[7]!], 'A note puts it back.', at(4), shelves.database),
      () => setNote(reader, [ids[7]!], null, at(5), shelves.database),
      () => shelves.database.mark.deleteMany({ where: { userId: reader, resourceId: ids[9] } }),
      () =>
        shelves.database.mark.updateMany({ where: { userId: reader, resourceId: ids[2] }, data: { userId: guest } }),
      () => mergeGuest(guest, reader, shelves.database),
    ]) {
      const before = await large(reader)
      await change()
      expect([...(await large(reader))]).not.toEqual([...before])
    }
    expect([(await large(guest)).size, (await large(reader)).size]).toEqual([0, 998])
    // Under other moves, the same marks are another shelf.
    const moved = await readShelf(reader, new Map([[ids[5]!, 'new-id']]), shelves.database)
    expect([moved.has('new-id'), moved.has(ids[5]!)]).toEqual([true, false])
    expect((await large(reader)).has(ids[5]!)).toBe(true)
  })

  it('are stored as a reader sets them, and invisible to other readers', async () => {
    const [reader, other] = [await createReader(), await createReader()]
    expect(await bookmark(reader, true, at(1))).toBe(true)
    expect(await progress(reader, 'reading', at(2), 40)).toEqual({ progress: 'reading', percent: 40 })
    expect(await note(reader, 'mine', at(3))).toBe('mine')
    await setProgress(reader, ['two'], { progress: 'done' }, at(4), shelves.database)

    expect(await read(reader)).toEqual({
      bookmarked: true,
      bookmarkedAt: time(1),
      progress: 'reading',
      percent: 40,
      progressAt: time(2),
      note: 'mine',
      noteAt: time(3),
    })
    expect(await read(reader, 'two')).toEqual({ ...noMark, progress: 'done', progressAt: time(4) })
    expect(await shelf(reader)).toEqual([
      ['two', { progress: 'done', bookmarked: false }],
      ['one', { progress: 'reading', bookmarked: true }],
    ])
    expect(await shelf(other)).toEqual([])
    expect(await read(other)).toBeUndefined()
    expect(await readAllMarks(other, shelves.database)).toEqual([])
  })

  it('say when their reader last changed one before a time', async () => {
    const [reader, other] = [await createReader(), await createReader()]
    const last = (second: number) => readLastChange(reader, time(second), shelves.database)
    await bookmark(other, true, at(4))
    expect(await last(100)).toBeNull()
    await bookmark(reader, true, at(2))
    await progress(reader, 'done', at(6))
    await setProgress(reader, ['two'], { progress: 'done' }, at(9), shelves.database)
    expect(await last(10)).toEqual(time(9))
    expect(await last(9)).toEqual(time(6))
    expect(await last(6)).toBeNull()
  })

  it('set twice keep the time of the first change', async () => {
    const reader = await createReader()
    for (const second of [1, 2, 3]) {
      await bookmark(reader, true, at(second))
      await progress(reader, 'reading', at(second + 10), 40)
      await note(reader, 'mine', at(second + 20))
    }
    expect(await read(reader)).toEqual({
      bookmarked: true,
      bookmarkedAt: time(1),
      progress: 'reading',
      percent: 40,
      progressAt: time(11),
      note: 'mine',
      noteAt: time(21),
    })
    expect(await shelves.database.mark.findMany({ where: { userId: reader }, select: { changedAt: true } })).toEqual([
      { changedAt: time(21) },
    ])
  })

  it('have a time for each field, unaffected by other fields', async () => {
    const reader = await createReader()
    await bookmark(reader, true, at(1))
    await progress(reader, 'done', at(5))
    await note(reader, 'mine', at(3))
    await bookmark(reader, false, at(7))
    expect(await read(reader)).toEqual({
      bookmarked: false,
      bookmarkedAt: time(7),
      progress: 'done',
      percent: null,
      progressAt: time(5),
      note: 'mine',
      noteAt: time(3),
    })
  })

  it('leave the shelf when all fields are removed, and keep the time of the removal', async () => {
    const reader = await createReader()
    await bookmark(reader, true, at(1))
    await bookmark(reader, false, at(2))
    await progress(reader, 'to-read', at(3))
    expect(await shelf(reader)).toEqual([])
    expect(await readAllMarks(reader, shelves.database)).toEqual([
      { ...noMark, resourceId: 'one', bookmarkedAt: time(2) },
    ])
  })

  it('keep a percentage only while reading, and a different percentage is a change', async () => {
    const reader = await createReader()
    expect(await progress(reader, 'reading', at(1), 40)).toEqual({ progress: 'reading', percent: 40 })
    expect(await progress(reader, 'reading', at(2), 0)).toEqual({ progress: 'reading', percent: 0 })
    expect((await read(reader))?.progressAt).toEqual(time(2))
    expect(await progress(reader, 'done', at(3), 40)).toEqual({ progress: 'done', percent: null })
    expect(await progress(reader, 'reading', at(4), 100)).toEqual({ progress: 'reading', percent: 100 })
    expect(await progress(reader, 'skipped', at(5), 40)).toEqual({ progress: 'skipped', percent: null })
    expect(await progress(reader, 'to-read', at(6), 40)).toEqual({ progress: 'to-read', percent: null })
    expect(await progress(reader, 'reading', at(7))).toEqual({ progress: 'reading', percent: null })
    expect(await read(reader)).toEqual({ ...noMark, progress: 'reading', progressAt: time(7) })
  })

  it('keep the percentage if reading is set again without one', async () => {
    const reader = await createReader()
    await progress(reader, 'reading', at(1), 40)
    expect(await progress(reader, 'reading', at(2))).toEqual({ progress: 'reading', percent: 40 })
    // Nothing has changed, so the time is kept.
    expect((await read(reader))?.progressAt).toEqual(time(1))
    expect(await progress(reader, 'done', at(3))).toEqual({ progress: 'done', percent: null })
    expect(await progress(reader, 'reading', at(4))).toEqual({ progress: 'reading', percent: null })
    const other = await createReader()
    await progress(other, 'reading', at(1), 40)
    const ids: ResourceIds = ['two', 'one']
    expect(await setProgress(other, ids, { progress: 'reading' }, at(2), shelves.database)).toEqual({
      progress: 'reading',
      percent: 40,
    })
  })

  describe('set by a delayed change', () => {
    it('lose to later changes of the same field', async () => {
      const reader = await createReader()
      await bookmark(reader, true, at(5))
      await progress(reader, 'done', at(10))
      await note(reader, 'newer', at(10))
      expect(await bookmark(reader, false, waiting(7))).toBe(false)
      expect(await progress(reader, 'reading', waiting(7), 40)).toEqual({ progress: 'done', percent: null })
      expect(await note(reader, 'older', waiting(7))).toBe('newer')
      expect(await note(reader, null, waiting(9))).toBe('newer')
      expect(await read(reader)).toEqual({
        ...noMark,
        bookmarkedAt: time(7),
        progress: 'done',
        progressAt: time(10),
        note: 'newer',
        noteAt: time(10),
      })
    })

    it('lose to a later removal', async () => {
      const reader = await createReader()
      await bookmark(reader, true, at(1))
      await bookmark(reader, false, at(9))
      expect(await bookmark(reader, true, waiting(5))).toBe(false)
      expect(await shelf(reader)).toEqual([])
    })

    it('win if nothing was changed later, with the time of the change', async () => {
      const reader = await createReader()
      expect(await bookmark(reader, true, waiting(3))).toBe(true)
      expect(await progress(reader, 'done', waiting(4))).toMatchObject({ progress: 'done' })
      expect(await note(reader, 'mine', waiting(5))).toBe('mine')
      expect(await read(reader)).toEqual({
        ...noMark,
        bookmarked: true,
        bookmarkedAt: time(3),
        progress: 'done',
        progressAt: time(4),
        note: 'mine',
        noteAt: time(5),
      })
    })

    it('are the same after any order of changes', async () => {
      const changes: [Progress, number][] = [
        ['reading', 1],
        ['done', 2],
        ['skipped', 3],
      ]
      for (const order of [
        [0, 1, 2],
        [2, 1, 0],
        [1, 2, 0],
        [2, 0, 1],
      ]) {
        const reader = await createReader()
        for (const index of order)
          await progress(
            reader,
            ...((changes[index] ?? ['done', 0]).map((value) =>
              typeof value === 'number' ? waiting(value) : value,
            ) as [Progress, When]),
          )
        expect((await read(reader))?.progress).toBe('skipped')
      }
    })
  })

  it('changed now win over any stored time', async () => {
    const reader = await createReader()
    await bookmark(reader, true, at(50))
    await progress(reader, 'done', at(50))
    await note(reader, 'of later', at(50))
    expect(await bookmark(reader, false, at(20))).toBe(false)
    expect(await progress(reader, 'skipped', at(20))).toMatchObject({ progress: 'skipped' })
    expect(await note(reader, 'of now', at(20))).toBe('of now')
    // Their time does not decrease, or the next merge would consider them older than they are.
    expect(await read(reader)).toEqual({
      ...noMark,
      bookmarkedAt: time(50),
      progress: 'skipped',
      progressAt: time(50),
      note: 'of now',
      noteAt: time(50),
    })
  })

  it('can be set with all fields at once, at the same time', async () => {
    const reader = await createReader()
    await bookmark(reader, true, at(1))
    const whole = { bookmarked: false, progress: 'reading' as const, percent: 10, note: 'mine' }
    await setMark(reader, ['one'], whole, at(2), shelves.database)
    expect(await read(reader)).toEqual({ ...whole, bookmarkedAt: time(2), progressAt: time(2), noteAt: time(2) })
    await setMark(reader, ['one'], noMark, at(3), shelves.database)
    expect(await shelf(reader)).toEqual([])
    await setMark(reader, ['one'], whole, at(4), shelves.database)
    expect(await read(reader)).toEqual({ ...whole, bookmarkedAt: time(2), progressAt: time(4), noteAt: time(4) })
  })

  it('store the longest note in any script unchanged', async () => {
    const reader = await createReader()
    for (const text of [
      'x'.repeat(noteLength),
      '字'.repeat(noteLength),
      '🕯'.repeat(noteLength / 2),
      "it's “quoted” \\ % _ $1 ? :a\n\n\ttab",
      '\u2028\u200b\u0301\ufeff',
    ]) {
      expect(await note(reader, text)).toBe(text)
      expect((await read(reader))?.note).toBe(text)
    }
    expect(await note(reader, null)).toBeNull()
    expect(await read(reader)).toMatchObject({ note: null, noteAt: expect.any(Date) })
  })

  describe('on a resource that moved', () => {
    const moves = new Map([
      ['old', 'now'],
      ['older', 'now'],
    ])
    const ids = ['now', 'old', 'older'] as const
    const readNow = async (reader: string) => (await readMarks(reader, ['now'], moves, shelves.database)).get('now')

    it('are set under the current id, and win over those of former ids', async () => {
      const reader = await createReader()
      await setProgress(reader, ['old'], { progress: 'done' }, at(1), shelves.database)
      await setBookmarked(reader, ['older'], true, at(1), shelves.database)
      expect(await setProgress(reader, ids, { progress: 'reading', percent: 5 }, at(2), shelves.database)).toEqual({
        progress: 'reading',
        percent: 5,
      })
      expect(await setBookmarked(reader, ids, false, at(2), shelves.database)).toBe(false)
      expect(await readNow(reader)).toEqual({
        ...noMark,
        bookmarkedAt: time(2),
        progress: 'reading',
        percent: 5,
        progressAt: time(2),
      })
      expect((await readAllMarks(reader, shelves.database)).map(({ resourceId }) => resourceId)).toEqual([
        'now',
        'old',
        'older',
      ])
    })

    it('set again to the same value win over a later change under a former id', async () => {
      const reader = await createReader()
      await setProgress(reader, ['now'], { progress: 'done' }, at(1), shelves.database)
      await setProgress(reader, ['old'], { progress: 'reading' }, at(2), shelves.database)
      await setProgress(reader, ids, { progress: 'done' }, at(3), shelves.database)
      expect((await readNow(reader))?.progress).toBe('done')
    })

    it('have one note, which is set and removed under all ids', async () => {
      const reader = await createReader()
      await setNote(reader, ['old'], 'of old', at(1), shelves.database)
      await setNote(reader, ['older'], 'of older', at(1), shelves.database)
      expect(await setNote(reader, ids, 'both of old', at(2), shelves.database)).toBe('both of old')
      expect(await readNow(reader)).toEqual({ ...noMark, note: 'both of old', noteAt: time(2) })
      await setNote(reader, ['older'], 'again', at(3), shelves.database)
      expect(await setNote(reader, ids, null, at(4), shelves.database)).toBeNull()
      expect((await readNow(reader))?.note).toBeNull()
      expect(await readShelf(reader, moves, shelves.database)).toEqual(new Map())
    })

    it('set by a delayed change lose to a later change under a former id, which is returned', async () => {
      const reader = await createReader()
      await setProgress(reader, ['old'], { progress: 'done' }, at(9), shelves.database)
      await setNote(reader, ['older'], 'newer', at(9), shelves.database)
      expect(await setProgress(reader, ids, { progress: 'reading', percent: 5 }, waiting(5), shelves.database)).toEqual(
        { progress: 'done', percent: null },
      )
      expect(await setNote(reader, ids, 'older', waiting(5), shelves.database)).toBe('newer')
      await setMark(reader, ids, { ...noMark, bookmarked: true }, waiting(5), shelves.database)
      expect(await readNow(reader)).toEqual({
        bookmarked: true,
        bookmarkedAt: time(5),
        progress: 'done',
        percent: null,
        progressAt: time(9),
        note: 'newer',
        noteAt: time(9),
      })
    })

    it('changed now win over any time stored under a former id', async () => {
      const reader = await createReader()
      await setMark(
        reader,
        ['old'],
        { bookmarked: true, progress: 'done', percent: null, note: 'of later' },
        at(50),
        shelves.database,
      )
      await setMark(
        reader,
        ids,
        { bookmarked: false, progress: 'reading', percent: 1, note: 'of now' },
        at(20),
        shelves.database,
      )
      const later = new Date(time(50).getTime() + 1)
      expect(await readNow(reader)).toEqual({
        bookmarked: false,
        bookmarkedAt: later,
        progress: 'reading',
        percent: 1,
        progressAt: later,
        note: 'of now',
        noteAt: later,
      })
    })

    it('are off the shelf if removing them is the latest change, under any id', async () => {
      const reader = await createReader()
      await setProgress(reader, ['now'], { progress: 'done' }, at(1), shelves.database)
      await setProgress(reader, ['old'], { progress: 'reading' }, at(2), shelves.database)
      await setProgress(reader, ['old'], { progress: 'to-read' }, at(3), shelves.database)
      expect((await readNow(reader))?.progress).toBe('to-read')
      expect(await readShelf(reader, moves, shelves.database)).toEqual(new Map())
    })

    it('do not affect other readers and resources', async () => {
      const [reader, other] = [await createReader(), await createReader()]
      await setNote(other, ['old'], 'theirs', at(1), shelves.database)
      await setNote(reader, ['two'], 'another', at(1), shelves.database)
      await setNote(reader, ids, null, at(2), shelves.database)
      expect((await readNow(other))?.note).toBe('theirs')
      expect((await read(reader, 'two'))?.note).toBe('another')
    })
  })

  it('written twenty times at once are stored once', async () => {
    const reader = await createReader()
    await Promise.all(Array.from({ length: 20 }, () => bookmark(reader, true)))
    await Promise.all(Array.from({ length: 20 }, (_, index) => progress(reader, 'reading', undefined, index)))
    await Promise.all(Array.from({ length: 20 }, (_, index) => note(reader, `note ${index}`)))
    expect(await shelves.database.mark.count({ where: { userId: reader } })).toBe(1)
    expect(await read(reader)).toMatchObject({
      bookmarked: true,
      progress: 'reading',
      percent: expect.any(Number),
      note: expect.stringMatching(/^note \d+$/),
    })
  })

  it('are deleted with their reader only', async () => {
    const [reader, other] = [await createReader(), await createReader()]
    for (const each of [reader, other]) {
      await bookmark(each, true)
      await progress(each, 'done')
    }
    const before = await read(other)
    await shelves.database.user.delete({ where: { id: reader } })
    expect(await shelves.database.mark.count({ where: { userId: reader } })).toBe(0)
    expect(await read(other)).toEqual(before)
  })

  it('of a deleted reader are refused with ReaderGoneError', async () => {
    const stranger = randomUUID()
    await expect(bookmark(stranger, true)).rejects.toThrow(ReaderGoneError)
    await expect(progress(stranger, 'done')).rejects.toThrow(ReaderGoneError)
    await expect(note(stranger, 'x')).rejects.toThrow(ReaderGoneError)
    await expect(setMark(stranger, ['one'], noMark, undefined, shelves.database)).rejects.toThrow(ReaderGoneError)
  })

  it('are written with one statement per change', async () => {
    const reader = await createReader()
    const written = await shelves.watch(async (watched) => {
      for (const wanted of [true, true, false]) await setBookmarked(reader, ['one'], wanted, undefined, watched)
      for (const wanted of ['reading', 'done', 'to-read'] as const)
        await setProgress(reader, ['one'], { progress: wanted }, undefined, watched)
      await setNote(reader, ['one'], 'mine', undefined, watched)
      await setMark(reader, ['one'], noMark, undefined, watched)
    })
    expect(written).toHaveLength(8)
    for (const { query } of written)
      expect(query).toMatch(/^INSERT INTO "mark" .* ON CONFLICT \("userId", "resourceId"\) DO UPDATE/)
  })
})
