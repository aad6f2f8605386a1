import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MarkField } from './change'

const reader = 'r1'
const changes = {
  bookmarked: { field: 'bookmarked', value: 'true' },
  progress: { field: 'progress', value: 'done' },
  note: { field: 'note', value: 'Keep this.' },
} as const
/** The server's response to each of them. */
const whole = {
  bookmarked: { resource: 'a-1', reader, asOf: 5, bookmarked: true },
  progress: { resource: 'a-1', reader, asOf: 5, progress: 'done', percent: null },
  note: { resource: 'a-1', reader, asOf: 5, note: 'Keep this.' },
}
const fields = Object.keys(changes) as MarkField[]

/** Submits a change on a reader's page, answers it, and returns the outbox's state after the response. */
async function submitAndAnswer(field: MarkField, ...answers: (() => Response)[]) {
  const fetch = vi.fn(async (..._: unknown[]) => (answers.length > 1 ? answers.shift()! : answers[0]!)())
  vi.stubGlobal('fetch', fetch)
  const { attach, getState, submit } = await import('./outbox')
  attach(reader, false, () => {})
  submit({ resource: 'a-1', title: 'A', label: 'Press', ...changes[field] })
  await vi.advanceTimersByTimeAsync(0)
  return { fetch, ...getState() }
}

const html = () => new Response('<h1>Welcome to the hotel</h1>', { headers: { 'Content-Type': 'text/html' } })
const json = (body: unknown, init?: ResponseInit) => () => Response.json(body, init)

