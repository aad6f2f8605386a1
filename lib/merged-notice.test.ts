import { expect, it } from 'vitest'
import { parseMerged, serialiseMerged } from './merged-notice'

it('a notice of merging comes out of its cookie as it went in', () => {
  const notice = { guest: 'x', marks: 3, shared: 1, shortened: 2 }
  expect(parseMerged(serialiseMerged(notice))).toEqual(notice)
})

it.each([undefined, '', 'x', 'null', '[]', '{}', '{"guest":"x"}', '{"guest":"x","marks":"3","shared":1,"shortened":0}', '{"guest":1,"marks":3,"shared":1,"shortened":0}'])('%j is none', (value) => {
  expect(parseMerged(value)).toBeNull()
})
