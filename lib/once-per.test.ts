import { expect, it, vi } from 'vitest'
import { oncePer } from './once-per'

it('computes a value once for each object, also an undefined one', () => {
  const compute = vi.fn(({ size }: { size: number }) => (size > 1 ? size : undefined))
  const read = oncePer(compute)
  const [one, two] = [{ size: 1 }, { size: 2 }]
  expect([read(one), read(two), read(one), read(two)]).toEqual([undefined, 2, undefined, 2])
  expect(compute).toHaveBeenCalledTimes(2)
})

it('tells equal objects apart', () => {
  const read = oncePer(() => ({}))
  expect(read([])).not.toBe(read([]))
})
