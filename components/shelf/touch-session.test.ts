import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepSession, touchSession } from './touch-session'

const stored = new Map<string, string>()
const html = (status: number) =>
  new Response('<h1>Welcome to the hotel</h1>', { status, headers: { 'Content-Type': 'text/html' } })

describe('touchSession', () => {
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

  it('finds a session if the portal names its reader', async () => {
    answer(Response.json({ reader: 'r1' }))
    expect(await touchSession()).toBe('signed-in')
    expect(stored.size).toBe(1)
  })

  it('finds no session if the portal says so', async () => {
    answer(Response.json({ error: { message: 'You are signed out.', signIn: '/sign-in' } }, { status: 401 }))
    expect(await touchSession()).toBe('signed-out')
    expect(stored.size).toBe(0)
  })

  const malformed: [string, () => Response | Error][] = [
    ['no response', () => new TypeError('Failed to fetch')],
    ['a captive portal’s page', () => html(200)],
    ['a captive portal’s sign-in page', () => html(401)],
    ['an empty response', () => new Response()],
    ['a truncated response', () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError()) }))],
    ['null', () => Response.json(null)],
    ['a list', () => Response.json(['r1'])],
    ['no reader, as from an older server', () => Response.json({})],
    ['a reader that is not an id', () => Response.json({ reader: 7 })],
    ['an empty reader', () => Response.json({ reader: '' })],
    ['null as an error', () => Response.json(null, { status: 401 })],
    ['an error without a message', () => Response.json({ error: {} }, { status: 401 })],
    ['a failure', () => Response.json({ error: { message: 'Try again.' } }, { status: 503 })],
  ]
  it.each(malformed)('returns "unknown" and lets the next page try again after %s', async (_, response) => {
    answer(response())
    expect(await touchSession()).toBe('unknown')
    await keepSession()
    expect(fetch).toHaveBeenCalledTimes(2)
  })
})
