import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepSession, touchSession } from './touch-session'

const stored = new Map<string, string>()
const html = (status: number) =>
  new Response('<h1>Welcome to the hotel</h1>', { status, headers: { 'Content-Type': 'text/html' } })

describe('renewing the session', () => {
  beforeEach(() => {
    stored.clear()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
    })
  })
  afterEach(() => void vi.unstubAllGlobals())

  const answer = (response: Response | Error) =>
    vi.stubGlobal(
      'fetch',
      vi.fn(response instanceof Error ? async () => Promise.reject(response) : async () => response),
    )

  it('is done where the portal says whose it is', async () => {
    answer(Response.json({ reader: 'r1' }))
    expect(await touchSession()).toBe('signed-in')
    expect(stored.size).toBe(1)
  })

  it('is not possible where the portal says that there is none', async () => {
    answer(Response.json({ error: { message: 'You are signed out.', signIn: '/sign-in' } }, { status: 401 }))
    expect(await touchSession()).toBe('signed-out')
    expect(stored.size).toBe(0)
  })

  const misshapen: [string, () => Response | Error][] = [
    ['no answer', () => new TypeError('Failed to fetch')],
    ['a page of the network in between', () => html(200)],
    ['its request to sign in', () => html(401)],
    ['nothing', () => new Response()],
    ['half an answer', () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError()) }))],
    ['null', () => Response.json(null)],
    ['a list', () => Response.json(['r1'])],
    ['no reader, as of an older server', () => Response.json({})],
    ['a reader that is no id', () => Response.json({ reader: 7 })],
    ['an empty reader', () => Response.json({ reader: '' })],
    ['null as an error', () => Response.json(null, { status: 401 })],
    ['an error without words', () => Response.json({ error: {} }, { status: 401 })],
    ['a failure', () => Response.json({ error: { message: 'Try again.' } }, { status: 503 })],
  ]
  it.each(misshapen)('is not known to be done, and is tried again, after %s', async (_, response) => {
    answer(response())
    expect(await touchSession()).toBe('unknown')
    await keepSession()
    expect(fetch).toHaveBeenCalledTimes(2)
  })
})
