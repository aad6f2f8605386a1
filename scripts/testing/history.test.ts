import { describe, expect, it } from 'vitest'
import { findBroken, type SentChange } from './history'

const asked = (key: string, value: string, outcome: SentChange['outcome'] = 'acked'): SentChange => ({
  key,
  value,
  outcome,
})
const broken = (history: SentChange[], stored: Record<string, string>) =>
  findBroken(history, new Map(Object.entries(stored)))

describe('a store is consistent', () => {
  it('with the last acknowledged value of each key', () => {
    expect(broken([asked('a', '1'), asked('b', '2'), asked('a', '3')], { a: '3', b: '2' })).toEqual([])
  })

  it('with or without a change of unknown outcome', () => {
    const history = [asked('a', '1'), asked('a', '2', 'unknown'), asked('b', '3', 'unknown')]
    for (const stored of [{ a: '1' }, { a: '2' }, { a: '1', b: '3' }] as Record<string, string>[])
      expect(broken(history, stored)).toEqual([])
  })
})

describe('a store is inconsistent', () => {
  it('if an acknowledged change is missing or was reverted', () => {
    expect(broken([asked('a', '1')], {})).toEqual(['a: "1" was acknowledged, but nothing is stored'])
    expect(broken([asked('a', '1'), asked('a', '2')], { a: '1' })).toEqual([
      'a: "2" was acknowledged, but "1" is stored',
    ])
    expect(broken([asked('a', '1'), asked('a', '2', 'unknown')], {})).toHaveLength(1)
  })

  it('if it has a value that was never sent', () => {
    expect(broken([], { a: '1' })).toEqual(['a: nothing was ever sent'])
    expect(broken([asked('a', '1', 'unknown')], { a: '2' })).toEqual(['a: "2" was never sent'])
    expect(broken([asked('a', '1')], { a: '1', b: '1' })).toHaveLength(1)
  })
})
