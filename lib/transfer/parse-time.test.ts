import { describe, expect, it } from 'vitest'
import { parseTime } from './parse-time'

const time = '2023-11-14T22:13:20.000Z'

describe('a written time', () => {
  it.each([
    [1700000000, time],
    ['1700000000', time],
    [' 1700000000 ', time],
    ['1700000000.7', '2023-11-14T22:13:20.700Z'],
    ['1.7e9', time],
    ['1700000000000', time],
    ['1700000000000000', time],
    ['13344473600000000', time],
    ['13344473600000', time],
    ['13344473600', time],
    ['133444736000000000', time],
    ['721692800', time],
    ['721692800.5', '2023-11-14T22:13:20.500Z'],
    ['2023-11-14T22:13:20Z', time],
    ['2023-11-14T22:13:20.000000Z', time],
    ['2023-11-14 22:13:20+00:00', time],
    ['2023-11-14 23:13:20+01:00', time],
    ['2023-11-14T17:13:20-0500', time],
    ['2023/11/14 22:13:20 +0000', time],
    ['2023-11-14 22:13:20', time],
    ['2023-11-14', '2023-11-14T00:00:00.000Z'],
    ['Tue, 14 Nov 2023 22:13:20 GMT', time],
    ['Nov 14, 2023', '2023-11-14T00:00:00.000Z'],
  ])('is parsed: %j', (written, iso) => {
    expect(parseTime(written)).toBe(iso)
  })

  it.each([null, undefined, '', '0', '0.0', 0, '0000-00-00 00:00:00', '0001-01-01T00:00:00Z'])(
    'is null if missing: %j',
    (written) => {
      expect(parseTime(written)).toBeNull()
    },
  )

  it.each([
    '-1',
    -1700000000,
    'NaN',
    NaN,
    Infinity,
    '1700000000000000000',
    '9'.repeat(400),
    '1e99',
    'yesterday',
    'soon 5',
    '2023-02-30',
    '2023-13-01',
    '2023-11-14T25:00:00Z',
    '14/11/2023',
    '1066-10-14',
    '12',
    {},
    [],
  ])('is undefined if invalid: %j', (written) => {
    expect(parseTime(written)).toBeUndefined()
  })

  it('has the day first if its program writes it so', () => {
    expect(parseTime('03/04/2024 10:11:12', { isDayFirst: true })).toBe('2024-04-03T10:11:12.000Z')
    expect(parseTime('03/13/2024 10:11:12', { isDayFirst: true })).toBeUndefined()
  })

  it('in our own files is never read in another epoch', () => {
    expect(parseTime('721692800', { isExact: true })).toBe('1992-11-13T22:13:20.000Z')
  })
})
