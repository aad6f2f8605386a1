import { expect, it } from 'vitest'
import { inChunks, inPages } from './in-chunks'

const count = (to: number) => Array.from({ length: to }, (_, index) => index)

it.each([0, 1, 499, 500, 501, 1000, 1234])(
  'inPages reads all of %s rows in pages, each after the last row',
  async (total) => {
    let turns = 0
    const turnsAt: number[] = []
    const rows = inPages<number>(async (take, last = -1) => {
      setImmediate(() => turns++)
      turnsAt.push(turns)
      return count(total).slice(last + 1, last + 1 + take)
    })
    const all: number[] = []
    for await (const row of rows) all.push(row)
    expect(all).toEqual(count(total))
    // Other work runs between two pages.
    expect(turnsAt).toEqual(count(Math.floor(total / 500) + 1))
  },
)

it('inChunks splits rows into chunks of 500', () => {
  expect([...inChunks(count(1001))].map(({ length }) => length)).toEqual([500, 500, 1])
})
