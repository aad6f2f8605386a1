import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { followMoves } from './follow-moves'
import { progresses, type Mark, type Shelf } from './progress'

const nothing: Mark = { bookmarkedAt: null, note: null, progress: 'to-read', percent: null, progressAt: null }
const at = (day: number) => new Date(Date.UTC(2026, 0, day))
const moves = new Map([['old', 'now'], ['older', 'now']])

const whenSet = (shelf: Shelf) => new Map([...shelf].map(([id, { progressAt }]) => [id, progressAt]))

describe('followMoves', () => {
  it('puts a mark under the id its resource has now, with note and percent', () => {
    const mark: Mark = { bookmarkedAt: at(1), note: 'mine', progress: 'reading', percent: 40, progressAt: at(2) }
    expect(followMoves(new Map([['old', mark]]), moves)).toEqual(new Map([['now', mark]]))
  })

  it('lets the newest progress hold, whichever id it stands under', () => {
    const done: Mark = { ...nothing, progress: 'done', progressAt: at(3) }
    const reading: Mark = { ...nothing, progress: 'reading', percent: 10, progressAt: at(2) }
    for (const shelf of [new Map([['old', done], ['now', reading]]), new Map([['now', reading], ['older', done]])])
      expect(followMoves(shelf, moves).get('now')).toEqual(done)
  })

  it('keeps a bookmark and a note on any of them', () => {
    const noted: Mark = { ...nothing, bookmarkedAt: at(1), note: 'mine' }
    const newer: Mark = { ...nothing, bookmarkedAt: at(5) }
    expect(followMoves(new Map([['old', noted], ['now', newer]]), moves).get('now')).toEqual({ ...nothing, bookmarkedAt: at(5), note: 'mine' })
    const done: Mark = { ...nothing, progress: 'done', progressAt: at(9) }
    expect(followMoves(new Map([['old', noted], ['now', done]]), moves).get('now')).toEqual({ ...done, bookmarkedAt: at(1), note: 'mine' })
  })

  it('gives the same whatever the order, and loses no mark', () => {
    const dates = fc.option(fc.integer({ min: 1, max: 9_999 }).map((second) => new Date(second * 1000)))
    const mark = fc.record({ bookmarkedAt: dates, note: fc.constant(null), progress: fc.constantFrom(...progresses), percent: fc.constant(null), progressAt: dates })
    const shelf = fc.uniqueArray(fc.tuple(fc.constantFrom('old', 'older', 'now', 'other'), mark), { selector: ([id]) => id })
    fc.assert(
      fc.property(shelf, (entries) => {
        const times = entries.flatMap(([, { progressAt }]) => (progressAt ? [progressAt.getTime()] : []))
        fc.pre(new Set(times).size === times.length)
        const one = followMoves(new Map(entries), moves)
        expect(whenSet(followMoves(new Map(entries.toReversed()), moves))).toEqual(whenSet(one))
        for (const [id, { bookmarkedAt }] of entries) if (bookmarkedAt) expect(one.get(moves.get(id) ?? id)?.bookmarkedAt).not.toBeNull()
      }),
    )
  })
})
