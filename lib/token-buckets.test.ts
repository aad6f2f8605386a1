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
  it('allow a minute’s tokens at once, then as many as are refilled', () => {
    const { buckets, pass } = make(60)
    expect(takeAll(buckets, 'a')).toBe(60)
    expect(buckets.take('a')).toBe(1)
    pass(5)
    expect(takeAll(buckets, 'a')).toBe(5)
    pass(3600)
    expect(takeAll(buckets, 'a')).toBe(60)
    expect(takeAll(buckets, 'b')).toBe(60)
  })

  it('allow a large cost once, and return how long it takes to refill', () => {
    const { buckets, pass } = make(60)
    expect(buckets.take('a', 100)).toBeNull()
    expect(buckets.take('a')).toBe(41)
    pass(40)
    expect(buckets.take('a')).toBe(1)
    pass(1)
    expect(buckets.take('a')).toBeNull()
  })

  it('are limited in number, and the least recently used are forgotten', () => {
    const { buckets } = make(1, 100)
    for (let key = 0; key < 100; key++) buckets.take(`${key}`)
    buckets.take('0')
    for (let key = 100; key < 150; key++) buckets.take(`${key}`)
    expect(buckets.size).toBe(100)
    expect(buckets.take('0')).toBe(60)
    expect(buckets.take('1')).toBeNull()
  })
})
