import { describe, expect, it } from 'vitest'
import { providers } from '@/scripts/testing/databases'
import { useShelves } from '@/scripts/testing/shelves'
import { mergeGuest, removeUnusedGuests } from './guests'
import { noMark, type StoredMark } from './mark'
import { mergeMarks, setBookmarked, setMark, setNote, setProgress, ShelfFullError } from './marks'
import { recordQuotas } from './quota'
import { readAllMarks } from './read-shelf'

const at = new Date('2026-01-01T00:00:00Z')
const marks = (count: number, note: string | null = null, from = 0): StoredMark[] =>
  Array.from({ length: count }, (_, index) => ({
    ...noMark,
    resourceId: `r${from + index}`,
    bookmarked: true,
    bookmarkedAt: at,
    note,
    noteAt: note === null ? null : at,
  }))

describe.each(providers)('the quota of a shelf on %s', (provider) => {
  const shelves = useShelves(provider)
  const { createReader, createGuest } = shelves
  const setQuotas = (guest: number, account: number, noteBytes = 1000) =>
    recordQuotas({ guest: { marks: guest, noteBytes }, account: { marks: account, noteBytes } }, shelves.database)
  const readUsage = async (userId: string) => {
    const row = await shelves.database.shelfUsage.findUnique({ where: { userId } })
    return row && [row.marks, Number(row.noteBytes)]
  }
  const bookmark = (reader: string, id: string) => setBookmarked(reader, [id], true, undefined, shelves.database)

  it('is by default 2,000 marks and 1 MiB of notes for a guest, 10,000 and 5 MiB for an account', async () => {
    await shelves.database.shelfQuota.deleteMany()
    const [guest, reader] = [await createGuest(), await createReader()]
    await mergeMarks(guest, marks(2000), shelves.database)
    await expect(bookmark(guest, 'one-more')).rejects.toThrow(ShelfFullError)
    await mergeMarks(reader, marks(2001), shelves.database)
    const long = 'x'.repeat(20_000)
    await mergeMarks(guest, marks(52, long), shelves.database)
    await expect(mergeMarks(guest, marks(1, long, 52), shelves.database)).rejects.toMatchObject({
      name: 'ShelfFullError',
      what: 'notes',
      reader: guest,
    })
    await mergeMarks(reader, marks(53, long), shelves.database)
  })

  it('applies to all kinds of marks, and allows changes of marks on a full shelf', async () => {
    await setQuotas(3, 3)
    const reader = await createReader()
    await mergeMarks(reader, marks(3), shelves.database)
    const refused = [
      () => bookmark(reader, 'new'),
      () => setProgress(reader, ['new'], { progress: 'done' }, undefined, shelves.database),
      () => setNote(reader, ['new'], 'text', undefined, shelves.database),
      () =>
        setMark(
          reader,
          ['new'],
          { bookmarked: true, progress: 'done', percent: null, note: 'text' },
          undefined,
          shelves.database,
        ),
      () => mergeMarks(reader, marks(2, null, 2), shelves.database),
    ]
    for (const write of refused) await expect(write()).rejects.toMatchObject({ name: 'ShelfFullError', what: 'marks' })
    expect((await readAllMarks(reader, shelves.database)).map(({ resourceId }) => resourceId)).toEqual([
      'r0',
      'r1',
      'r2',
    ])
    // A refused statement leaves no transaction open: later changes are stored and visible to other connections.
    await setProgress(reader, ['r0'], { progress: 'done' }, undefined, shelves.database)
    await setNote(reader, ['r1'], 'x'.repeat(999), undefined, shelves.database)
    await expect(setNote(reader, ['r0'], 'éé', undefined, shelves.database)).rejects.toMatchObject({ what: 'notes' })
    await setNote(reader, ['r0'], 'x', undefined, shelves.database)
    await setNote(reader, ['r1'], 'shorter', undefined, shelves.database)
    expect(await readUsage(reader)).toEqual([3, 8])
  })

  it('counts stored bytes exactly through additions, changes, merges and removals', async () => {
    await setQuotas(100, 100, 100_000)
    const [guest, reader] = [await createGuest(), await createReader()]
    await mergeMarks(guest, [...marks(5, 'é'), ...marks(2, '字', 4)], shelves.database)
    expect(await readUsage(guest)).toEqual([6, 4 * 2 + 2 + 2 + 3 + 3])
    await mergeMarks(reader, marks(3, 'x'), shelves.database)
    await mergeGuest(guest, reader, shelves.database)
    expect(await readUsage(guest)).toEqual([0, 0])
    const stored = await readAllMarks(reader, shelves.database)
    expect(await readUsage(reader)).toEqual([
      stored.length,
      stored.reduce((sum, { note }) => sum + Buffer.byteLength(note ?? ''), 0),
    ])
    await shelves.database.mark.deleteMany({ where: { userId: reader, resourceId: 'r0' } })
    expect((await readUsage(reader))?.[0]).toBe(5)
    await shelves.database.user.delete({ where: { id: reader } })
    expect(await readUsage(reader)).toBeNull()
  })

  it('is exact with many simultaneous writes', async () => {
    await setQuotas(20, 20, 100)
    const [one, other] = [await createGuest(), await createGuest()]
    const settle = async (writes: Promise<unknown>[]) =>
      (await Promise.allSettled(writes)).map((each) =>
        each.status === 'fulfilled' ? 'stored' : (each.reason as Error).name,
      )
    const bookmarked = await settle(Array.from({ length: 30 }, (_, index) => bookmark(one, `r${index}`)))
    expect([
      bookmarked.filter((each) => each === 'stored').length,
      bookmarked.filter((each) => each === 'ShelfFullError').length,
    ]).toEqual([20, 10])
    expect(await shelves.database.mark.count({ where: { userId: one } })).toBe(20)
    const noted = await settle(
      Array.from({ length: 20 }, (_, index) =>
        setNote(other, [`r${index}`], 'x'.repeat(30), undefined, shelves.database),
      ),
    )
    expect(noted.filter((each) => each === 'stored')).toHaveLength(3)
    const imported = await settle(
      Array.from({ length: 6 }, (_, index) => mergeMarks(other, marks(9, null, 100 + 10 * index), shelves.database)),
    )
    expect(imported.filter((each) => each === 'stored')).toHaveLength(1)
    expect(await readUsage(other)).toEqual([12, 90])
  })

  it('leaves a guest’s marks with the guest while the account has no room, and does not prevent signing in', async () => {
    await setQuotas(10, 3)
    const [guest, reader] = [await createGuest(), await createReader()]
    await mergeMarks(guest, marks(3, 'mine', 10), shelves.database)
    await mergeMarks(reader, marks(2), shelves.database)
    expect(await mergeGuest(guest, reader, shelves.database)).toEqual({
      marks: 3,
      shared: 0,
      shortened: 0,
      isFull: true,
    })
    expect(await readUsage(reader)).toEqual([2, 0])
    // The clean-up tries again, and continues with the others.
    const later = (days: number) => new Date(Date.now() + days * 86_400_000)
    await removeUnusedGuests(later(1), shelves.database)
    expect(await readUsage(guest)).toEqual([3, 12])
    await setQuotas(10, 5)
    await removeUnusedGuests(later(2), shelves.database)
    expect([await readUsage(reader), await readUsage(guest)]).toEqual([[5, 12], null])

    const another = await createGuest()
    await mergeMarks(another, marks(3, 'theirs', 20), shelves.database)
    await mergeGuest(another, reader, shelves.database)
    await removeUnusedGuests(later(91), shelves.database)
    expect(await readUsage(another)).toBeNull()
  })
})
