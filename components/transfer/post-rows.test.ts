import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ImportStoppedError, postRows } from './post-rows'

const rows = { count: 1, json: '{}' }
const accepted = { outcomes: ['new'], ids: ['one'], shortened: [] }
const tooFast = (seconds: string) =>
  Response.json(
    { error: { message: 'Too many changes at once.' } },
    { status: 429, headers: { 'Retry-After': seconds } },
  )

describe('postRows, when the server limits the rate', () => {
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

  it('sends rows again after the time in Retry-After', async () => {
    const fetch = answer(tooFast('7'), Response.json(accepted))
    const posted = postRows(rows, true, new AbortController().signal)
    await vi.advanceTimersByTimeAsync(6999)
    expect(fetch).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(await posted).toEqual(accepted)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('does not send rows again if the reader cancels in the meantime', async () => {
    const fetch = answer(tooFast('7'))
    const abort = new AbortController()
    const posted = postRows(rows, true, abort.signal)
    const rejected = expect(posted).rejects.toBe('cancelled')
    await vi.advanceTimersByTimeAsync(1000)
    abort.abort('cancelled')
    await rejected
    expect([fetch.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0])
  })

  it.each(['', '0', 'soon', '121'])('stops with the portal’s message if Retry-After is “%s”', async (seconds) => {
    answer(tooFast(seconds))
    await expect(postRows(rows, true, new AbortController().signal)).rejects.toEqual(
      new ImportStoppedError('Too many changes at once.'),
    )
  })
})

describe('postRows', () => {
  afterEach(() => void vi.unstubAllGlobals())

  const post = (response: () => Response | Promise<Response>) => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => response()),
    )
    return postRows({ count: 2, json: '{},{}' }, true, new AbortController().signal)
  }
  const whole = { outcomes: ['new', 'elsewhere'], ids: ['one', null], shortened: ['one'] }

  it('returns what happens to each row', async () => {
    expect(await post(() => Response.json({ ...whole, more: 1 }))).toEqual(whole)
  })

  const malformed: [string, unknown][] = [
    ['null', null],
    ['a list', [whole]],
    ['a text', 'ok'],
    ['an empty object', {}],
    ['fewer outcomes than rows', { ...whole, outcomes: ['new'] }],
    ['an unknown outcome', { ...whole, outcomes: ['new', 'kept'] }],
    ['outcomes that are a text', { ...whole, outcomes: 'ab' }],
    ['no ids', { ...whole, ids: undefined }],
    ['an id that is a number', { ...whole, ids: [1, null] }],
    ['no list of shortened notes, as from an older server', { ...whole, shortened: undefined }],
    ['a number of shortened notes', { ...whole, shortened: 1 }],
    ['an error that is a text', { error: 'no' }],
    ['an error whose message is an object', { error: { message: {} } }],
  ]
  it.each(malformed)('reports a server error if the response is %s', async (_, json) => {
    const fault = new ImportStoppedError('The portal couldn’t check these rows.')
    await expect(post(() => Response.json(json))).rejects.toEqual(fault)
    await expect(post(() => Response.json(json, { status: 500 }))).rejects.toEqual(fault)
  })

  it('reports a server error after a captive portal’s page', async () => {
    await expect(post(() => new Response('<h1>Welcome</h1>'))).rejects.toEqual(
      new ImportStoppedError('The portal couldn’t check these rows.'),
    )
  })

  it('reports a network error if the response breaks off', async () => {
    const broken = () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError()) }))
    await expect(post(broken)).rejects.toEqual(
      new ImportStoppedError('The portal can’t be reached; you may be offline.'),
    )
  })

  it('reports the portal’s message and its own sign-in page, but not another site’s', async () => {
    const refusal = (signIn: string) => () => Response.json({ error: { message: 'Sign in.', signIn } }, { status: 401 })
    await expect(post(refusal('/sign-in'))).rejects.toMatchObject({ message: 'Sign in.', signIn: '/sign-in' })
    await expect(post(refusal('https://example.org/'))).rejects.toMatchObject({
      message: 'Sign in.',
      signIn: undefined,
    })
  })
})
