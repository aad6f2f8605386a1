import { afterEach, describe, expect, it, vi } from 'vitest'
import { fetchSuggestions } from './fetch-suggestions'

const near = [{ slug: 'prometheus', title: 'Prometheus' }]

describe('the topics that a mistyped address may have meant', () => {
  afterEach(() => void vi.unstubAllGlobals())

  const ask = (answer: () => Response | Promise<Response>) => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => answer()),
    )
    return fetchSuggestions('/prometeus', new AbortController().signal)
  }

  it('are those that the portal knows', async () => {
    expect(await ask(() => Response.json(near))).toEqual(near)
    expect(fetch).toHaveBeenCalledWith('/api/near-topics?address=%2Fprometeus', expect.anything())
  })

  const misshapen: [string, () => Response | Promise<Response>][] = [
    ['no answer', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a failure', () => Response.json(near, { status: 500 })],
    ['a page of the network in between', () => new Response('<h1>Welcome</h1>')],
    ['nothing', () => new Response()],
    ['half an answer', () => new Response(new ReadableStream({ start: (body) => body.error(new TypeError()) }))],
    ['null', () => Response.json(null)],
    ['an object', () => Response.json({ topics: near })],
    ['a text', () => Response.json('prometheus')],
    ['a topic that is null', () => Response.json([...near, null])],
    ['a topic without a title', () => Response.json([{ slug: 'prometheus' }])],
    ['a title that is an object', () => Response.json([{ slug: 'prometheus', title: {} }])],
    ['a link to another site', () => Response.json([{ slug: '/example.org', title: 'Prometheus' }])],
  ]
  it.each(misshapen)('are none after %s', async (_, answer) => {
    expect(await ask(answer)).toEqual([])
  })
})
