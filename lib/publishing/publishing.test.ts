import { describe, expect, it } from 'vitest'
import type { Path } from '@/lib/content'
import { makePortal } from '@/scripts/testing/make-portal'
import type { FileHistory } from '../history'
import {
  describeFeed,
  describeTopic,
  toScriptText,
  writeAtom,
  writeJsonFeed,
  writeLlmsText,
  writeSecurityText,
  writeSitemap,
} from '.'

const base = 'https://learn.example.org'
const day = (date: string) => new Date(`${date}T12:00:00Z`)
const changed = (added: string | null, last: string): FileHistory => ({
  updated: last,
  contributors: ['Ada'],
  changed: day(last),
  added: added === null ? null : day(added),
})

/** Two chapters: `01head`, `01one` and `02two`; `b` is new in two topics, `+tool` is a new tool. */
function makeSources() {
  const portal = makePortal({ '01head': [], '01one': ['a', 'b', '+tool'], '02two': ['b', 'c'] }, { 'a-of-old': 'a' })
  portal.moves.topics.set('first-name', '01one').set('second-name', '01one')
  const history = new Map([
    ['01head.mdx', changed(null, '2026-05-01')],
    ['01one.mdx', changed('2026-01-01', '2026-03-03')],
    ['02two.mdx', changed('2026-02-02', '2026-02-02')],
  ])
  const listings = new Map([
    [
      '01one',
      new Map([
        ['a', day('2026-03-03')],
        ['b', day('2026-02-20')],
        ['tool', day('2026-02-20')],
      ]),
    ],
    [
      '02two',
      new Map([
        ['b', day('2026-02-10')],
        ['c', new Date(0)],
      ]),
    ],
  ])
  return { portal, history, firstSeen: new Map(), listings }
}

describe('news', () => {
  it('dates a tutorial by the commit that added it, even if the database has another date', () => {
    const sources = makeSources()
    const seen = new Map([
      ['a', day('2026-04-04')],
      // With the page itself.
      ['b', day('2026-01-01')],
    ])
    const { news } = describeFeed({ ...sources, firstSeen: new Map([['01one.mdx', seen]]) })
    const dates = Object.fromEntries(news.map(({ path, published }) => [path, published.toISOString().slice(0, 10)]))
    expect(dates['/01one#resource-a']).toBe('2026-04-04')
    expect(Object.keys(dates)).not.toContain('/01one#resource-b')
    expect(Object.keys(dates)).not.toContain('/02two#resource-b')
  })

  it('lists topics by the day they were added, and tutorials added later, newest first', () => {
    const { news } = describeFeed(makeSources())
    expect(news.map(({ path, published }) => [path, published.toISOString().slice(0, 10)])).toEqual([
      ['/01one#resource-a', '2026-03-03'],
      ['/02two#resource-b', '2026-02-10'],
      ['/02two', '2026-02-02'],
      ['/01one', '2026-01-01'],
    ])
    expect(news.at(-1)).toMatchObject({ updated: day('2026-03-03') })
  })

  it('keeps an entry’s id when its topic or tutorial moves', () => {
    const ids = describeFeed(makeSources()).news.map(({ id }) => id)
    expect(ids).toEqual(['tutorial/a-of-old', 'tutorial/b', 'topic/02two', 'topic/first-name'])
  })

  it('dates a tutorial in a chapter’s feed by that chapter', () => {
    const sources = makeSources()
    const feed = describeFeed(sources, sources.portal.chapters[0])
    expect(feed.path).toBe('/01head')
    expect(feed.news.map(({ path, published }) => [path, published.toISOString().slice(0, 10)])).toEqual([
      ['/01one#resource-a', '2026-03-03'],
      ['/01one#resource-b', '2026-02-20'],
      ['/01one', '2026-01-01'],
    ])
  })

  it('is empty if neither Git nor the database knows a date', () => {
    expect(describeFeed({ ...makeSources(), history: new Map(), listings: new Map() }).news).toEqual([])
  })
})

describe('a feed', () => {
  const feed = {
    portal: { name: 'Woodworking', lang: 'de' },
    title: 'A & B',
    subtitle: '1 < 2',
    path: '/',
    news: [
      {
        id: 'topic/x',
        kind: 'topic' as const,
        path: '/x',
        title: 'Use &amp; and <b>',
        summary: '"]]>"',
        published: day('2026-01-01'),
        updated: day('2026-02-02'),
      },
    ],
  }

  it('is valid Atom with titles escaped', () => {
    const xml = writeAtom(feed, base, '/feed.xml')
    expect(xml).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?><feed xmlns="http:\/\/www.w3.org\/2005\/Atom"/)
    expect(xml).toContain('<title>Use &#x26;amp; and &#x3C;b></title>')
    expect(xml).toContain('<id>tag:learn.example.org,2026-01-01:topic/x</id>')
    expect(xml).toContain('<link rel="self" type="application/atom+xml" href="https://learn.example.org/feed.xml"/>')
    // The feed's date is that of its last entry, not of the request.
    expect(xml.match(/<updated>2026-02-02T12:00:00.000Z<\/updated>/g)).toHaveLength(2)
    expect(xml).toContain('<summary>"]]&gt;"</summary>')
  })

  it('is available as JSON Feed with the same entries', () => {
    const json = JSON.parse(writeJsonFeed(feed, base, '/feed.json')) as { items: object[] }
    expect(json).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      home_page_url: 'https://learn.example.org/',
      feed_url: 'https://learn.example.org/feed.json',
    })
    expect(json.items).toEqual([
      {
        id: 'tag:learn.example.org,2026-01-01:topic/x',
        url: 'https://learn.example.org/x',
        title: 'Use &amp; and <b>',
        content_text: '"]]>"',
        date_published: '2026-01-01T12:00:00.000Z',
        date_modified: '2026-02-02T12:00:00.000Z',
      },
    ])
  })
})

