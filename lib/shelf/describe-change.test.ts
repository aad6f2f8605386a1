import { describe, expect, it } from 'vitest'
import { describeChange, describeRemoval, type FieldChange } from './describe-change'

describe('the description of a change', () => {
  it.each<[FieldChange['field'], string, string, string, string, string]>([
    ['progress', 'to-read', 'done', 'Marking “T” as done…', '“T” marked as done', '“T” will be marked as done'],
    [
      'progress',
      'done',
      'reading',
      'Marking “T” as reading…',
      '“T” marked as reading',
      '“T” will be marked as reading',
    ],
    [
      'progress',
      'done',
      'reading 40',
      'Marking “T” as 40% read…',
      '“T” marked as 40% read',
      '“T” will be marked as 40% read',
    ],
    ['progress', 'reading 40', 'skipped', 'Skipping “T”…', '“T” skipped', '“T” will be skipped'],
    [
      'progress',
      'done',
      'to-read',
      'Marking “T” as not started…',
      '“T” marked as not started',
      '“T” will be marked as not started',
    ],
    ['bookmarked', 'false', 'true', 'Bookmarking “T”…', '“T” bookmarked', '“T” will be bookmarked'],
    [
      'bookmarked',
      'true',
      'false',
      'Removing the bookmark on “T”…',
      'Removed the bookmark on “T”',
      'The bookmark on “T” will be removed',
    ],
    ['note', '', 'New', 'Adding your note on “T”…', 'Added your note on “T”', 'Your note on “T” will be added'],
    [
      'note',
      'Old',
      'New',
      'Changing your note on “T”…',
      'Changed your note on “T”',
      'Your note on “T” will be changed',
    ],
    ['note', 'Old', '', 'Removing your note on “T”…', 'Removed your note on “T”', 'Your note on “T” will be removed'],
  ])('says what becomes of the %s: "%s" to "%s"', (field, before, after, pending, done, waiting) => {
    expect(describeChange('T', { field, before, after })).toEqual({ pending, done, waiting })
  })

  it('says what becomes of a removed resource', () => {
    expect(describeRemoval('T')).toEqual({
      pending: 'Removing “T” from your shelf…',
      done: 'Removed “T” from your shelf',
      waiting: '“T” will be removed from your shelf',
    })
  })
})
