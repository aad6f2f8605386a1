import { describe, expect, it } from 'vitest'
import type { Claim } from '@/lib/transfer'
import { describeClaim } from './describe-claim'

const claim: Claim = {
  bookmarked: false,
  bookmarkedAt: null,
  progress: 'to-read',
  percent: null,
  progressAt: null,
  note: null,
  noteAt: null,
}

describe('describeClaim', () => {
  it.each<[Partial<Claim>, string]>([
    [{ bookmarked: true }, 'Bookmark'],
    [{ bookmarked: true, note: 'x' }, 'Bookmark, with a note'],
    [{ progress: 'done', note: 'x' }, 'Done, with a note'],
    [{ progress: 'reading', percent: 40 }, 'Reading, 40%'],
    [{ progress: 'reading', percent: 0 }, 'Reading, 0%'],
    [{ bookmarked: true, progress: 'done' }, 'Bookmark, done'],
    [{ progress: 'skipped' }, 'Skipped'],
    [{ note: 'x' }, 'Note'],
    [{}, 'Removed mark'],
  ])('describes %j as “%s”', (fields, description) => {
    expect(describeClaim({ ...claim, ...fields })).toBe(description)
  })
})
