import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { providers } from '@/scripts/testing/databases'
import { useShelves } from '@/scripts/testing/shelves'
import type { Database } from '../db'
import { isMergedInto, mergeGuest, removeUnusedGuests } from './guests'
import { noMark, type Mark, type StoredMark } from './mark'
import { mergeMarks, setBookmarked, setNote, setProgress } from './marks'
import { readAllMarks } from './read-shelf'

const time = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second))
const stored = (resourceId: string, mark: Partial<Mark>): StoredMark => ({ ...noMark, ...mark, resourceId })
const hour = 60 * 60 * 1000

const ofGuest = [
  stored('both', {
    bookmarked: true,
    bookmarkedAt: time(1),
    progress: 'reading',
    percent: 40,
    progressAt: time(9),
    note: 'as a guest',
    noteAt: time(2),
  }),
  stored('guest', { progress: 'done', progressAt: time(3) }),
  stored('taken-back', { bookmarkedAt: time(9) }),
]
const ofReader = [
  stored('both', {
    bookmarkedAt: time(5),
    progress: 'done',
    progressAt: time(4),
    note: 'as a reader',
    noteAt: time(6),
  }),
  stored('reader', { progress: 'skipped', progressAt: time(3) }),
  stored('taken-back', { bookmarked: true, bookmarkedAt: time(8) }),
]
const together = [
  stored('both', {
    bookmarkedAt: time(5),
    progress: 'reading',
    percent: 40,
    progressAt: time(9),
    note: 'as a reader\n\nas a guest',
    noteAt: time(6),
  }),
  stored('guest', { progress: 'done', progressAt: time(3) }),
  stored('reader', { progress: 'skipped', progressAt: time(3) }),
  stored('taken-back', { bookmarkedAt: time(9) }),
]

