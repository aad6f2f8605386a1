import { expect, it } from 'vitest'
import { TooSlowError, within } from './within'

it('gives what the work gives, and throws what it throws', () => {
  expect(within(1000, () => ({ a: [1] }))).toEqual({ a: [1] })
  expect(() =>
    within(1000, () => {
      throw new RangeError('x')
    }),
  ).toThrow(RangeError)
})

it('M6: ends work that uses up its CPU time, even where it catches all errors', () => {
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
})

it('M6: ends a regular expression that uses up its CPU time', () => {
  expect(() => within(50, () => /^(a+)+$/.test(`${'a'.repeat(40)}b`))).toThrow(TooSlowError)
})

it('lets work finish that only waited for the processor, however long', () => {
  // As on a busy machine: wall-clock time passes, CPU time does not.
  const cell = new Int32Array(new SharedArrayBuffer(4))
  const wait = () => {
    const end = performance.now() + 700
    while (performance.now() < end) Atomics.wait(cell, 0, 0, 20)
    return 'done'
  }
  expect(within(50, wait)).toBe('done')
})

it('can be used again after that', () => {
  expect(within(1000, () => 'a')).toBe('a')
})
