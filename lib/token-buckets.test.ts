import { describe, expect, it } from 'vitest'
import { makeTokenBuckets } from './token-buckets'

const make = (perMinute: number, mostKeys?: number) => {
  let time = 0
  const buckets = makeTokenBuckets(perMinute, { mostKeys, now: () => time })
  return { buckets, pass: (seconds: number) => (time += seconds * 1000) }
}
const takeAll = (buckets: ReturnType<typeof makeTokenBuckets>, key: string) => {
  let taken = 0
  while (buckets.take(key) === null) taken++
  return taken
}

describe('token buckets', () => {
  it('let a minute’s worth through at once, then as many as fill up', () => {
    const { buckets, pass } = make(60)
    expect(takeAll(buckets, 'a')).toBe(60)
    expect(buckets.take('a')).toBe(1)
    pass(5)
    expect(takeAll(buckets, 'a')).toBe(5)
    pass(3600)
    expect(takeAll(buckets, 'a')).toBe(60)
    expect(takeAll(buckets, 'b')).toBe(60)
  })

  it('let something large through once, and say how long it takes to pay it back', () => {
    const { buckets, pass } = make(60)
    expect(buckets.take('a', 100)).toBeNull()
    expect(buckets.take('a')).toBe(41)
    pass(40)
    expect(buckets.take('a')).toBe(1)
    pass(1)
    expect(buckets.take('a')).toBeNull()
  })

  it('are forgotten beyond so many keys, those first that were not used for longest', () => {
    const { buckets } = make(1, 100)
    for (let key = 0; key < 100; key++) buckets.take(`${key}`)
    buckets.take('0')
    for (let key = 100; key < 150; key++) buckets.take(`${key}`)
    expect(buckets.size).toBe(100)
    expect(buckets.take('0')).toBe(60)
    expect(buckets.take('1')).toBeNull()
  })
})
