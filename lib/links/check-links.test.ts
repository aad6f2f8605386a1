import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { html, redirect, resolveTo, startSite, status, type Site } from '../../scripts/testing/site'
import { UserFacingError } from '../env'
import { checkLinks, type CheckOptions } from './check-links'
import { clear } from './remember'
import type { LinkState } from './state'

let site: Site
let states: Map<string, LinkState>

beforeEach(async () => {
  site = await startSite()
  states = new Map()
})
afterEach(() => site.stop())

/** Checks addresses of the test site on a day, and remembers the results. */
async function check(day: string, addresses: string[], options: CheckOptions = {}, title: string | null = null) {
  const result = await checkLinks(
    addresses.map((address) => ({
      address,
      places: [{ slug: 'page', file: 'page.mdx', line: 10, column: 3, text: 'the guide', title }],
    })),
    states,
    {
      allow: (address, port) => address === '127.0.0.1' && port === site.port,
      lookup: resolveTo('127.0.0.1'),
      gap: 0,
      backoff: [0],
      now: () => new Date(`${day}T12:00:00Z`),
      ...options,
    },
  )
  states = result.states
  return result.checked.map(({ verdict }) => verdict)
}

describe('an address checked over days', () => {
  it('fails, is dead, and recovers', async () => {
    const url = site.url('/guide')
    site.answers['/guide'] = html('The guide')
    expect(await check('2026-11-01', [url])).toEqual(['ok'])
    site.answers['/guide'] = status(410)
    expect(await check('2026-11-02', [url])).toEqual(['failing'])
    expect(await check('2026-11-03', [url])).toEqual(['failing'])
    expect(await check('2026-11-05', [url])).toEqual(['dead'])
    expect(states.get(url)).toMatchObject({
      archived: `https://web.archive.org/web/20261101/${url}`,
      title: 'The guide',
    })
    site.answers['/guide'] = html('The guide')
    expect(await check('2026-11-06', [url])).toEqual(['ok'])
    expect(states.get(url)).toEqual({ verdict: 'ok', checked: '2026-11-06', title: 'The guide' })
  })

  it('is ok if its new title resembles the author’s', async () => {
    const url = site.url('/guide')
    site.answers['/guide'] = html('All about Django')
    await check('2026-11-01', [url])
    site.answers['/guide'] = html('Casino bonus')
    expect(await check('2026-11-02', [url], {}, 'The casino of an example')).toEqual(['ok'])
    expect(await check('2026-11-02', [url])).toEqual(['suspect'])
  })

  it('becomes suspect by its title, is not visited again, and is ok once cleared', async () => {
    const url = site.url('/guide')
    site.answers['/guide'] = html('All about Django')
    await check('2026-11-01', [url])
    site.answers['/guide'] = html('Casino bonus')
    expect(await check('2026-11-02', [url])).toEqual(['suspect'])
    const before = site.asked.length
    expect(await check('2026-11-03', [url])).toEqual(['suspect'])
    expect(site.asked).toHaveLength(before)
    states.set(url, clear(states.get(url)!, '2026-11-04'))
    expect(await check('2026-11-05', [url])).toEqual(['ok'])
    expect(await check('2026-11-25', [url])).toEqual(['ok'])
    expect(states.get(url)?.title).toBe('Casino bonus')
  })

  it('becomes suspect by another domain, which is accepted once cleared', async () => {
    const url = site.url('/guide')
    site.answers = { '/guide': html('Guide') }
    expect(await check('2026-10-01', [url])).toEqual(['ok'])
    site.answers = { '/guide': redirect(301, site.url('/new', 'b.test')), '/new': html('Guide') }
    expect(await check('2026-11-01', [url])).toEqual(['suspect'])
    states.set(url, clear(states.get(url)!, '2026-11-02'))
    expect(await check('2026-11-03', [url])).toEqual(['ok'])
  })

  it.each([403, 503])('is blocked, and never dead, if it answers %i for weeks', async (code) => {
    const url = site.url('/wall')
    site.answers['/wall'] = status(code)
    for (const day of ['2026-11-01', '2026-11-02', '2026-11-05', '2026-12-20'])
      expect(await check(day, [url])).toEqual(['blocked'])
    expect(states.get(url)).toEqual({ verdict: 'blocked', checked: '2026-11-01' })
  })

  it('is doubtful as long as its page says so, and is written once', async () => {
    const url = site.url('/guide')
    site.answers['/guide'] = html('Page not found')
    expect(await check('2026-11-01', [url])).toEqual(['doubtful'])
    const before = states
    expect(await check('2026-12-01', [url])).toEqual(['doubtful'])
    expect(states).toEqual(before)
    site.answers['/guide'] = html('The guide')
    expect(await check('2026-12-02', [url])).toEqual(['ok'])
  })

  it('with a meta refresh is judged by its target', async () => {
    const url = site.url('/guide')
    const refresh = (to: string, seconds = 0) =>
      html('Moved', `</p><meta http-equiv="Refresh" content="${seconds};URL='${to}'">`)
    site.answers = { '/guide': html('The guide'), '/new': html('The guide') }
    expect(await check('2026-11-01', [url])).toEqual(['ok'])
    site.answers['/guide'] = refresh('/new')
    expect(await check('2026-11-02', [url])).toEqual(['moved'])
    site.answers['/guide'] = refresh(site.url('/new', 'b.test'), 3)
    expect(await check('2026-11-03', [url])).toEqual(['suspect'])
    states = new Map()
    site.answers['/guide'] = refresh('/guide', 5)
    expect(await check('2026-11-04', [url])).toEqual(['ok'])
  })

  it('costs one HEAD if unchanged, and its state stays the same', async () => {
    const url = site.url('/guide')
    site.answers['/guide'] = (request, response) =>
      (request.headers['if-none-match'] === '"1"' ? status(304) : html('The guide', 'Text', { etag: '"1"' }))(
        request,
        response,
      )
    await check('2026-11-01', [url])
    const before = states
    site.asked = []
    expect(await check('2026-11-10', [url])).toEqual(['ok'])
    expect(site.asked).toEqual(['HEAD a.test /guide'])
    expect(states).toEqual(before)
    await check('2026-12-16', [url])
    expect(states).toEqual(before)
  })
})

