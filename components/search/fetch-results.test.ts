import { afterEach, describe, expect, it, vi } from 'vitest'
import { explainFailure, fetchResults } from './fetch-results'

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
  return fetchResults('saws', new AbortController().signal).catch(explainFailure)
}

describe('the results of a search', () => {
  afterEach(() => void vi.unstubAllGlobals())

  it('are what the server found, without what a newer one says beside it', async () => {
    expect(await ask(() => Response.json(results))).toEqual(results)
    expect(await ask(() => Response.json({ ...withTopic({ more: 1 }), more: 1 }))).toEqual(results)
    expect(await ask(() => Response.json({ ...results, topics: { total: 9, found: [] } }))).toMatchObject({
      topics: { total: 9 },
    })
    const suggestAt = 'https://example.org/new'
    expect(await ask(() => Response.json({ ...results, suggestAt }))).toMatchObject({ suggestAt })
  })

  const misshapen: [string, unknown][] = [
    ['null', null],
    ['a list', [results]],
    ['a text', 'saws'],
    ['no topics', { ...results, topics: undefined }],
    ['a list of topics, as of an older server', { ...results, topics: [topic] }],
    ['topics that are an object', { ...results, topics: { total: 1, found: { 0: topic } } }],
    ['a topic that is null', { ...results, topics: { total: 1, found: [null] } }],
    ['fewer topics than it holds', { ...results, topics: { total: 0, found: [topic] } }],
    ['a number of topics that is a text', { ...results, topics: { total: '1', found: [] } }],
    ['no resources', { ...results, resources: undefined }],
    ['an unknown lead', { ...results, lead: 'places' }],
    ['a place for suggestions that is a script', { ...results, suggestAt: 'javascript:alert(1)' }],
    ['no nearness, as of an older server', { ...results, nearness: undefined }],
    ['a nearness there is not', { ...results, nearness: 'far' }],
    ['no query', { ...results, query: null }],
    ['a title that is a text', withTopic({ title: 'Tools' })],
    ['a title with an object', withTopic({ title: [{ toString: 'Tools' }] })],
    ['no chapter', withTopic({ chapter: undefined })],
    ['no text', withTopic({ text: undefined })],
    ['no sections', withTopic({ sections: undefined })],
    ['another site', withTopic({ slug: '/example.org' })],
    ['a section without an id', withSection({ id: undefined })],
    ['a section whose text is a text', withSection({ text: 'Saws cut.' })],
    ['an unknown kind of resource', withResource({ kind: 'video' })],
    ['a resource without an id', withResource({ id: undefined })],
    ['a resource whose host is a text', withResource({ host: 'example.org' })],
    ['a resource of no topic', withResource({ topic: undefined })],
    ['a resource of another site', withResource({ topic: { slug: '/example.org', title: 'Tools' } })],
  ]
  it.each(misshapen)('fail like the server where they are %s', async (_, json) => {
    expect(await ask(() => Response.json(json))).toBe('The server can’t search just now.')
  })

  it('fail like the server where they are a page of the network in between, or nothing', async () => {
    expect(await ask(() => new Response('<h1>Welcome</h1>'))).toBe('The server can’t search just now.')
    expect(await ask(() => new Response())).toBe('The server can’t search just now.')
    expect(await ask(() => Response.json(results, { status: 503 }))).toBe('The server can’t search just now.')
  })

  it('fail like the network where there is no answer, or it breaks off', async () => {
    expect(await ask(() => Promise.reject(new TypeError('Failed to fetch')))).toBe(
      'The server can’t be reached; you may be offline.',
    )
    const broken = new ReadableStream({ start: (body) => body.error(new TypeError('network error')) })
    expect(await ask(() => new Response(broken))).toBe('The server can’t be reached; you may be offline.')
  })
})
