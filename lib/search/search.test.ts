import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadPortal } from '@/lib/content'
import { buildSearchIndex, getSearchIndex, type SearchIndex } from './search-index'
import { search, type SearchResults } from './search'

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

const part = { most: 10, sections: 3 }
const find = (query: string) => search(index, query, part)
const slugs = ({ topics }: SearchResults) => topics.found.map(({ slug }) => slug)
/** Returns the titles of sections and of resources, with matches in brackets. */
const sections = ({ topics }: SearchResults) =>
  topics.found.flatMap((topic) => topic.sections.map(({ title }) => show(title)))
const resources = ({ resources }: SearchResults) => resources.found.map(({ title }) => show(title))
const show = (pieces: string[]) => pieces.map((piece, place) => (place % 2 ? `[${piece}]` : piece)).join('')

const nothing = { nearness: 'nothing', topics: { total: 0, found: [] }, resources: { total: 0, found: [] } }

describe('the first result', () => {
  let named: SearchIndex
  const first = (query: string) => slugs(search(named, query, part))[0]
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
    ['words side by side', 'message in a bottle', 'letters'],
  ])('is the topic that has %s', (_, query, slug) => expect(first(query)).toBe(slug))

  it('is a topic by name only if the whole query is its name', () => {
    expect(first('message')).toBe('letters')
  })
})

describe('a query for a tutorial', () => {
  let listed: SearchIndex
  const look = (query: string) => search(listed, query, part)
  /** Returns the title of the first result if it is a tutorial, or the slug of the first topic. */
  const first = (query: string) => {
    const { lead, ...answer } = look(query)
    return lead === 'resources' ? answer.resources.found[0]!.title.join('') : slugs(look(query))[0]
  }
  beforeAll(async () => {
    const list = (items: string[]) =>
      `Words of its own.\n\n## Tutorials\n\n${items.map((item) => `- ${item}`).join('\n')}\n`
    listed = await buildSearchIndex(
      await load({
        birds: page('birds', '0600', 'Birds', 'A chapter on birds.'),
        owls: page(
          'owls',
          '0601',
          'Owls: birds of the night',
          list([
            'Ada Moore listens to [owls at dusk](https://moore.example/dusk "Owls at dusk [video, 2021]").',
            '[Owl pellets](https://www.nightwatch.dev/pellets), by people who have time.',
            'The same site on [barn owls](https://nightwatch.dev/barn), whom Moore does not mention, nor any other Ada.',
          ]),
        ),
        herons: page(
          'herons',
          '0602',
          'Herons',
          list([
            '[Standing still](https://moore.example/still) is what Ada Moore does best.',
            'As for owls, [owls at dusk](https://moore.example/dusk) has a heron too.',
            'How [Night watch](https://herons.example.org/night) is kept by herons.',
          ]),
        ),
      }),
    )
  })

  it('finds it first by its author', () => {
    expect(look('Ada Moore').lead).toBe('resources')
    expect(resources(look('Ada Moore')).slice(0, 2).sort()).toEqual(['Owls at dusk', 'Standing still'])
  })

  it.each([
    ['a host', 'nightwatch.dev'],
    ['a host with www', 'www.nightwatch.dev'],
    ['the address of a page', 'https://nightwatch.dev/barn'],
    ['the name of a site', 'nightwatch'],
    ['the name of a site in two words', 'Night Watch'],
  ])('finds it first by %s', (_, query) => {
    const { lead, nearness, resources } = look(query)
    expect({ lead, nearness }).toEqual({ lead: 'resources', nearness: 'all' })
    expect(resources.found.slice(0, 2).map(({ host }) => host.join(''))).toEqual(['nightwatch.dev', 'nightwatch.dev'])
  })

  it('finds the one with that exact address', () => {
    expect(first('https://nightwatch.dev/barn')).toBe('barn owls')
    expect(first('https://www.nightwatch.dev/pellets')).toBe('Owl pellets')
  })

  it('finds it by its title, after a topic of that name', () => {
    expect(first('owl pellets')).toBe('Owl pellets')
    expect(first('owls')).toBe('owls')
    expect(first('herons')).toBe('herons')
  })

  it('finds it by its kind and its year', () => {
    expect(resources(look('owls video'))).toEqual(['[Owls] at dusk'])
    expect(resources(look('2021'))).toEqual(['Owls at dusk'])
  })

  it('finds it once if several topics list it', () => {
    expect(resources(look('dusk'))).toEqual(['Owls at [dusk]'])
    expect(look('dusk').resources.found[0]!.topic.slug).toBe('owls')
  })
})

describe('the distance of words', () => {
  let near: SearchIndex
  beforeAll(async () => {
    const between = 'A sentence of other things comes here. '.repeat(6)
    near = await buildSearchIndex(
      await load({
        animals: page('animals', '0600', 'Animals', 'A chapter.'),
        apart: page(
          'apart',
          '0601',
          'Apart',
          `## One\n\nA stoat. ${between}${between}\n\n## Two\n\nIts burrow. ${between}${between}`,
        ),
        section: page('section', '0602', 'Section', `## Both\n\nA stoat. ${between} Its burrow.\n\n${between}`),
        phrase: page('phrase', '0603', 'Phrase', `## Both\n\nThe stoat of the burrow. ${between}\n\n${between}`),
      }),
    )
  })

  it('ranks topics with adjacent words first, then those with all in one section', () => {
    expect(slugs(search(near, 'stoat burrow', part))).toEqual(['phrase', 'section', 'apart'])
  })
})

