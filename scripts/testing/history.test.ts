import { describe, expect, it } from 'vitest'
import { findBroken, type Asked } from './history'

const asked = (key: string, value: string, outcome: Asked['outcome'] = 'acked'): Asked => ({ key, value, outcome })
const broken = (history: Asked[], stored: Record<string, string>) =>
  findBroken(history, new Map(Object.entries(stored)))

describe('a store kept its word', () => {
  it('where all that it acknowledged is there, and the last of it', () => {
    expect(broken([asked('a', '1'), asked('b', '2'), asked('a', '3')], { a: '3', b: '2' })).toEqual([])
  })

  it('where what nobody knows of is there, or is not', () => {
    const history = [asked('a', '1'), asked('a', '2', 'unknown'), asked('b', '3', 'unknown')]
    for (const stored of [{ a: '1' }, { a: '2' }, { a: '1', b: '3' }] as Record<string, string>[])
      expect(broken(history, stored)).toEqual([])
  })
})

describe('a store is found out', () => {
  it('that lost what it acknowledged, or went back to what was before', () => {
    expect(broken([asked('a', '1')], {})).toEqual(['a: "1" was acknowledged, and nothing is there'])
    expect(broken([asked('a', '1'), asked('a', '2')], { a: '1' })).toEqual([
      'a: "2" was acknowledged, and "1" is there',
    ])
    expect(broken([asked('a', '1'), asked('a', '2', 'unknown')], {})).toHaveLength(1)
  })

  it('that holds what nobody asked for', () => {
    expect(broken([], { a: '1' })).toEqual(['a: nobody asked for anything'])
    expect(broken([asked('a', '1', 'unknown')], { a: '2' })).toEqual(['a: "2" was never asked for'])
    expect(broken([asked('a', '1')], { a: '1', b: '1' })).toHaveLength(1)
  })
})
