import { describe, expect, it } from 'vitest'
import { parseChange } from './change'

const whole = {
  key: 'other',
  reader: 'r1',
  guest: false,
  resource: 'a-b-1',
  title: 'A',
  field: 'progress',
  value: 'done',
  label: 'Done',
  at: 5,
}
const parse = (more: object) => parseChange('k', JSON.stringify({ ...whole, ...more }))

describe('parseChange', () => {
  it('takes the key from the storage and drops unknown fields', () => {
    expect(parse({ more: 1 })).toEqual({ ...whole, key: 'k' })
  })

  it('fills in display fields that an older version did not write', () => {
    expect(
      parseChange('k', JSON.stringify({ reader: null, resource: 'a', field: 'bookmarked', value: 'true', at: 5 })),
    ).toEqual({
      key: 'k',
      reader: null,
      guest: true,
      resource: 'a',
      title: 'a',
      field: 'bookmarked',
      value: 'true',
      label: 'Bookmark',
      at: 5,
    })
  })

  it.each([
    { reader: undefined },
    { reader: 7 },
    { reader: '' },
    { reader: 'x'.repeat(65) },
    { resource: undefined },
    { resource: '' },
    { resource: '../a' },
    { resource: 'A' },
    { resource: ['a'] },
    { resource: 'a'.repeat(65) },
    { field: undefined },
    { field: 'percent' },
    { field: '__proto__' },
    { field: 'toString' },
    { field: ['note'] },
    { value: undefined },
    { value: true },
    { value: 'burnt' },
    { value: null },
    { field: 'bookmarked', value: 'yes' },
    { field: 'note', value: 'x'.repeat(20_001) },
    { at: undefined },
    { at: '5' },
    { at: -1 },
    { at: null },
  ])('refuses %j', (more) => expect(parse(more)).toBeNull())

  it.each(['', 'null', '7', '"x"', '[]', '{', 'undefined', '{"at":1e999}'])('refuses %j', (stored) =>
    expect(parseChange('k', stored)).toBeNull(),
  )

  it('accepts the longest note, whatever characters it holds', () => {
    for (const character of ['\u0001', '🕯', '字'])
      expect(parse({ field: 'note', value: character.repeat(20_000), restores: true })).toMatchObject({
        restores: true,
        value: character.repeat(20_000),
      })
    expect(parse({ field: 'note', value: '🕯'.repeat(20_001) })).toBeNull()
    expect(parse({ field: 'note', value: 'mine', restores: 'yes' })).not.toHaveProperty('restores')
  })
})