describe('the sitemap', () => {
  it('lists every page, with the time of its last change if known', () => {
    const { portal, history } = makeSources()
    history.delete('02two.mdx')
    const pages = [
      ...writeSitemap(portal, history, base).matchAll(/<url><loc>(.*?)<\/loc>(?:<lastmod>(.*?)<\/lastmod>)?<\/url>/g),
    ].map(([, loc, lastmod]) => [loc, lastmod])
    expect(pages).toEqual([
      ...['', 'contents', 'resources'].map((path) => [`${base}/${path}`, '2026-05-01T12:00:00.000Z']),
      [`${base}/01head`, '2026-05-01T12:00:00.000Z'],
      [`${base}/01one`, '2026-03-03T12:00:00.000Z'],
      [`${base}/02two`, undefined],
    ])
  })
})

describe('llms.txt', () => {
  it('links every topic’s Markdown, by chapter', () => {
    const portal = makePortal({ '01head': [], '01one': [] })
    portal.topics.get('01one')!.title = 'Lists [and] more'
    expect(writeLlmsText(portal, base)).toContain(
      `## 01head\n\n- [01head](${base}/01head.md): \n- [Lists \\[and\\] more](${base}/01one.md): \n`,
    )
  })
})

describe('published paths', () => {
  const { portal, history } = makeSources()
  portal.paths.set('live', {
    slug: 'live',
    title: 'Going [live]',
    meta: 'It answers.',
    file: 'paths/live.yaml',
  } as Path)

  it('are in the feed of the portal by the day they were added, and in no chapter’s', () => {
    const sources = { portal, history: new Map(history), firstSeen: new Map(), listings: new Map() }
    sources.history.set('paths/live.yaml', {
      updated: '2026-03-05',
      contributors: [],
      changed: day('2026-03-05'),
      added: day('2026-03-04'),
    })
    expect(describeFeed(sources).news[0]).toEqual({
      id: 'path/live',
      kind: 'path',
      path: '/paths/live',
      title: 'Going [live]',
      summary: 'It answers.',
      published: day('2026-03-04'),
      updated: day('2026-03-05'),
    })
    const inChapter = describeFeed(sources, portal.chapters[0]).news
    expect(inChapter.filter(({ path }) => path.startsWith('/paths'))).toEqual([])
  })

  it('are in the sitemap, with the page that lists them', () => {
    const all = writeSitemap(portal, history, base)
    expect(all).toContain(`<loc>${base}/paths</loc>`)
    expect(all).toContain(`<loc>${base}/paths/live</loc>`)
  })

  it('come before the chapters in llms.txt, without a heading if there are none', () => {
    const line = `## Paths\n\n- [Going \\[live\\]](${base}/paths/live): It answers.\n\n## 01head`
    expect(writeLlmsText(portal, base)).toContain(line)
    expect(writeLlmsText(makeSources().portal, base)).not.toContain('## Paths')
  })
})

describe('security.txt', () => {
  it('expires within a year, and stays the same all day', () => {
    const text = writeSecurityText('mailto:security@example.org', base, new Date('2026-11-25T23:59:00Z'))
    expect(text).toBe(
      `Contact: mailto:security@example.org\nExpires: 2026-12-25T00:00:00.000Z\nPreferred-Languages: en\nCanonical: ${base}/.well-known/security.txt\n`,
    )
  })
})

describe('structured data for search engines', () => {
  it('describes a topic and its position', () => {
    const { portal, history } = makeSources()
    const topic = portal.topics.get('01one')!
    expect(describeTopic(portal, topic, history.get(topic.file), base)).toMatchObject({
      '@graph': [
        { '@type': 'LearningResource', name: '01one', url: `${base}/01one`, dateModified: '2026-03-03' },
        {
          '@type': 'BreadcrumbList',
          itemListElement: [
            { position: 1, item: `${base}/01head` },
            { position: 2, name: '01one' },
          ],
        },
      ],
    })
  })

  it('can’t end its script element', () => {
    const data = { name: '</script><script>alert(1)</script><!--' }
    expect(toScriptText(data)).not.toContain('<')
    expect(JSON.parse(toScriptText(data))).toEqual(data)
  })
})
