import { afterEach, describe, expect, it, vi } from 'vitest'
import { explainFailure, fetchResults } from './fetch-results'

const searchFailed = 'Search isn’t working right now. Try again in a moment.'
const unreachable = 'The portal can’t be reached; you may be offline.'

const section = { id: 'saws', title: ['About ', 'saws'], text: ['Saws cut.'] }
const topic = { slug: 'tools', title: ['Tools'], chapter: null, text: ['All of them.'], sections: [section] }
const resource = {
  id: 'a1',
  kind: 'tutorial',
  title: ['Sharp ', 'saws'],
  host: ['example.org'],
  text: ['Read this.'],
  topic: { slug: 'tools', title: 'Tools' },
}
const results = {
  query: 'saws',
  nearness: 'all',
  lead: 'topics',
  topics: { total: 1, found: [topic] },
  resources: { total: 1, found: [resource] },
  suggestAt: null,
}
const withTopic = (more: object) => ({ ...results, topics: { total: 1, found: [{ ...topic, ...more }] } })
const withSection = (more: object) => withTopic({ sections: [{ ...section, ...more }] })
const withResource = (more: object) => ({ ...results, resources: { total: 1, found: [{ ...resource, ...more }] } })

const ask = (answer: () => Response | Promise<Response>) => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => answer()),
  )
  return fetchResults('saws').catch(explainFailure)
}

describe('fetchResults', () => {
  afterEach(() => void vi.unstubAllGlobals())

  it('returns the results, without unknown fields of a newer server', async () => {
    expect(await ask(() => Response.json(results))).toEqual(results)
    expect(await ask(() => Response.json({ ...withTopic({ more: 1 }), more: 1 }))).toEqual(results)
    expect(await ask(() => Response.json({ ...results, topics: { total: 9, found: [] } }))).toMatchObject({
      topics: { total: 9 },
    })
    const suggestAt = 'https://example.org/new'
    expect(await ask(() => Response.json({ ...results, suggestAt }))).toMatchObject({ suggestAt })
  })

  const malformed: [string, unknown][] = [
    ['null', null],
    ['a list', [results]],
    ['a text', 'saws'],
    ['no topics', { ...results, topics: undefined }],
    ['a list of topics, as from an older server', { ...results, topics: [topic] }],
    ['topics that are an object', { ...results, topics: { total: 1, found: { 0: topic } } }],
    ['a topic that is null', { ...results, topics: { total: 1, found: [null] } }],
    ['a lower total than the number of topics', { ...results, topics: { total: 0, found: [topic] } }],
    ['a number of topics that is a text', { ...results, topics: { total: '1', found: [] } }],
    ['no resources', { ...results, resources: undefined }],
    ['an unknown lead', { ...results, lead: 'places' }],
    ['a script as the address for suggestions', { ...results, suggestAt: 'javascript:alert(1)' }],
    ['no nearness, as from an older server', { ...results, nearness: undefined }],
    ['an unknown nearness', { ...results, nearness: 'far' }],
    ['no query', { ...results, query: null }],
    ['a title that is a text', withTopic({ title: 'Tools' })],
    ['a title with an object', withTopic({ title: [{ toString: 'Tools' }] })],
    ['no chapter', withTopic({ chapter: undefined })],
    ['no text', withTopic({ text: undefined })],
    ['no sections', withTopic({ sections: undefined })],
    ['an address on another site', withTopic({ slug: '/example.org' })],
    ['a section without an id', withSection({ id: undefined })],
    ['a section whose text is a text', withSection({ text: 'Saws cut.' })],
    ['an unknown kind of resource', withResource({ kind: 'video' })],
    ['a resource without an id', withResource({ id: undefined })],
    ['a resource whose host is a text', withResource({ host: 'example.org' })],
    ['a resource without a topic', withResource({ topic: undefined })],
    ['a resource of another site', withResource({ topic: { slug: '/example.org', title: 'Tools' } })],
  ]
  it.each(malformed)('reports a server error if the response has %s', async (_, json) => {
    expect(await ask(() => Response.json(json))).toBe(searchFailed)
  })

  it('reports a server error after a captive portal’s page, an empty response or an error', async () => {
    expect(await ask(() => new Response('<h1>Welcome</h1>'))).toBe(searchFailed)
    expect(await ask(() => new Response())).toBe(searchFailed)
    expect(await ask(() => Response.json(results, { status: 503 }))).toBe(searchFailed)
  })

  it('reports a network error if there is no response, or it breaks off', async () => {
    expect(await ask(() => Promise.reject(new TypeError('Failed to fetch')))).toBe(unreachable)
    const broken = new ReadableStream({ start: (body) => body.error(new TypeError('network error')) })
    expect(await ask(() => new Response(broken))).toBe(unreachable)
  })
})
