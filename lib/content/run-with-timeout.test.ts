import { expect, it } from 'vitest'
import { TooSlowError, runWithTimeout } from './run-with-timeout'

it('runWithTimeout returns the result of the work, or throws its error', () => {
  expect(runWithTimeout(1000, () => ({ a: [1] }))).toEqual({ a: [1] })
  expect(() =>
    runWithTimeout(1000, () => {
      throw new RangeError('x')
    }),
  ).toThrow(RangeError)
})

it('M6: runWithTimeout ends work that uses up its CPU time, even if it catches all errors', () => {
  const endless = () => {
    for (;;) {
      try {
        for (;;);
      } catch {
        // Once more.
      }
    }
  }
  expect(() => runWithTimeout(50, endless)).toThrow(TooSlowError)
})

it('M6: runWithTimeout ends a regular expression that uses up its CPU time', () => {
  expect(() => runWithTimeout(50, () => /^(a+)+$/.test(`${'a'.repeat(40)}b`))).toThrow(TooSlowError)
})

it('runWithTimeout lets work finish that only waited for the processor', () => {
  // As on a busy machine: wall-clock time passes, CPU time does not.
  const cell = new Int32Array(new SharedArrayBuffer(4))
  const wait = () => {
    const end = performance.now() + 700
    while (performance.now() < end) Atomics.wait(cell, 0, 0, 20)
    return 'done'
  }
  expect(runWithTimeout(50, wait)).toBe('done')
})

it('runWithTimeout can be used again after a timeout', () => {
  expect(runWithTimeout(1000, () => 'a')).toBe('a')
})
