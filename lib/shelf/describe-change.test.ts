import { describe, expect, it } from 'vitest'
import { describeChange, type FieldChange } from './describe-change'

describe('the description of a change', () => {
  it.each<[FieldChange['field'], string, string, string]>([
    ['progress', 'to-read', 'done', '“T” is done.'],
    ['progress', 'done', 'reading 40', '“T” is being read.'],
    ['progress', 'reading 40', 'skipped', '“T” is skipped.'],
    ['progress', 'reading 40', 'to-read', '“T” is no longer being read.'],
    ['progress', 'done', 'to-read', '“T” is no longer done.'],
    ['bookmarked', 'false', 'true', '“T” is bookmarked.'],
    ['bookmarked', 'true', 'false', '“T” is no longer bookmarked.'],
    ['note', '', 'New', 'Your note on “T” was added.'],
    ['note', 'Old', 'New', 'Your note on “T” was changed.'],
    ['note', 'Old', '', 'Your note on “T” was removed.'],
  ])('says what became of the %s: "%s" to "%s"', (field, before, after, done) => {
    expect(describeChange('T', { field, before, after })).toBe(done)
  })
})
