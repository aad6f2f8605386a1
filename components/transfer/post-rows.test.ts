import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { postRows, Stopped } from './post-rows'

const rows = { count: 1, json: '{}' }
const taken = { outcomes: ['new'], ids: ['one'], shortened: [] }
const tooFast = (seconds: string) =>
  Response.json(
    { error: { message: 'Too many changes at once.' } },
    { status: 429, headers: { 'Retry-After': seconds } },
  )

describe('rows that come too fast', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  function answer(...answers: Response[]) {
    const fetch = vi.fn(async () => answers.shift() as Response)
    vi.stubGlobal('fetch', fetch)
    return fetch
  }

  it('are sent again once the portal’s wait is over, and not before', async () => {
    const fetch = answer(tooFast('7'), Response.json(taken))
    const posted = postRows(rows, true, new AbortController().signal)
    await vi.advanceTimersByTimeAsync(6999)
    expect(fetch).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(await posted).toEqual(taken)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('are sent no more where the reader cancels meanwhile', async () => {
    const fetch = answer(tooFast('7'))
    const abort = new AbortController()
    const posted = postRows(rows, true, abort.signal)
    const rejected = expect(posted).rejects.toBe('cancelled')
    await vi.advanceTimersByTimeAsync(1000)
    abort.abort('cancelled')
    await rejected
    expect([fetch.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0])
  })

  it.each(['', '0', 'soon', '121'])(
    'are given back with the portal’s words where it asks to wait for “%s” seconds',
    async (seconds) => {
      answer(tooFast(seconds))
      await expect(postRows(rows, true, new AbortController().signal)).rejects.toEqual(
        new Stopped('Too many changes at once.'),
      )
    },
  )
})
