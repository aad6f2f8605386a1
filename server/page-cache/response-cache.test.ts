import { describe, expect, it, vi } from 'vitest'
import type { CachedResponse } from './cached-response'
import { ResponseCache } from './response-cache'

const response = (size: number): CachedResponse => ({ status: 200, etag: '', headers: {}, plain: Buffer.alloc(size) })
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

  it('counts bytes that a response gains, until it is removed', async () => {
    const cache = new ResponseCache(1e6)
    let grow: (response: CachedResponse) => void = () => {}
    await cache.get('a', '', async (grown) => ((grow = grown), response(1000)))
    grow({ ...response(1000), br: Buffer.alloc(500) })
    expect(cache.bytes).toBe(3500)
    await cache.get('a', '2', async () => response(10))
    // A response that has been replaced.
    grow({ ...response(1000), br: Buffer.alloc(900) })
    expect(cache.bytes).toBe(2010)
  })

  it('returns a response larger than the cache without keeping it', async () => {
    const cache = new ResponseCache(1000)
    expect(await keep(cache, 'a', 5000)).not.toBeNull()
    expect([cache.keys(), cache.bytes]).toEqual([[], 0])
  })
})
