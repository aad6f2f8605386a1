import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countNewSinceFinished } from './finished'
import { noMark, type Mark } from './mark'
import { progresses, type Progress } from './progress'

const time = (second: number) => new Date(second * 1000)
const marksOf = (marks: Record<string, [Progress, number]>): Map<string, Mark> =>
  new Map(Object.entries(marks).map(([id, [progress, at]]) => [id, { ...noMark, progress, progressAt: time(at) }]))
const listed = (times: Record<string, number>) => new Map(Object.entries(times).map(([id, at]) => [id, time(at)]))

describe('the number of new tutorials since a reader finished a topic', () => {
  const since = listed({ a: 0, b: 0, c: 50, d: 50 })

  it('is the tutorials listed afterwards', () => {
    expect(countNewSinceFinished(['a', 'b', 'c', 'd'], marksOf({ a: ['done', 10], b: ['skipped', 20] }), since)).toBe(2)
    expect(
      countNewSinceFinished(
        ['a', 'b', 'c', 'd'],
        marksOf({ a: ['done', 10], b: ['skipped', 20], c: ['done', 60] }),
        since,
      ),
    ).toBe(1)
    expect(
      countNewSinceFinished(
        ['a', 'b', 'c', 'd'],
        marksOf({ a: ['done', 10], b: ['skipped', 20], c: ['reading', 60] }),
        since,
      ),
    ).toBe(2)
  })

  it('is zero for a reader who has caught up', () => {
    expect(
      countNewSinceFinished(
        ['a', 'b', 'c', 'd'],
        marksOf({ a: ['done', 10], b: ['done', 20], c: ['done', 60], d: ['skipped', 70] }),
        since,
      ),
    ).toBe(0)
  })

  it('is zero for a reader who had not finished before', () => {
    for (const marks of [
      {},
      { a: ['done', 10] },
      { a: ['done', 10], b: ['reading', 20] },
      { a: ['done', 10], b: ['done', 60] },
    ] as Record<string, [Progress, number]>[])
      expect(countNewSinceFinished(['a', 'b', 'c', 'd'], marksOf(marks), since), JSON.stringify(marks)).toBe(0)
  })

  it('is zero if nothing was added, or the dates are unknown', () => {
    expect(countNewSinceFinished(['a', 'b'], marksOf({ a: ['done', 10] }), since)).toBe(0)
    expect(countNewSinceFinished(['a', 'b'], marksOf({ a: ['done', 10] }), undefined)).toBe(0)
    expect(countNewSinceFinished([], new Map(), since)).toBe(0)
  })

  it('counts from the last time that all was read, even if later tutorials are open', () => {
    const later = listed({ a: 0, b: 50, c: 90 })
    // b was added and read only after c was added, so the topic was finished before b.
    expect(countNewSinceFinished(['a', 'b', 'c'], marksOf({ a: ['done', 10], b: ['done', 95] }), later)).toBe(1)
    expect(countNewSinceFinished(['a', 'b', 'c'], marksOf({ a: ['done', 10], b: ['done', 60] }), later)).toBe(1)
    expect(countNewSinceFinished(['a', 'b', 'c'], marksOf({ a: ['done', 60], b: ['done', 95] }), later)).toBe(0)
  })

  it('leaves out delisted tutorials', () => {
    expect(countNewSinceFinished(['a', 'c'], marksOf({ a: ['done', 10] }), since)).toBe(1)
  })

  it('equals a check of each second', () => {
    const ids = ['a', 'b', 'c', 'd']
    const second = fc.integer({ min: 0, max: 8 })
    const each = fc.record({ listed: second, mark: fc.option(fc.tuple(fc.constantFrom(...progresses), second)) })
    fc.assert(
      fc.property(fc.tuple(each, each, each, each), (all) => {
        const of = (id: string) => all[ids.indexOf(id)] ?? { listed: 0, mark: null }
        const isReadBy = (id: string, by: number) => {
          const { mark } = of(id)
          return mark !== null && (mark[0] === 'done' || mark[0] === 'skipped') && mark[1] < by
        }
        const open = ids.filter((id) => !isReadBy(id, Infinity))
        // Just before each second: whether all tutorials listed by then were read by then.
        const finished = Array.from({ length: 10 }, (_, moment) => ids.filter((id) => of(id).listed < moment)).map(
          (then, moment) => then.length > 0 && then.every((id) => isReadBy(id, moment)),
        )
        const last = finished.lastIndexOf(true)
        const expected = last < 0 ? 0 : open.filter((id) => of(id).listed >= last).length
        const marks = marksOf(
          Object.fromEntries(
            ids.flatMap((id) => (of(id).mark ? [[id, of(id).mark]] : [])) as [string, [Progress, number]][],
          ),
        )
        expect(
          countNewSinceFinished(ids, marks, listed(Object.fromEntries(ids.map((id) => [id, of(id).listed])))),
        ).toBe(expected)
      }),
      { numRuns: 2000 },
    )
  })
})
