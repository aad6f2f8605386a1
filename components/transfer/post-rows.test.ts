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

describe('the answer to rows', () => {
  afterEach(() => void vi.unstubAllGlobals())

  const post = (response: () => Response | Promise<Response>) => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => response()),
    )
    return postRows({ count: 2, json: '{},{}' }, true, new AbortController().signal)
  }
  const whole = { outcomes: ['new', 'elsewhere'], ids: ['one', null], shortened: ['one'] }

  it('says what becomes of each', async () => {
    expect(await post(() => Response.json({ ...whole, more: 1 }))).toEqual(whole)
  })

  const misshapen: [string, unknown][] = [
    ['null', null],
    ['a list', [whole]],
    ['a text', 'ok'],
    ['nothing', {}],
    ['fewer outcomes than rows', { ...whole, outcomes: ['new'] }],
    ['an outcome there is not', { ...whole, outcomes: ['new', 'kept'] }],
    ['outcomes that are a text', { ...whole, outcomes: 'ab' }],
    ['no ids', { ...whole, ids: undefined }],
    ['an id that is a number', { ...whole, ids: [1, null] }],
    ['nothing of what was shortened, as of an older server', { ...whole, shortened: undefined }],
    ['a number of what was shortened', { ...whole, shortened: 1 }],
    ['an error that is a text', { error: 'no' }],
    ['an error whose words are an object', { error: { message: {} } }],
  ]
  it.each(misshapen)('that is %s stops the import as a fault of the server does', async (_, json) => {
    const fault = new Stopped('The portal could not answer just now.')
    await expect(post(() => Response.json(json))).rejects.toEqual(fault)
    await expect(post(() => Response.json(json, { status: 500 }))).rejects.toEqual(fault)
  })

  it('that is a page of the network in between stops the import as a fault of the server does', async () => {
    await expect(post(() => new Response('<h1>Welcome</h1>'))).rejects.toEqual(
      new Stopped('The portal could not answer just now.'),
    )
  })

  it('that breaks off stops the import as no answer does', async () => {
    const broken = () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError()) }))
    await expect(post(broken)).rejects.toEqual(new Stopped('The portal can’t be reached; you may be offline.'))
  })

  it('that refuses them gives the portal’s words and its page to sign in on, and no other site’s', async () => {
    const refusal = (signIn: string) => () => Response.json({ error: { message: 'Sign in.', signIn } }, { status: 401 })
    await expect(post(refusal('/sign-in'))).rejects.toMatchObject({ message: 'Sign in.', signIn: '/sign-in' })
    await expect(post(refusal('https://example.org/'))).rejects.toMatchObject({
      message: 'Sign in.',
      signIn: undefined,
    })
  })
})
