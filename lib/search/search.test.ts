import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadPortal } from '@/lib/content'
import { buildSearchIndex, getSearchIndex, type SearchIndex } from './search-index'
import { search, type Answer } from './search'

function page(slug: string, sortorder: string, title: string, body: string): string {
  return `---\ntitle: "${title}"\ncategory: page\nslug: ${slug}\nsortorder: "${sortorder}"\ntoc: ${sortorder.endsWith('00')}\nsidebartitle: ${slug}\nmeta: What ${slug} is for.\n---\n\n${body}\n`
}

const filler = 'Nothing much is said in this sentence, which only takes its place. '.repeat(8)

const pages: Record<string, string> = {
  tools: page('tools', '0600', 'What is used', 'A chapter on databases and gauges.'),
  gauges: page(
    'gauges',
    '0601',
    'Gauges: numbers over time',
    `Gauges go up and down.\n\n## Scraping targets\n\n${filler}A falcon is fetched at an interval. ${filler}\n\n## Tutorials\n\n- [Gauges in an hour](https://example.org/gauges) begins with an otter.\n- A pair: [synchronous gauges](https://example.org/gauges-one) and [asynchronous gauges](https://example.org/gauges-two) with a heron.\n`,
  ),
  stores: page(
    'stores',
    '0602',
    'Stores: where data stays',
    `Café tables, not gauges.\n\n## A database\n\nWritten in C++ by careful people.\n\n\`\`\`c\nint secretname;\n\`\`\`\n`,
  ),
}

const folders: string[] = []
let index: SearchIndex

async function load(entries: Record<string, string>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-search-'))
  folders.push(folder)
  await mkdir(path.join(folder, 'a'))
  await Promise.all(
    Object.entries(entries).map(([slug, text]) => writeFile(path.join(folder, 'a', `${slug}.mdx`), text)),
  )
  return loadPortal(folder)
}

beforeAll(async () => {
  index = await buildSearchIndex(await load(pages))
})
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

const find = (query: string) => search(index, query, { topics: 10, places: 3 })
const slugs = ({ topics }: Answer) => topics.map(({ slug }) => slug)
/** A topic's places as "kind: title", matches in brackets. */
const places = ({ topics }: Answer, at = 0) => topics[at]?.places.map(({ kind, title }) => `${kind}: ${show(title)}`)
const show = (pieces: string[]) => pieces.map((piece, place) => (place % 2 ? `[${piece}]` : piece)).join('')

describe('what comes first', () => {
  let named: SearchIndex
  const first = (query: string) => slugs(search(named, query, { topics: 10, places: 0 }))[0]
  beforeAll(async () => {
    const also = (text: string, names: string) => text.replace('\n---\n\n', `\nalso: ${names}\n---\n\n`)
    named = await buildSearchIndex(
      await load({
        tools: page('tools', '0600', 'What is used', 'A chapter.'),
        queues: also(
          page('queues', '0601', 'Queues: work for later', 'Work waits.'),
          'message queue, how do I do it later',
        ),
        letters: page(
          'letters',
          '0602',
          'Message in a bottle',
          'A message, a message and another message. The queue of letters.\n\n- [A letter](https://letters.example.net/one) is short.',
        ),
        glass: page(
          'glass',
          '0603',
          'Glass',
          'It is blown. Cold glass breaks: it was blown glass.\n\nGlass, glass, glass.',
        ),
        bottles: page('bottles', '0604', 'Bottles', `Made of blown glass. ${filler}`),
      }),
    )
  })

  it.each([
    ['another name of a topic', 'message queue', 'queues'],
    ['that in another case and number', 'Message Queues', 'queues'],
    ['a name of common words', 'how do I do it later', 'queues'],
    ['the name before the colon', 'queues', 'queues'],
    ['the site of a tutorial', 'letters.example.net', 'letters'],
    ['words side by side', 'message in a bottle', 'letters'],
  ])('is the topic that has %s', (_, query, slug) => expect(first(query)).toBe(slug))

  it('counts a name only where it is asked for whole', () => {
    expect(first('message')).toBe('letters')
  })
})

