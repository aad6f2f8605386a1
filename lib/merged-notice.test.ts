import { expect, it } from 'vitest'
import { parseMerged, serialiseMerged } from './merged-notice'

it('a notice of merging comes out of its cookie as it went in', () => {
  const notice = { guest: 'x', marks: 3, shared: 1 }
  expect(parseMerged(serialiseMerged(notice))).toEqual(notice)
})

it.each([undefined, '', 'x', 'null', '[]', '{}', '{"guest":"x"}', '{"guest":"x","marks":"3","shared":1}', '{"guest":1,"marks":3,"shared":1}'])('%j is none', (value) => {
  expect(parseMerged(value)).toBeNull()
})
