import { describe, expect, it, vi } from 'vitest'
import type { SharedResponse } from './cached-response'
import { ResponseCache } from './response-cache'
import { until } from '../../scripts/testing/until'

const response = (size: number): SharedResponse => ({ headers: {}, body: Buffer.alloc(size) })
const keep = (cache: ResponseCache, key: string, size: number) => cache.get(key, '', async () => response(size))

describe('the response cache', () => {
  it('makes a response once for simultaneous requests, and again for another version', async () => {
    const cache = new ResponseCache(1e6)
    const make = vi.fn(async () => response(10))
    const both = await Promise.all([cache.get('a', '1', make), cache.get('a', '1', make)])
    expect([make.mock.calls.length, both[0] === both[1]]).toEqual([1, true])
    await cache.get('a', '2', make)
    expect([make.mock.calls.length, cache.keys()]).toEqual([2, ['a']])
  })

  it('does not keep null or failures', async () => {
    const cache = new ResponseCache(1e6)
    await cache.get('a', '', async () => null)
    await expect(cache.get('b', '', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect([cache.keys(), cache.bytes]).toEqual([[], 0])
    expect(await keep(cache, 'b', 10)).not.toBeNull()
  })

  it('stays within its size by removing the least recently used responses', async () => {
    const cache = new ResponseCache(20_000)
    for (const key of ['a', 'b']) await keep(cache, key, 6000)
    await keep(cache, 'a', 6000)
    await keep(cache, 'c', 6000)
    expect(cache.keys()).toEqual(['a', 'c'])
    expect(cache.bytes).toBe(16_000)
  })

  it('counts the bytes that Brotli adds, unless the response was replaced by then', async () => {
    const cache = new ResponseCache(1e6)
    const headers = { 'Content-Type': 'text/plain' }
    const make = async () => ({ headers, body: Buffer.from('Words that come again. '.repeat(100)) })
    for (const isReplaced of [false, true]) {
      const text = (await cache.get('a', `${isReplaced}`, make))!
      expect([cache.bytes, text.br]).toEqual([2000 + text.gzip!.length, undefined])
      if (isReplaced) await cache.get('a', '', async () => response(10))
      await until(() => text.br)
      expect(cache.bytes).toBe(isReplaced ? 2010 : 2000 + text.gzip!.length + text.br!.length)
    }
  })

  it('returns a response larger than the cache without keeping it', async () => {
    const cache = new ResponseCache(1000)
    expect(await keep(cache, 'a', 5000)).not.toBeNull()
    expect([cache.keys(), cache.bytes]).toEqual([[], 0])
  })
})
