import { expect, it } from 'vitest'
import { TooSlowError, within } from './within'

it('gives what the work gives, and throws what it throws', () => {
  expect(within(1000, () => ({ a: [1] }))).toEqual({ a: [1] })
  expect(() => within(1000, () => { throw new RangeError('x') })).toThrow(RangeError)
})

it('M6: ends work that goes on for too long, even where it catches all errors', () => {
  const begun = performance.now()
  const endless = () => {
    for (;;) {
      try {
        for (;;);
      } catch {
        // And once more.
      }
    }
  }
  expect(() => within(50, endless)).toThrow(TooSlowError)
  expect(performance.now() - begun).toBeLessThan(2000)
})

it('M6: ends a regular expression that goes on for too long', () => {
  expect(() => within(50, () => /^(a+)+$/.test(`${'a'.repeat(40)}b`))).toThrow(TooSlowError)
})

it('can be used again after that', () => {
  expect(within(1000, () => 'a')).toBe('a')
})
