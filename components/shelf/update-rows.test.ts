import { describe, expect, it } from 'vitest'
import { updateRows } from './update-rows'

const make = (...ids: string[]) => ids.map((id) => ({ id, content: `${id} then` }))
const remake = (...ids: string[]) => ids.map((id) => ({ id, content: `${id} now` }))
const show = (rows: { content: string }[]) => rows.map(({ content }) => content)

describe('updateRows', () => {
  it('returns the server’s rows until the reader has used the list', () => {
    expect(updateRows(make('a', 'b', 'c'), remake('c', 'a'), false)).toEqual(remake('c', 'a'))
    expect(updateRows(make('a'), [], false)).toEqual([])
  })

  it('keeps the rows in place once the reader has used the list, with new rows between them', () => {
    expect(show(updateRows(make('a', 'b', 'c'), remake('n', 'c', 'a', 'm'), true))).toEqual([
      'a now',
      'b then',
      'n now',
      'c now',
      'm now',
    ])
  })

  it('returns the same list if nothing has changed', () => {
    const rows = make('a', 'b')
    for (const isInUse of [true, false]) expect(updateRows(rows, rows, isInUse)).toBe(rows)
    const seen = make('a', 'b', 'c')
    expect(updateRows(seen, [seen[2]!, seen[0]!], true)).toBe(seen)
  })
})
