import { afterEach, expect, it } from 'vitest'
import { setLanguage } from '@/lib/messages'
import { describeHours } from './path-list'

afterEach(() => setLanguage('en'))

it('describeHours names a number of hours or a range, in each language', () => {
  const say = () => [[1], [40], [40, 60]].map((hours) => describeHours({ hours }))
  expect(say()).toEqual(['1 hour', '40 hours', '40 to 60 hours'])
  setLanguage('de')
  expect(say()).toEqual(['1 Stunde', '40 Stunden', '40 bis 60 Stunden'])
})
