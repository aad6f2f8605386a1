import { describe, expect, it } from 'vitest'
import { deriveResourceId, type Portal } from '@/lib/content'
import { matchResource } from './match'
import { toMatchKey } from './match-key'

const list = (...hrefs: string[]) =>
  hrefs.map((href) => ({ id: deriveResourceId(href), href, title: href, kind: 'tutorial' as const }))

/** A portal with these addresses, which formerly listed some others. */
function createMatch(hrefs: string[], former: string[] = [], moves: [string, string][] = []) {
  const portal = {
    resources: new Map(list(...hrefs).map((each) => [each.id, each])),
    moves: { resources: new Map(moves.map(([from, to]) => [deriveResourceId(from), deriveResourceId(to)])) },
  } as unknown as Portal
  const listed = new Map(list(...hrefs, ...former).map((each) => [each.id, each]))
  return (href: string) => matchResource({ resource: null, href }, portal, listed)
}

describe('matchResource', () => {
  const pairs: [listed: string, file: string][] = [
    ...[
      'https://youtu.be/dQw4w9WgXcQ',
      'https://youtu.be/dQw4w9WgXcQ?t=42&si=x',
      'http://m.youtube.com/watch?v=dQw4w9WgXcQ',
      'https://www.youtube.com/watch?t=3s&v=dQw4w9WgXcQ&list=PL1&index=2',
      'https://www.youtube.com/shorts/dQw4w9WgXcQ',
      'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=3',
      'https://youtube.com/live/dQw4w9WgXcQ',
      'https://music.youtube.com/watch?v=dQw4w9WgXcQ',
    ].map((file): [string, string] => ['https://www.youtube.com/watch?v=dQw4w9WgXcQ', file]),
    ['https://youtu.be/dQw4w9WgXcQ', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ&feature=share'],
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1', 'https://youtu.be/dQw4w9WgXcQ'],
    ...[
      'https://example.org/guide/?ref=hn',
      'https://example.org/guide/index.html',
      'http://www.example.org/guide?utm_campaign=x&ref=y#part',
      'https://example.org/guide/amp/',
      'https://amp.example.org/guide',
      'https://m.example.org/guide/',
      'https://www.google.com/amp/s/example.org/guide/',
      'https://example-org.cdn.ampproject.org/c/s/example.org/guide',
    ].map((file): [string, string] => ['https://example.org/guide', file]),
    ['https://example.org/guide/index.html', 'https://example.org/guide'],
    ['https://example.org/guide?ref=home', 'https://example.org/guide'],
    ['https://example.org/page.html', 'https://example.org/page.amp.html'],
    ['https://en.wikipedia.org/wiki/Unix', 'https://en.m.wikipedia.org/wiki/Unix'],
    ['https://example.org/?q=1&p=2', 'https://example.org/index.php?p=2&ref=x&q=1'],
  ]
  it.each(pairs)('finds %s by %s', (listed, file) => {
    expect(createMatch([listed, 'https://example.org/other'])(file)).toBe(deriveResourceId(listed))
  })

  it.each([
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ', 'https://youtu.be/aaaaaaaaaaa'],
    ['https://www.youtube.com/playlist?list=PL1', 'https://www.youtube.com/playlist?list=PL2'],
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ', 'https://example.org/watch?v=dQw4w9WgXcQ'],
    ['https://example.org/guide', 'https://example.org/guide?page=2'],
    ['https://example.org/guide', 'https://example.org/Guide'],
    ['https://example.org/guide', 'https://example.org/guide/index'],
    ['https://example.org/amp', 'https://example.org/amplifier'],
    ['https://example.org/guide', 'https://blog.example.org/guide'],
    ['https://m.io/guide', 'https://io/guide'],
  ])('does not take %s for %s', (listed, file) => {
    expect(createMatch([listed])(file)).toBeNull()
  })

  it('finds only the exact address if two listed resources share a match key', () => {
    const [one, other] = ['https://example.org/guide', 'https://example.org/guide?ref=other'] as const
    const match = createMatch([one, other])
    expect(match(one)).toBe(deriveResourceId(one))
    expect(match(other)).toBe(deriveResourceId(other))
    expect(match('https://example.org/guide/index.html')).toBeNull()
    expect(createMatch([one, other, 'https://m.example.org/guide'])('https://example.org/guide/index.html')).toBeNull()
  })

  it('prefers a current resource to a former one', () => {
    const [now, then] = [
      'https://youtu.be/dQw4w9WgXcQ',
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1',
    ] as const
    expect(createMatch([now], [then])('https://m.youtube.com/watch?v=dQw4w9WgXcQ')).toBe(deriveResourceId(now))
    expect(createMatch([], [then])('https://m.youtube.com/watch?v=dQw4w9WgXcQ')).toBe(deriveResourceId(then))
  })

  it('follows a move from a match by key', () => {
    expect(
      createMatch(
        ['https://example.org/new'],
        ['https://example.org/old'],
        [['https://example.org/old', 'https://example.org/new']],
      )('https://example.org/old/index.html?ref=x'),
    ).toBe(deriveResourceId('https://example.org/new'))
  })

  it('computes a key in linear time, and none for an invalid address', () => {
    for (const part of ['/amp', '%2F', 'm.', '?ref=', '&utm_x=1', '/index.html', '../']) {
      const start = performance.now()
      toMatchKey(`https://example.org/${part.repeat(2048 / part.length)}`)
      expect(performance.now() - start).toBeLessThan(1000)
    }
    for (const href of ['', 'javascript:alert(1)', 'https://', 'mailto:a@example.org'])
      expect(toMatchKey(href)).toBeNull()
  })
})