describe('one check', () => {
  it('gives each address its verdict', async () => {
    site.answers = {
      '/ok': html('Fine'),
      '/head-refused': (request, response) =>
        (request.method === 'HEAD' ? status(405) : html('Fine'))(request, response),
      '/moved': redirect(301, '/moved-on'),
      '/moved-on': redirect(308, site.url('/ok', 'docs.a.test')),
      '/for-now': redirect(302, '/ok'),
      '/closed': status(403),
      '/busy': status(429, { 'retry-after': '100' }),
      '/linkedin': status(999),
      '/broken': status(500),
      '/parked': html('a.test', 'This domain is for sale!'),
      '/away': redirect(302, site.url('/ok', 'b.test')),
      '/private': redirect(302, 'http://10.0.0.1/'),
      '/book.pdf': status(200, { 'content-type': 'application/pdf' }),
    }
    const expected = {
      ok: 'ok',
      'head-refused': 'ok',
      moved: 'moved',
      'for-now': 'ok',
      closed: 'blocked',
      busy: 'blocked',
      linkedin: 'blocked',
      broken: 'failing',
      gone: 'failing',
      parked: 'suspect',
      away: 'ok',
      private: 'failing',
      'book.pdf': 'ok',
    }
    const verdicts = await check(
      '2026-11-01',
      Object.keys(expected).map((name) => site.url(`/${name}`)),
    )
    expect(Object.fromEntries(Object.keys(expected).map((name, index) => [name, verdicts[index]]))).toEqual(expected)
    expect(states.get(site.url('/moved'))).toMatchObject({ finalUrl: site.url('/ok', 'docs.a.test') })
  })

  it('visits addresses that differ only in the fragment once, and reports both', async () => {
    site.answers['/guide'] = html('The guide', '<b id="a">Some</b> words.')
    expect(await check('2026-11-01', [site.url('/guide#a'), site.url('/guide#b'), site.url('/guide')])).toEqual([
      'ok',
      'doubtful',
      'ok',
    ])
    expect(site.asked).toEqual(['GET a.test /guide'])
    expect([...states.keys()]).toEqual([site.url('/guide#a'), site.url('/guide#b'), site.url('/guide')])
  })

  it('visits as many hosts at once as allowed', async () => {
    let now = 0
    let most = 0
    site.answers['/'] = (request, response) => {
      most = Math.max(most, ++now)
      setTimeout(() => {
        now--
        html('Page')(request, response)
      }, 10)
    }
    const urls = Array.from({ length: 12 }, (_, index) => site.url('/', `host${index}.test`))
    await check('2026-11-01', urls, { concurrency: 4 })
    expect(most).toBe(4)
  })

  it('reports progress after each address', async () => {
    site.answers['/'] = html('Page')
    const told: [number, number][] = []
    await check('2026-11-01', [site.url('/'), site.url('/', 'b.test')], {
      onProgress: (done, total) => told.push([done, total]),
    })
    expect(told).toEqual([
      [1, 2],
      [2, 2],
    ])
  })

  it('remembers nothing if no host answers', async () => {
    const lookup: CheckOptions['lookup'] = (name, _options, callback) =>
      callback(Object.assign(new Error(name), { code: 'ENOTFOUND' }), [])
    const urls = ['a.test', 'b.test', 'c.test'].map((host) => site.url('/', host))
    await expect(check('2026-11-01', urls, { lookup })).rejects.toThrow(UserFacingError)
    expect(states.size).toBe(0)
    expect(await check('2026-11-01', urls.slice(0, 2), { lookup })).toEqual(['failing', 'failing'])
  })

  it('does not change its arguments', async () => {
    const given = states
    await check('2026-11-01', [site.url('/gone')])
    expect(given.size).toBe(0)
  })
})
