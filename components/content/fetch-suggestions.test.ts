import { afterEach, describe, expect, it, vi } from 'vitest'
import { fetchSuggestions } from './fetch-suggestions'

const near = [{ slug: 'prometheus', title: 'Prometheus' }]

describe('fetchSuggestions', () => {
  afterEach(() => void vi.unstubAllGlobals())

  const ask = (answer: () => Response | Promise<Response>) => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => answer()),
    )
    return fetchSuggestions('/prometeus', new AbortController().signal)
  }

  it('returns the topics that the portal suggests', async () => {
    expect(await ask(() => Response.json(near))).toEqual(near)
    expect(fetch).toHaveBeenCalledWith('/api/near-topics?address=%2Fprometeus', expect.anything())
  })

  const malformed: [string, () => Response | Promise<Response>][] = [
    ['no response', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a failure', () => Response.json(near, { status: 500 })],
    ['a captive portal’s page', () => new Response('<h1>Welcome</h1>')],
    ['an empty response', () => new Response()],
    ['a truncated response', () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError()) }))],
    ['null', () => Response.json(null)],
    ['an object', () => Response.json({ topics: near })],
    ['a text', () => Response.json('prometheus')],
    ['a topic that is null', () => Response.json([...near, null])],
    ['a topic without a title', () => Response.json([{ slug: 'prometheus' }])],
    ['a title that is an object', () => Response.json([{ slug: 'prometheus', title: {} }])],
    ['a link to another site', () => Response.json([{ slug: '/example.org', title: 'Prometheus' }])],
  ]
  it.each(malformed)('returns nothing after %s', async (_, answer) => {
    expect(await ask(answer)).toEqual([])
  })
})
