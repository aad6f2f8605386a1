import { describe, expect, it } from 'vitest'
import { updateRows } from './update-rows'

const make = (...ids: string[]) => ids.map((id) => ({ id, content: `${id} then` }))
const remake = (...ids: string[]) => ids.map((id) => ({ id, content: `${id} now` }))
const show = (rows: { content: string }[]) => rows.map(({ content }) => content)

describe('the rows of the shelf, once the server lists others', () => {
  it('are the server’s until the reader has touched the list: a mark taken away just before it was opened goes', () => {
    expect(updateRows(make('a', 'b', 'c'), remake('c', 'a'), false)).toEqual(remake('c', 'a'))
    expect(updateRows(make('a'), [], false)).toEqual([])
  })

  it('stay where they are from then on, the new ones between them', () => {
    expect(show(updateRows(make('a', 'b', 'c'), remake('n', 'c', 'a', 'm'), true))).toEqual([
      'a now',
      'b then',
      'n now',
      'c now',
      'm now',
    ])
  })

  it('are the same list while nothing changed', () => {
    const rows = make('a', 'b')
    for (const isInHand of [true, false]) expect(updateRows(rows, rows, isInHand)).toBe(rows)
    const seen = make('a', 'b', 'c')
    expect(updateRows(seen, [seen[2]!, seen[0]!], true)).toBe(seen)
  })
})
