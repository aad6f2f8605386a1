import { afterEach, describe, expect, it, vi } from 'vitest'
import { explainFailure, fetchResults } from './fetch-results'

const place = { kind: 'section', id: 'saws', title: ['About ', 'saws'], text: ['Saws cut.'] }
const topic = { slug: 'tools', title: ['Tools'], chapter: null, text: ['All of them.'], places: [place] }
const results = { query: 'saws', nearness: 'all', total: 1, topics: [topic] }
const withTopic = (more: object) => ({ ...results, topics: [{ ...topic, ...more }] })
const withPlace = (more: object) => withTopic({ places: [{ ...place, ...more }] })

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
    expect(await ask(() => Response.json({ ...results, total: 9, topics: [] }))).toMatchObject({ total: 9 })
  })

  const misshapen: [string, unknown][] = [
    ['null', null],
    ['a list', [results]],
    ['a text', 'saws'],
    ['no topics', { ...results, topics: undefined }],
    ['topics that are an object', { ...results, topics: { 0: topic } }],
    ['a topic that is null', { ...results, topics: [null] }],
    ['fewer topics than it holds', { ...results, total: 0 }],
    ['a number of topics that is a text', { ...results, total: '1' }],
    ['no nearness, as of an older server', { ...results, nearness: undefined }],
    ['a nearness there is not', { ...results, nearness: 'far' }],
    ['no query', { ...results, query: null }],
    ['a title that is a text', withTopic({ title: 'Tools' })],
    ['a title with an object', withTopic({ title: [{ toString: 'Tools' }] })],
    ['no chapter', withTopic({ chapter: undefined })],
    ['no text', withTopic({ text: undefined })],
    ['no places', withTopic({ places: undefined })],
    ['another site', withTopic({ slug: '/example.org' })],
    ['an unknown kind of place', withPlace({ kind: 'video' })],
    ['a place without an id', withPlace({ id: undefined })],
    ['a place whose text is a text', withPlace({ text: 'Saws cut.' })],
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
