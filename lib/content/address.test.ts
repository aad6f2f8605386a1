import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseUrl } from '../parse-url'
import { deriveResourceId, normaliseAddress } from './address'

describe('normaliseAddress', () => {
  it.each([
    ['the scheme', 'http://example.com/guide', 'https://example.com/guide'],
    ['"www."', 'https://www.example.com/guide', 'https://example.com/guide'],
    ['the case of the host', 'https://Example.COM/guide', 'https://example.com/guide'],
    ['a trailing slash', 'https://example.com/guide/', 'https://example.com/guide'],
    ['a trailing slash before the query', 'https://example.com/guide/?page=2', 'https://example.com/guide?page=2'],
    ['the slash of a home page', 'https://example.com/', 'https://example.com'],
    ['a fragment', 'https://example.com/guide#install', 'https://example.com/guide'],
    ['a text fragment', 'https://example.com/guide#:~:text=first', 'https://example.com/guide'],
    ['the default port of https', 'https://example.com:443/guide', 'https://example.com/guide'],
    ['the default port of http', 'http://example.com:80/guide', 'https://example.com/guide'],
    ['the order of parameters', 'https://example.com/guide?b=2&a=1', 'https://example.com/guide?a=1&b=2'],
    ['how a letter beyond ASCII is written', 'https://example.com/%C3%BCber', 'https://example.com/über'],
  ])('ignores %s', (_what, one, other) => {
    expect(normaliseAddress(one)).toBe(normaliseAddress(other))
  })

  it.each([
    'utm_source',
    'utm_campaign',
    'UTM_Medium',
    'fbclid',
    'gclid',
    'msclkid',
    'mc_cid',
    'mc_eid',
    'igshid',
    'yclid',
    'ref_src',
  ])('drops the tracking parameter %s and keeps the others', (parameter) => {
    expect(normaliseAddress(`https://example.com/guide?${parameter}=x`)).toBe('example.com/guide')
    expect(normaliseAddress(`https://example.com/guide?a=1&${parameter}=x&z=2`)).toBe('example.com/guide?a=1&z=2')
  })

  it.each([
    ['paths that differ in case', 'https://example.com/Guide', 'https://example.com/guide'],
    ['paths', 'https://example.com/guide', 'https://example.com/guide/two'],
    ['meaningful parameters', 'https://example.com/watch?v=1', 'https://example.com/watch?v=2'],
    ['an address with parameters and one without', 'https://example.com/watch?v=1', 'https://example.com/watch'],
    [
      'parameters whose names only contain a tracking name',
      'https://example.com/a?my_utm_source=1',
      'https://example.com/a',
    ],
    ['subdomains', 'https://blog.example.com/guide', 'https://example.com/guide'],
    ['ports that are not the default', 'https://example.com:8443/guide', 'https://example.com/guide'],
    ['a page and the index of its folder', 'https://example.com/guide/index.html', 'https://example.com/guide/'],
  ])('keeps these addresses apart: %s', (_what, one, other) => {
    expect(normaliseAddress(one)).not.toBe(normaliseAddress(other))
  })

  it('keeps the case of path and query', () => {
    expect(normaliseAddress('https://Example.com/The/Path?Key=Value')).toBe('example.com/The/Path?Key=Value')
  })

  it.each([
    'mailto:editor@example.com',
    'javascript:alert(1)',
    'ftp://example.com/file',
    'data:text/html,x',
    '/monitoring',
    '//example.com',
    'http://',
    'no address',
    '',
  ])('refuses %j with a TypeError', (href) => {
    expect(() => normaliseAddress(href)).toThrow(TypeError)
    expect(() => deriveResourceId(href)).toThrow(TypeError)
  })
})

describe('deriveResourceId', () => {
  // Readers' marks are stored under these ids. If this test fails, the code is wrong.
  it.each([
    ['https://www.kartar.net/2017/10/prometheus/', 'f838773e01972a4a'],
    ['https://kjanshair.github.io/2018/02/20/prometheus-monitoring/', '9a023f93f5525544'],
  ])('gives %s the same id as in all versions', (href, id) => {
    expect(deriveResourceId(href)).toBe(id)
  })
})

describe('a generated address', () => {
  const segment = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,7}$/)
  const page = fc.record({
    host: fc.constantFrom('example.com', 'blog.example.org', 'xn--bcher-kva.example', 'example.github.io'),
    path: fc.array(segment, { maxLength: 4 }),
    query: fc.uniqueArray(fc.tuple(fc.constantFrom('id', 'page', 'q', 'v'), segment), {
      selector: ([key]) => key,
      maxLength: 3,
    }),
  })
  type Page = typeof page extends fc.Arbitrary<infer T> ? T : never

  /** The differences between two spellings of one address. */
  const spelling = fc.record({
    origin: fc.constantFrom<(host: string) => string>(
      (host) => `https://${host}`,
      (host) => `http://${host}`,
      (host) => `https://www.${host}`,
      (host) => `http://www.${host}:80`,
      (host) => `HTTPS://${host.toUpperCase()}:443`,
    ),
    slash: fc.constantFrom('', '/'),
    tracking: fc.constantFrom<[string, string][]>(
      [],
      [['utm_source', 'feed']],
      [
        ['fbclid', 'x'],
        ['utm_term', 'y'],
      ],
    ),
    reversed: fc.boolean(),
    fragment: fc.constantFrom('', '#', '#part', '#:~:text=word'),
  })
  type Spelling = typeof spelling extends fc.Arbitrary<infer T> ? T : never

  function write({ host, path, query }: Page, { origin, slash, tracking, reversed, fragment }: Spelling): string {
    const parameters = reversed ? [...tracking, ...query.toReversed()] : [...query, ...tracking]
    const search = parameters.map((pair) => pair.join('=')).join('&')
    return origin(host) + path.map((each) => `/${each}`).join('') + slash + (search && `?${search}`) + fragment
  }
  const essence = ({ host, path, query }: Page) =>
    JSON.stringify([host, path, query.map((pair) => pair.join('=')).sort()])

  it('has one id in all its spellings', () => {
    fc.assert(
      fc.property(page, spelling, spelling, (it, one, other) => {
        expect(deriveResourceId(write(it, one))).toBe(deriveResourceId(write(it, other)))
      }),
    )
  })

  it('is not changed by normalising it again', () => {
    fc.assert(
      fc.property(page, spelling, (it, one) => {
        const normalised = normaliseAddress(write(it, one))
        expect(normaliseAddress(`https://${normalised}`)).toBe(normalised)
      }),
    )
  })

  it('is distinct from that of another page, in all spellings', () => {
    fc.assert(
      fc.property(page, page, spelling, spelling, (one, other, spelledOne, spelledOther) => {
        fc.pre(essence(one) !== essence(other))
        expect(deriveResourceId(write(one, spelledOne))).not.toBe(deriveResourceId(write(other, spelledOther)))
      }),
    )
  })

  it('is accepted if it is a valid http(s) URL, so that no link can stop the loading', () => {
    const rest = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[a-z0-9%/._~;,+&=?#@:!$'()*-]{0,30}$/))
    fc.assert(
      fc.property(fc.constantFrom('http://', 'https://', 'https://example.com/'), rest, (start, end) => {
        fc.pre(parseUrl(start + end) !== null)
        expect(deriveResourceId(start + end)).toMatch(/^[0-9a-f]{16}$/)
      }),
      { numRuns: 2000 },
    )
  })
})
