import { expect, it } from 'vitest'
import { groupMoves } from './group-moves'

const moves = new Map([
  ['old', 'now'],
  ['a', 'b'],
  ['older', 'now'],
])

it('returns all former names of each current one', () => {
  expect(groupMoves(moves)).toEqual(
    new Map([
      ['now', ['old', 'older']],
      ['b', ['a']],
    ]),
  )
})

it('groups the same moves once', () => {
  expect(groupMoves(moves)).toBe(groupMoves(moves))
  expect(groupMoves(new Map(moves))).not.toBe(groupMoves(moves))
})
