import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countProgress,
  describeCounts,
  emptyShelf,
  isFinished,
  progresses,
  type Progress,
  type Shelf,
  describeState,
  formatState,
  parseState,
} from './progress'

const shelfOf = (marks: Record<string, Progress>): Shelf =>
  new Map(Object.entries(marks).map(([id, progress]) => [id, { progress, bookmarked: false }]))

describe('progress over several tutorials', () => {
  it('is zero without marks', () => {
    expect(countProgress(['a', 'b'], emptyShelf)).toEqual({ total: 2, done: 0, reading: 0, skipped: 0 })
    expect(countProgress([], shelfOf({ a: 'done' }))).toEqual({ total: 0, done: 0, reading: 0, skipped: 0 })
  })

  it('excludes skipped ones from the total', () => {
    expect(
      countProgress(['a', 'b', 'c', 'd', 'e'], shelfOf({ a: 'done', b: 'reading', c: 'skipped', d: 'to-read' })),
    ).toEqual({
      total: 4,
      done: 1,
      reading: 1,
      skipped: 1,
    })
  })

  it('ignores marks on other resources, and bookmarks', () => {
    const shelf: Shelf = new Map([...shelfOf({ other: 'done' }), ['a', { progress: 'to-read', bookmarked: true }]])
    expect(countProgress(['a'], shelf)).toEqual({ total: 1, done: 0, reading: 0, skipped: 0 })
  })

  it('adds up for any shelf', () => {
    const id = fc.constantFrom(...'abcdefghij')
    const shelf = fc.dictionary(id, fc.constantFrom(...progresses)).map(shelfOf)
    fc.assert(
      fc.property(fc.uniqueArray(id), shelf, (ids, marks) => {
        const { total, done, reading, skipped } = countProgress(ids, marks)
        const withProgress = (wanted: Progress) =>
          ids.filter((each) => (marks.get(each)?.progress ?? 'to-read') === wanted).length
        expect(total).toBe(ids.length - skipped)
        expect(done + reading).toBeLessThanOrEqual(total)
        expect([done, reading, skipped]).toEqual([
          withProgress('done'),
          withProgress('reading'),
          withProgress('skipped'),
        ])
      }),
    )
  })

  it('is the sum of its parts', () => {
    const shelf = fc.dictionary(fc.constantFrom(...'abcdef'), fc.constantFrom(...progresses)).map(shelfOf)
    fc.assert(
      fc.property(shelf, fc.nat(6), (marks, cut) => {
        const ids = [...'abcdef']
        const [first, second, whole] = [ids.slice(0, cut), ids.slice(cut), ids].map((each) =>
          countProgress(each, marks),
        )
        for (const key of ['total', 'done', 'reading', 'skipped'] as const)
          expect(whole?.[key]).toBe((first?.[key] ?? 0) + (second?.[key] ?? 0))
      }),
    )
  })
})

describe('a topic with counts', () => {
  it.each([
    [{ total: 0, done: 0, reading: 0, skipped: 0 }, false],
    [{ total: 0, done: 0, reading: 0, skipped: 3 }, false],
    [{ total: 2, done: 1, reading: 1, skipped: 0 }, false],
    [{ total: 2, done: 2, reading: 0, skipped: 1 }, true],
  ])('%o is finished: %s', (counts, finished) => {
    expect(isFinished(counts)).toBe(finished)
  })
})

describe('progress in words', () => {
  it.each([
    [{ total: 9, done: 2, reading: 1, skipped: 1 }, '2 of 9 done, 1 being read, 1 skipped'],
    [{ total: 9, done: 0, reading: 0, skipped: 0 }, '0 of 9 done'],
    [{ total: 9, done: 9, reading: 0, skipped: 2 }, '9 of 9 done, 2 skipped'],
    [{ total: 9, done: 3, reading: 4, skipped: 0 }, '3 of 9 done, 4 being read'],
    [{ total: 0, done: 0, reading: 0, skipped: 3 }, '0 of 0 done, 3 skipped'],
  ])('of %o is "%s"', (counts, words) => {
    expect(describeCounts(counts)).toBe(words)
  })
})

describe('a state as text', () => {
  it.each([
    ['to-read', { progress: 'to-read', percent: null }, 'Not started'],
    ['reading', { progress: 'reading', percent: null }, 'Reading'],
    ['reading 0', { progress: 'reading', percent: 0 }, 'Reading, 0%'],
    ['reading 100', { progress: 'reading', percent: 100 }, 'Reading, 100%'],
    ['done', { progress: 'done', percent: null }, 'Done'],
  ] as const)('is parsed, formatted and described: %s', (text, state, words) => {
    expect(parseState(text)).toEqual(state)
    expect(formatState(state)).toBe(text)
    expect(describeState(state)).toBe(words)
  })

  it.each([
    '',
    'finished',
    'done 40',
    'reading 101',
    'reading -1',
    'reading 4.5',
    'reading  4',
    ' reading',
    'constructor',
  ])('is invalid: "%s"', (text) => expect(parseState(text)).toBeNull())
})