describe('a search', () => {
  it('puts a topic of that name before topics that mention it', () => {
    expect(slugs(find('gauges'))).toEqual(['gauges', 'tools', 'stores'])
  })

  it('finds words of titles, headings, prose, tutorials’ titles and notes, each at its place', () => {
    expect(places(find('scraping'))).toEqual(['section: [Scraping] targets'])
    expect(places(find('falcon'))).toEqual(['section: Scraping targets'])
    expect(places(find('gauges hour'))).toEqual(['tutorial: [Gauges] in an [hour]'])
    expect(places(find('otter'))).toEqual(['tutorial: Gauges in an hour'])
    expect(show(find('where data stays').topics[0]!.title)).toBe('Stores: where [data] [stays]')
  })

  it('finds no code', () => {
    expect(find('secretname')).toMatchObject({ total: 0, topics: [] })
  })

  it('finds a tutorial by its own title and by the words of its link, and shows the title', async () => {
    const portal = await load({
      tools: page(
        'tools',
        '0600',
        'What is used',
        `${filler}\n\n## Tutorials\n\n- On [state](https://example.org/state "A badger remembers").\n- [Other](https://example.org/other)\n`,
      ),
    })
    const own = await buildSearchIndex(portal)
    for (const query of ['badger', 'state']) {
      const answer = search(own, query, { topics: 10, places: 3 })
      expect(places(answer)).toEqual([
        query === 'badger' ? 'tutorial: A [badger] remembers' : 'tutorial: A badger remembers',
      ])
    }
  })

  it('tells two tutorials of one item apart by their titles, and takes the first for its note', () => {
    expect(places(find('asynchronous'))).toEqual(['tutorial: [asynchronous] gauges'])
    expect(places(find('heron'))).toEqual(['tutorial: synchronous gauges'])
  })

  it('shows the words around a match in a long text', () => {
    const text = show(find('falcon').topics[0]!.places[0]!.text)
    expect(text).toMatch(/^… .+ A \[falcon\] is fetched at an interval\. .+ …$/)
    expect(text.length).toBeLessThan(190)
  })

  it('answers what is still being typed, in singular and plural, in any case, with and without accents', () => {
    for (const query of ['fal', 'sc', 'FALCONS', 'scraping tar']) expect(slugs(find(query)), query).toEqual(['gauges'])
    expect(slugs(find('databases'))).toEqual(['stores', 'tools'])
    for (const query of ['cafe', 'café', 'cafe\u0301']) expect(slugs(find(query)), query).toEqual(['stores'])
  })

  it('tells C++ from C', () => {
    expect(slugs(find('c++'))).toEqual(['stores'])
    expect(find('c').total).toBe(0)
  })

  it('overlooks letters that are wrong, missing or exchanged, and says so', () => {
    for (const query of ['falcn', 'faclon', 'falkon', 'asinchronous guages'])
      expect(find(query), query).toMatchObject({ nearness: 'spelled', topics: [{ slug: 'gauges' }] })
    expect(show(find('faclon').topics[0]!.places[0]!.text)).toContain('[falcon]')
    expect(find('falcon').nearness).toBe('all')
    // Of three letters, one that is wrong makes another word.
    expect(find('otr').total).toBe(0)
  })

  it('wants every word, and settles for some where no topic has all', () => {
    expect(slugs(find('gauges database'))).toEqual(['stores', 'tools'])
    expect(find('otter careful')).toMatchObject({ nearness: 'some', total: 2 })
  })

  it('passes over common words, unless there are no others', () => {
    expect(slugs(find('what is a falcon'))).toEqual(['gauges'])
    expect(slugs(find('what is'))).toContain('tools')
  })

  it('finds nothing for nothing', () => {
    for (const query of ['', ' ', '?!', 'zzzz'])
      expect(find(query), query).toMatchObject({ query, total: 0, topics: [] })
  })

  it('gives the part that is asked for, and counts all', () => {
    expect(search(index, 'gauges', { from: 1, topics: 1, places: 1 })).toMatchObject({
      total: 3,
      topics: [{ slug: 'tools' }],
    })
  })
})

describe('a path', () => {
  it('is found by its names, by whom it is for and by what is said of its steps', async () => {
    const portal = await load(pages)
    const gauges = portal.topics.get('gauges')!
    portal.paths.set('first-numbers', {
      slug: 'first-numbers',
      title: 'Your first numbers',
      sidebartitle: 'First numbers',
      meta: 'A graph of your own.',
      audience: 'For lighthouse keepers.',
      hours: '3',
      sortorder: '01',
      needs: [],
      bring: [],
      steps: [
        { topic: gauges, note: 'With a badger.', tutorials: [], milestone: { title: 'It moves', text: 'A stoat.' } },
      ],
      tutorialIds: [],
      file: 'paths/first-numbers.yaml',
    })
    const withPath = await buildSearchIndex(portal)
    for (const query of ['first numbers', 'lighthouse', 'badger', 'stoat'])
      expect(search(withPath, query, { topics: 10, places: 3 }).topics[0], query).toMatchObject({
        slug: 'paths/first-numbers',
        chapter: 'Path',
        places: [],
      })
  })
})

describe('the index', () => {
  it('is the same for the same pages, and another for others', async () => {
    const again = await buildSearchIndex(await load(pages))
    expect(again.digest).toBe(index.digest)
    expect(search(again, 'gauges', { topics: 10, places: 3 })).toEqual(find('gauges'))
    const other = await buildSearchIndex(await load({ ...pages, stores: pages.stores!.replace('careful', 'careless') }))
    expect(other.digest).not.toBe(index.digest)
  })

  it('is built in slices, between which other things are done', async () => {
    const portal = await load(pages)
    const topic = portal.topics.get('gauges')
    const many = Array.from({ length: 800 }, (_, id) => [`topic-${id}`, { ...topic!, slug: `topic-${id}` }] as const)
    // In time of the processor, since others may have it meanwhile.
    const begun = process.cpuUsage()
    let turn = begun
    let longest = 0
    const look = () => {
      const { user, system } = process.cpuUsage(turn)
      longest = Math.max(longest, user + system)
      turn = process.cpuUsage()
    }
    const looking = setInterval(look)
    await buildSearchIndex({
      ...portal,
      topics: new Map(many.map(([slug, each]) => [slug, { ...each, passages: Array(5).fill(each.passages).flat() }])),
    })
    clearInterval(looking)
    look()
    const { user, system } = process.cpuUsage(begun)
    expect(longest / (user + system)).toBeLessThan(0.15)
  })

  it('is built once for a portal', () => {
    expect(getSearchIndex(index.portal)).toBe(getSearchIndex(index.portal))
  })
})