describe('the outbox', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.resetModules()
    const stored = new Map<string, string>()
    // Object.keys of a browser's storage lists what it holds.
    const storage = new Proxy(
      {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => void stored.set(key, value),
        removeItem: (key: string) => void stored.delete(key),
      },
      {
        ownKeys: () => [...stored.keys()],
        getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      },
    )
    vi.stubGlobal('localStorage', storage)
    vi.stubGlobal('location', { pathname: '/a' })
    vi.stubGlobal('navigator', { cookieEnabled: true })
    vi.stubGlobal('addEventListener', () => {})
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it.each(fields)('counts a change as saved once the server confirms it: %s', async (field) => {
    const { changes: waiting, kept, refused } = await submitAndAnswer(field, json(whole[field]))
    expect(waiting).toEqual([])
    expect(refused.size).toBe(0)
    expect([...kept]).toEqual([[`a-1 ${field}`, { value: changes[field].value, asOf: 5 }]])
  })

  it.each([
    ['of version 0.1', 'portal-change:000001700000000-000000-x', 1],
    ['of this version', 'portal-change:000001700000000-000000-x', 1],
    ['of another application', 'blog-change:1700000000', 0],
  ])('sends a change that was stored by a page %s', async (_, key, count) => {
    const stored = { ...changes.note, resource: 'a-1', title: 'A', reader, guest: false, at: 5, label: 'Note' }
    localStorage.setItem(key, JSON.stringify(stored))
    const fetch = vi.fn(async () => Response.json(whole.note))
    vi.stubGlobal('fetch', fetch)
    const { attach, getState } = await import('./outbox')
    attach(reader, false, () => {})
    await vi.advanceTimersByTimeAsync(0)
    expect(fetch).toHaveBeenCalledTimes(count)
    expect([getState().kept.size, getState().setAside]).toEqual([count, 0])
    expect(localStorage.getItem(key) === null).toBe(count === 1)
  })

  it('takes over the value that the server answers with, such as no note', async () => {
    const { kept } = await submitAndAnswer('note', json({ ...whole.note, note: null }))
    expect(kept.get('a-1 note')).toEqual({ value: '', asOf: 5 })
  })

  const malformed: [string, MarkField, () => Response][] = [
    ['a captive portal’s page', 'progress', html],
    ['an empty response', 'progress', () => new Response()],
    ['truncated JSON', 'progress', () => new Response('{"resource":"a-1","reader"')],
    ['null', 'progress', json(null)],
    ['a list', 'progress', json([whole.progress])],
    ['a text', 'progress', json('ok')],
    ['an empty object', 'progress', json({})],
    ['another resource', 'progress', json({ ...whole.progress, resource: 'a-2' })],
    ['no reader', 'progress', json({ ...whole.progress, reader: undefined })],
    ['a reader that is not an id', 'progress', json({ ...whole.progress, reader: { id: reader } })],
    ['no time, as from an older server', 'progress', json({ ...whole.progress, asOf: undefined })],
    ['a time that is a text', 'progress', json({ ...whole.progress, asOf: '5' })],
    ['no progress', 'progress', json({ ...whole.progress, progress: undefined })],
    ['an unknown progress', 'progress', json({ ...whole.progress, progress: 'finished' })],
    ['the answer to another field', 'bookmarked', json(whole.progress)],
    ['a bookmark that is a text', 'bookmarked', json({ ...whole.bookmarked, bookmarked: 'true' })],
    ['a note that is a list', 'note', json({ ...whole.note, note: ['Keep this.'] })],
    ['no note', 'note', json({ ...whole.note, note: undefined })],
    ['an error that is a text', 'progress', json({ error: 'no' }, { status: 500 })],
    ['an error whose message is an object', 'progress', json({ error: { message: { en: 'no' } } }, { status: 422 })],
    ['null as an error', 'progress', json(null, { status: 422 })],
    ['a list as an error', 'progress', json([], { status: 404 })],
    ['a page as an error', 'progress', () => new Response('<h1>404</h1>', { status: 404 })],
  ]
  it.each(malformed)('sends a change again if the response is %s', async (_, field, answer) => {
    const { fetch, ...state } = await submitAndAnswer(field, answer, json(whole[field]))
    expect(state.changes).toHaveLength(1)
    expect(state.waiting).toEqual({ message: 'The portal can’t save changes right now.' })
    expect([state.kept.size, state.refused.size]).toEqual([0, 0])
    await vi.advanceTimersByTimeAsync(60_000)
    const { getState } = await import('./outbox')
    expect(fetch).toHaveBeenCalledTimes(2)
    expect([getState().changes.length, getState().kept.size]).toEqual([0, 1])
  })

  it('keeps a change if the response breaks off', async () => {
    const broken = () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError()) }))
    const { changes: waiting, waiting: why } = await submitAndAnswer('note', broken)
    expect(waiting).toHaveLength(1)
    expect(why).toEqual({ message: 'The portal can’t be reached; you may be offline.' })
  })

  it('asks no one to try again if the portal can’t save a change, as it is sent again automatically', async () => {
    const unavailable = json({ error: { message: 'Try again in a moment.' } }, { status: 503 })
    const { changes: waiting, waiting: why } = await submitAndAnswer('note', unavailable)
    expect(waiting).toHaveLength(1)
    expect(why).toEqual({ message: 'The portal can’t save changes right now.' })
  })

  it('shows the portal’s message if the server refuses a change', async () => {
    const { changes: waiting, refused } = await submitAndAnswer(
      'note',
      json({ error: { message: 'The note is longer than 2,000 characters. Shorten it.' } }, { status: 422 }),
    )
    expect(waiting).toEqual([])
    expect(refused.get('a-1')?.message).toBe('The note is longer than 2,000 characters. Shorten it.')
  })

  it.each([
    ['/sign-in', '/sign-in'],
    ['https://example.org/sign-in', undefined],
    ['//example.org/sign-in', undefined],
    ['javascript:alert(1)', undefined],
    [7, undefined],
  ])('links to a sign-in page only on the portal itself: %s', async (signIn, shown) => {
    const { waiting } = await submitAndAnswer(
      'note',
      json({ error: { message: 'Signed out.', signIn } }, { status: 401 }),
    )
    expect(waiting).toEqual({ message: 'Signed out.', signIn: shown })
  })

  it.each(['99999999999', '1e300', 'Infinity'])(
    'retries after at most an hour, whatever Retry-After says: %s',
    async (seconds) => {
      const { fetch } = await submitAndAnswer('note', json({}, { status: 503, headers: { 'Retry-After': seconds } }))
      await vi.advanceTimersByTimeAsync(30_000)
      expect(fetch).toHaveBeenCalledTimes(1)
      await vi.advanceTimersByTimeAsync(60 * 60 * 1000)
      expect(fetch).toHaveBeenCalledTimes(2)
    },
  )
})