describe('a search', () => {
  it('ranks a topic by name before topics that mention it', () => {
    expect(slugs(find('gauges'))).toEqual(['gauges', 'tools', 'stores'])
  })

  it('finds words in titles, headings, prose, and tutorials’ titles and texts', () => {
    expect(sections(find('scraping'))).toEqual(['[Scraping] targets'])
    expect(sections(find('falcon'))).toEqual(['Scraping targets'])
    expect(resources(find('gauges hour'))).toEqual(['[Gauges] in an [hour]'])
    expect(find('otter').resources.found).toMatchObject([
      {
        kind: 'tutorial',
        title: ['Gauges in an hour'],
        host: ['example.org'],
        topic: { slug: 'gauges', title: 'gauges' },
      },
    ])
    expect(show(find('where data stays').topics.found[0]!.title)).toBe('Stores: where [data] [stays]')
  })

  it('lists sections of a topic found by name only if their headings match too', () => {
    expect(sections(find('stores'))).toEqual([])
    expect(sections(find('gauges'))).toEqual([])
    expect(sections(find('stores database'))).toEqual(['A [database]'])
  })

  it('finds no code', () => expect(find('secretname')).toMatchObject(nothing))

  it('finds a tutorial by its title and by its link text, and shows the title', async () => {
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
      const answer = search(own, query, part)
      expect(resources(answer)).toEqual([query === 'badger' ? 'A [badger] remembers' : 'A badger remembers'])
    }
  })

  it('distinguishes two tutorials of one item by their titles, and shows the first for their shared text', () => {
    expect(resources(find('asynchronous'))[0]).toBe('[asynchronous] gauges')
    expect(resources(find('heron'))).toEqual(['synchronous gauges'])
  })

  it('shows the words around a match in a long text', () => {
    const text = show(find('falcon').topics.found[0]!.sections[0]!.text)
    expect(text).toMatch(/^… .+ A \[falcon\] is fetched at an interval\. .+ …$/)
    expect(text.length).toBeLessThan(190)
  })

  it('matches incomplete words, singular and plural, any case, with and without accents', () => {
    for (const query of ['fal', 'sc', 'FALCONS', 'scraping tar']) expect(slugs(find(query)), query).toEqual(['gauges'])
    expect(slugs(find('databases'))).toEqual(['stores', 'tools'])
    for (const query of ['cafe', 'café', 'cafe\u0301']) expect(slugs(find(query)), query).toEqual(['stores'])
  })

  it('distinguishes C++ from C', () => {
    expect(slugs(find('c++'))).toEqual(['stores'])
    expect(find('c')).toMatchObject(nothing)
  })

  it('tolerates wrong, missing and swapped letters, and says so', () => {
    for (const query of ['falcn', 'faclon', 'falkon', 'asinchronous guages'])
      expect(find(query), query).toMatchObject({ nearness: 'spelled', topics: { found: [{ slug: 'gauges' }] } })
    expect(show(find('faclon').topics.found[0]!.sections[0]!.text)).toContain('[falcon]')
    expect(find('falcon').nearness).toBe('all')
    // In a word of three letters, one difference makes another word.
    expect(find('otr')).toMatchObject(nothing)
  })

  it('requires every word, or some of them if no topic has all', () => {
    expect(slugs(find('gauges database'))).toEqual(['stores', 'tools'])
    expect(find('otter careful')).toMatchObject({ nearness: 'some', topics: { total: 2 } })
    // Topics with most of the words; words that occur nowhere are ignored.
    expect(find('zzzz gauges otter')).toMatchObject({
      nearness: 'some',
      topics: { total: 1, found: [{ slug: 'gauges' }] },
    })
  })

  it('ignores common words, unless there are no others', () => {
    expect(slugs(find('what is a falcon'))).toEqual(['gauges'])
    expect(slugs(find('what is'))).toContain('tools')
  })

  it('has no results for an empty query', () => {
    for (const query of ['', ' ', '?!', 'zzzz']) expect(find(query), query).toMatchObject({ query, ...nothing })
  })

  it('returns the requested part, and counts all', () => {
    expect(search(index, 'gauges', { from: 1, most: 1, sections: 1 })).toMatchObject({
      topics: { total: 3, found: [{ slug: 'tools' }] },
      resources: { total: 3, found: [{}] },
    })
  })
})

describe('a path', () => {
  it('is found by its names, by its audience and by the text of its steps', async () => {
    const portal = await load(pages)
    const gauges = portal.topics.get('gauges')!
    portal.paths.set('first-numbers', {
      slug: 'first-numbers',
      title: 'Your first numbers',
      sidebartitle: 'First numbers',
      meta: 'A graph of your own.',
      audience: 'For lighthouse keepers.',
      hours: [3],
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
      expect(search(withPath, query, part).topics.found[0], query).toMatchObject({
        slug: 'paths/first-numbers',
        chapter: 'Path',
        sections: [],
      })
  })
})

describe('the index', () => {
  it('is the same for the same pages, and different for others', async () => {
    const again = await buildSearchIndex(await load(pages))
    expect(again.digest).toBe(index.digest)
    expect(search(again, 'gauges', part)).toEqual(find('gauges'))
    const other = await buildSearchIndex(await load({ ...pages, stores: pages.stores!.replace('careful', 'careless') }))
    expect(other.digest).not.toBe(index.digest)
  })

  it('is built in slices, with time for other work between', async () => {
    const portal = await load(pages)
    const topic = portal.topics.get('gauges')
    const many = Array.from({ length: 800 }, (_, id) => [`topic-${id}`, { ...topic!, slug: `topic-${id}` }] as const)
    // In CPU time, since other processes may run in between.
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