describe.each(providers)('R19: guests on %s', (provider) => {
  const shelves = useShelves(provider)
  const { createReader, createGuest } = shelves
  const read = (reader: string) => readAllMarks(reader, shelves.database)
  const exists = async (id: string) => (await shelves.database.user.count({ where: { id } })) > 0

  async function createBoth(): Promise<[guest: string, reader: string]> {
    const [guest, reader] = [await createGuest(), await createReader()]
    await startSession(guest, new Date(Date.now() + hour))
    await mergeMarks(guest, ofGuest, shelves.database)
    await mergeMarks(reader, ofReader, shelves.database)
    return [guest, reader]
  }

  const startSession = (userId: string, expiresAt: Date) =>
    shelves.database.session.create({ data: { id: randomUUID(), token: randomUUID(), userId, expiresAt } })
  const sessionsOf = (userId: string) => shelves.database.session.count({ where: { userId } })

  /** Returns `database` with a connection that is lost after that many statements; `null` if it never was. */
  function losing(after: number): { database: Database; lost: () => boolean } {
    let done = 0
    const query = {
      async $allOperations({ args, query: run }: { args: unknown; query: (args: unknown) => Promise<unknown> }) {
        const result = await run(args)
        if (++done === after) throw new Error('lost')
        return result
      },
    }
    return { database: shelves.database.$extends({ query }) as unknown as Database, lost: () => done >= after }
  }

  it('become readers: for each field the later change wins, and notes are joined', async () => {
    const [guest, reader] = await createBoth()
    expect(await mergeGuest(guest, reader, shelves.database)).toEqual({ marks: 2, shared: 1, shortened: 0 })
    expect(await read(reader)).toEqual(together)
    // The session remains for a tab that signs in now with the same cookie; lib/session.ts ignores it.
    expect([await sessionsOf(guest), await isMergedInto(guest, reader, shelves.database), await exists(guest)]).toEqual(
      [1, true, true],
    )
  })

  it('are merged once, even if merged again or twice at once', async () => {
    const [guest, reader] = await createBoth()
    await Promise.all([1, 2, 3].map(() => mergeGuest(guest, reader, shelves.database)))
    expect(await read(reader)).toEqual(together)
    await mergeGuest(guest, reader, shelves.database)
    expect(await read(reader)).toEqual(together)
  })

  it('merged again do not undo later changes and removals', async () => {
    const [guest, reader] = await createBoth()
    await mergeGuest(guest, reader, shelves.database)
    await setNote(reader, ['both'], null, undefined, shelves.database)
    await setProgress(reader, ['guest'], { progress: 'to-read' }, undefined, shelves.database)
    const after = await read(reader)
    await mergeGuest(guest, reader, shelves.database)
    await removeUnusedGuests(new Date(Date.now() + 3 * hour), shelves.database)
    expect([await read(reader), await exists(guest)]).toEqual([after, false])
  })

  it('are merged completely after an interruption at any step', async () => {
    let step = 1
    for (let lost = true; lost; step++) {
      const [guest, reader] = await createBoth()
      const connection = losing(step)
      await mergeGuest(guest, reader, connection.database).catch((error: unknown) =>
        expect(String(error)).toContain('lost'),
      )
      lost = connection.lost()
      await mergeGuest(guest, reader, shelves.database)
      expect(await read(reader), `after step ${step}`).toEqual(together)
      expect(await read(guest)).toEqual([])
    }
    expect(step).toBeGreaterThan(5)
  })

  it('belong to one reader: the next one in the same browser gets no marks of theirs', async () => {
    const [guest, reader] = await createBoth()
    const other = await createReader()
    await mergeGuest(guest, reader, shelves.database)
    await setBookmarked(guest, ['late'], true, undefined, shelves.database)
    expect(await mergeGuest(guest, other, shelves.database)).toBeNull()
    expect([await read(other), await isMergedInto(guest, other, shelves.database)]).toEqual([[], false])
    // Nor if both sign in at once.
    const [second] = await createBoth()
    const merged = await Promise.all([
      mergeGuest(second, reader, shelves.database),
      mergeGuest(second, other, shelves.database),
    ])
    expect(merged.filter((each) => each !== null)).toHaveLength(1)
  })

  it('do not include accounts, whose marks are never merged', async () => {
    const [account, reader] = [await createReader(), await createReader()]
    await mergeMarks(account, ofGuest, shelves.database)
    expect(await mergeGuest(account, reader, shelves.database)).toBeNull()
    expect([await read(account), await read(reader)]).toEqual([ofGuest, []])
  })

  it('are removed once they can’t return; other guests and accounts are kept', async () => {
    const [expired, live, without, account, fresh] = [
      await createGuest(),
      await createGuest(),
      await createGuest(),
      await createReader(),
      await createGuest(),
    ]
    const later = new Date(Date.now() + 2 * hour)
    await startSession(expired, new Date(later.getTime() - 1000))
    await startSession(live, new Date(later.getTime() + 1000))
    await startSession(account, new Date(0))
    for (const each of [expired, live, without, account])
      await setBookmarked(each, ['one'], true, undefined, shelves.database)
    await shelves.database.user.update({ where: { id: fresh }, data: { createdAt: later } })

    await removeUnusedGuests(later, shelves.database)
    expect(await Promise.all([expired, without, live, account, fresh].map(exists))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ])
    expect(await Promise.all([expired, without, live, account].map(async (each) => (await read(each)).length))).toEqual(
      [0, 0, 1, 1],
    )
    await expect(
      Promise.all(Array.from({ length: 4 }, () => removeUnusedGuests(later, shelves.database))),
    ).resolves.toEqual([0, 0, 0, 0])
  })

  it('with one mark who never returned are removed after a week; those who returned or set two are kept', async () => {
    const day = 24 * hour
    const [once, returned, two, none] = [
      await createGuest(),
      await createGuest(),
      await createGuest(),
      await createGuest(),
    ]
    const now = Date.now()
    for (const [index, userId] of [once, returned, two, none].entries()) {
      await shelves.database.session.create({
        data: {
          id: userId,
          token: userId,
          userId,
          expiresAt: new Date(now + 90 * day),
          createdAt: new Date(now),
          updatedAt: new Date(now + (index === 1 ? hour : 1)),
        },
      })
      if (userId !== none) await setBookmarked(userId, ['one'], true, undefined, shelves.database)
    }
    await setBookmarked(two, ['two'], true, undefined, shelves.database)
    const kept = async () =>
      (await shelves.database.user.findMany({ where: { id: { in: [once, returned, two, none] } } }))
        .map(({ id }) => id)
        .sort()
    await removeUnusedGuests(new Date(now + 6 * day), shelves.database)
    expect(await kept()).toEqual([once, returned, two, none].sort())
    await removeUnusedGuests(new Date(now + 8 * day), shelves.database)
    expect(await kept()).toEqual([returned, two].sort())
  })

  it('are kept for an hour after they signed in, and a mark still being sent is merged', async () => {
    const [guest, reader] = await createBoth()
    await mergeGuest(guest, reader, shelves.database)
    await setProgress(guest, ['late'], { progress: 'done' }, { at: time(20), waited: false }, shelves.database)
    await removeUnusedGuests(new Date(), shelves.database)
    expect(await exists(guest)).toBe(true)
    await removeUnusedGuests(new Date(Date.now() + 2 * hour), shelves.database)
    expect(await exists(guest)).toBe(false)
    expect(await read(reader)).toEqual([
      together[0],
      together[1],
      stored('late', { progress: 'done', progressAt: time(20) }),
      ...together.slice(2),
    ])
  })

  it('are removed with the account that they became', async () => {
    const [guest, reader] = await createBoth()
    await mergeGuest(guest, reader, shelves.database)
    await shelves.database.user.delete({ where: { id: reader } })
    expect(await exists(guest)).toBe(false)
  })
})
