import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followMoves } from './follow-moves'
import { noMark, type Mark, type StoredMark } from './mark'
import { progresses } from './progress'

const at = (day: number) => new Date(Date.UTC(2026, 0, day))
const moves = new Map([
  ['old', 'now'],
  ['older', 'now'],
])
const stored = (resourceId: string, mark: Partial<Mark>): StoredMark => ({ ...noMark, ...mark, resourceId })

describe('M11: followMoves', () => {
  it('puts a mark under the current id of its resource, with note and percentage', () => {
    const mark: Mark = {
      bookmarked: true,
      bookmarkedAt: at(1),
      note: 'mine',
      noteAt: at(3),
      progress: 'reading',
      percent: 40,
      progressAt: at(2),
    }
    expect(followMoves([stored('old', mark)], moves)).toEqual(new Map([['now', mark]]))
  })

  it('keeps the latest progress of all ids', () => {
    const done: Partial<Mark> = { progress: 'done', progressAt: at(3) }
    const reading: Partial<Mark> = { progress: 'reading', percent: 10, progressAt: at(2) }
    for (const marks of [
      [stored('old', done), stored('now', reading)],
      [stored('now', reading), stored('older', done)],
    ])
      expect(followMoves(marks, moves).get('now')).toEqual({ ...noMark, ...done })
  })

  it('keeps a field removed if its removal is the latest change', () => {
    const bookmarked = stored('old', { bookmarked: true, bookmarkedAt: at(1) })
    expect(
      followMoves([bookmarked, stored('now', { bookmarked: false, bookmarkedAt: at(2) })], moves).get('now'),
    ).toEqual({ ...noMark, bookmarkedAt: at(2) })
    expect(followMoves([stored('now', { bookmarkedAt: at(0) }), bookmarked], moves).get('now')).toEqual({
      ...noMark,
      bookmarked: true,
      bookmarkedAt: at(1),
    })
  })

  it('prefers the current id of two changes at the same time', () => {
    const [old, now] = [
      stored('old', { progress: 'done', progressAt: at(1) }),
      stored('now', { progress: 'skipped', progressAt: at(1) }),
    ]
    for (const marks of [
      [old, now],
      [now, old],
    ])
      expect(followMoves(marks, moves).get('now')?.progress).toBe('skipped')
  })

  it('keeps the notes of all ids, that of the current one first', () => {
    const marks = [stored('old', { note: 'of old', noteAt: at(5) }), stored('now', { note: 'of now', noteAt: at(1) })]
    expect(followMoves(marks, moves).get('now')).toEqual({ ...noMark, note: 'of now\n\nof old', noteAt: at(5) })
  })

  it('joins notes of former ids in the same order, regardless of the input order', () => {
    const marks = ['older', 'now', 'old'].map((id) => stored(id, { note: `of ${id}`, noteAt: at(1) }))
    for (const some of [marks, marks.toReversed()])
      expect(followMoves(some, moves).get('now')?.note).toBe('of now\n\nof old\n\nof older')
  })

  it('keeps marks on resources that did not move', () => {
    const mark = stored('other', { bookmarked: true, bookmarkedAt: at(1) })
    expect([...followMoves([mark], moves).keys()]).toEqual(['other'])
    expect([...followMoves([mark], new Map()).keys()]).toEqual(['other'])
  })

  it('returns the same for any input order, and loses no note', () => {
    const dates = fc.option(fc.integer({ min: 1, max: 9_999 }).map((second) => new Date(second * 1000)))
    const mark = fc.record({
      bookmarked: fc.boolean(),
      bookmarkedAt: dates,
      progress: fc.constantFrom(...progresses),
      percent: fc.constant(null),
      progressAt: dates,
      note: fc.option(fc.constantFrom('a', 'b', 'c')),
      noteAt: dates,
    })
    const marks = fc.uniqueArray(fc.tuple(fc.constantFrom('old', 'older', 'now', 'other'), mark), {
      selector: ([id]) => id,
    })
    fc.assert(
      fc.property(marks, (entries) => {
        for (const field of ['bookmarkedAt', 'progressAt'] as const) {
          const times = entries.flatMap(([, each]) => (each[field] ? [each[field].getTime()] : []))
          fc.pre(new Set(times).size === times.length)
        }
        const all = entries.map(([resourceId, each]) => ({ ...each, resourceId }))
        // Fields that were never set have their defaults.
        for (const each of all) {
          if (!each.bookmarkedAt) each.bookmarked = false
          if (!each.progressAt) each.progress = 'to-read'
        }
        const withoutNotes = (followed: Map<string, Mark>) =>
          new Map([...followed].map(([id, each]) => [id, { ...each, note: null }]))
        const one = followMoves(all, moves)
        expect(withoutNotes(followMoves(all.toReversed(), moves))).toEqual(withoutNotes(one))
        for (const { resourceId, note } of all)
          if (note) expect(one.get(moves.get(resourceId) ?? resourceId)?.note).toContain(note)
      }),
    )
  })
})
