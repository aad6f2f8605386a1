import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { countCases } from '@/scripts/testing/cases'
import { countCpu } from '@/scripts/testing/cpu'
import { loadPortal } from '../load'
import { readPage } from '../files/read-page'
import { formatProblem, type Portal, type Topic } from '../portal'

// Good pages, each broken in one way at a random position: the check reports every break at its line and leaves
// the other pages unchanged.

const slugs = ['data', 'postgresql', 'sqlite', 'zeta']

/** A good page: front matter on lines 1 to 9, then paragraphs. */
function writeGood(slug: string): string[] {
  const place = slugs.indexOf(slug)
  const others = slugs.filter((each) => each !== slug)
  return [
    '---',
    `title: On ${slug}`,
    'category: page',
    `slug: ${slug}`,
    `sortorder: "030${place}"`,
    `toc: ${place === 0}`,
    `sidebartitle: ${slug}`,
    `meta: All of ${slug}.`,
    '---',
    '',
    `Words with *emphasis*, \`code {}\` and [${others[0]}](/${others[0]}.html).`,
    '',
    '## When to choose it',
    '',
    `See [${others[1]}](/${others[1]}#tutorials), or ![a drawing](/figures/prometheus-scraping.svg).`,
    '',
    '```sh',
    `echo "<b>{${slug}}</b>" > /dev/null`,
    '```',
    '',
    '### In short',
    '',
    `> Quoted, with [${others[2]}](/${others[2]}).`,
    '',
    '## Tutorials',
    '',
    `- [A primer on ${slug}](https://example.org/${slug}) for a start.`,
    `- <Resource href="https://example.net/${slug}" id="${slug}-talk">A talk on ${slug}</Resource> by an author.`,
    '',
  ]
}

/** Returns the same random numbers for the same seed. */
function createChance(seed: number): (below: number) => number {
  let state = seed * 2654435761
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) | 0
    return (state >>> 0) % below
  }
}

interface Break {
  content: string | Buffer
  /** The line to be reported; null for any line. */
  line: number | null
  rule: string
}
type Breaker = (lines: string[], chance: (below: number) => number, slug: string) => Break

/** Puts a paragraph between two others; `offset` is the position of the break in it. */
const insert =
  (rule: string, text: string | ((slug: string) => string), offset = 0): Breaker =>
  (lines, chance, slug) => {
    const gaps = lines.flatMap((line, index) =>
      line === '' && index > 8 && lines[index + 1] !== undefined ? [index] : [],
    )
    const gap = gaps[chance(gaps.length)] ?? 9
    const paragraph = typeof text === 'string' ? text : text(slug)
    return { content: lines.toSpliced(gap, 0, '', ...paragraph.split('\n')).join('\n'), line: gap + 2 + offset, rule }
  }
/** Puts in a paragraph that may be reported at another line. */
const insertBomb =
  (rule: string, text: string): Breaker =>
  (...args) => ({ ...insert(rule, text)(...args), line: null })
const setField =
  (rule: string, field: string, value: string | null): Breaker =>
  (lines) => {
    const index = lines.findIndex((line) => line.startsWith(`${field}:`))
    return {
      content: (value === null ? lines.toSpliced(index, 1) : lines.with(index, `${field}: ${value}`)).join('\n'),
      line: value === null ? 1 : index + 1,
      rule,
    }
  }
const addLine =
  (rule: string, line: string): Breaker =>
  (lines, chance) => {
    const index = 1 + chance(7)
    return { content: lines.toSpliced(index, 0, line).join('\n'), line: index + 1, rule }
  }

const letters = [...'abcdefghijklmnop']
const yamlBomb = letters
  .map((name, place) => `${name}: &${name} [${Array(9).fill(place ? `*${letters[place - 1]}` : 'x')}]`)
  .join('\n')

const breakers: Record<string, Breaker> = {
  'a missing field': setField('front-matter', 'meta', null),
  'an empty field': setField('front-matter', 'title', '""'),
  'a title that is too long': setField('front-matter', 'title', 'x'.repeat(121)),
  'a slug in capitals': setField('front-matter', 'slug', 'Data'),
  'a slug of another name': setField('slug', 'slug', 'another'),
  'a slug that another page has': setField('slug', 'slug', 'sqlite'),
  'an address of the portal': setField('front-matter', 'slug', 'shelf'),
  'a place that is none': setField('front-matter', 'sortorder', 'six'),
  'a place that another page has': setField('sortorder', 'sortorder', '"0301"'),
  'a chapter without a head': setField('chapter', 'sortorder', '"0901"'),
  'a second head': setField('chapter', 'toc', 'true'),
  'a word in place of true or false': setField('front-matter', 'toc', 'maybe'),
  'another category': setField('front-matter', 'category', 'post'),
  'a zero-width space in a field': setField('hidden-character', 'title', 'On\u200b this'),
  'an escape in a field': setField('hidden-character', 'title', '"On\\u202e this"'),
  'a field of another form': setField('front-matter', 'title', '[a, b]'),
  'an unknown field': addLine('front-matter', 'author: Ada'),
  'a field that is there twice': (lines, chance) => {
    const index = 1 + chance(7)
    return { content: lines.toSpliced(8, 0, lines[index] ?? '').join('\n'), line: 9, rule: 'front-matter' }
  },
  'a quote that is not closed': setField('front-matter', 'sidebartitle', '"x'),
  'no front matter': (lines) => ({ content: lines.slice(9).join('\n'), line: 1, rule: 'front-matter' }),
  'a tab in the front matter': addLine('front-matter', '\tkey: value'),
  'a script': insert('element', '<script>alert(1)</script>'),
  'an element of HTML': insert('element', 'Words and\n<b>bold</b> ones.', 1),
  'an expression': insert('javascript', '{1 + 1}'),
  'an import': insert('javascript', 'import x from "y"'),
  'a tag that is not closed': insert('mdx-syntax', 'Words <Mention href="https://example.org/">here.'),
  'a brace that is not closed': (...args) => ({ ...insert('mdx-syntax', 'Words { here.')(...args), line: null }),
  'a handler': insert('attribute', '<Mention href="https://example.org/x" onclick="y">Words</Mention>'),
  'an unknown attribute': insert('attribute', '<Mention href="https://example.org/x" title="y">Words</Mention>'),
  'javascript:': insert('scheme', 'Words and\nmore, [here](javascript:alert(1)).', 1),
  'javascript: by an entity': insert('scheme', '[here](&#106;avascript:alert(1))'),
  'data: in a definition': insert('scheme', '[here][x]\n\n[x]: data:text/html,x', 2),
  'two slashes': insert('address', '[here](//example.org/)'),
  'a name before the host': insert('address', '[here](https://a@example.org/)'),
  'a host of two scripts': insert('homograph', '[here](https://exаmple.org/)'),
  'no address': insert('address', '[here]()'),
  'http: of a known host': insert('insecure', '[here](http://github.com/a)'),
  'http: of a host that others reach over https': insert('insecure', '[here](http://example.net/other)'),
  'a dead link': insert('internal-link', '[here](/nowhere.html)'),
  'a dead link in a mention': insert('internal-link', '<Mention href="/nowhere">Words</Mention>'),
  'a link in capitals': insert('internal-link', '[here](/Data.html)'),
  'a link without its slash': insert('internal-link', '[here](data.html)'),
  'a dead anchor': insert('internal-link', '[here](#nowhere)'),
  'a dead file': insert('internal-link', '[here](/figures/nowhere.pdf)'),
  'a picture that is not there': insert('picture', '![Words](/figures/nowhere.svg)'),
  'a picture without words': insert('picture', '![](/figures/prometheus-scraping.svg)'),
  'a picture of another site': insert('picture', '![Words](https://example.org/a.png)'),
  'a heading of the first level': insert('heading', '# Words'),
  'a heading that skips a level': insert('heading', '##### Words'),
  'a heading without words': insert('heading', '##'),
  'a resource that is listed twice': (lines) => ({
    content: [...lines.slice(0, -1), lines[26]].join('\n'),
    line: 29,
    rule: 'repeated-resource',
  }),
  'a letter turned around': insert('hidden-character', 'Words \u202e here.'),
  'a NUL': insert('hidden-character', 'Words \u0000 here.'),
  'a line that is too long': insert('size', 'Words. '.repeat(1600)),
  'bytes that are no UTF-8': (lines, chance) => {
    const index = 10 + chance(lines.length - 10)
    return {
      content: Buffer.concat([
        Buffer.from([...lines.slice(0, index), ''].join('\n')),
        Buffer.from([0xc3, 0x28, 0x0a]),
        Buffer.from(lines.slice(index).join('\n')),
      ]),
      line: index + 1,
      rule: 'encoding',
    }
  },
  'a byte order mark': (lines) => ({ content: `\uFEFF${lines.join('\n')}`, line: 1, rule: 'encoding' }),
  'emphasis without end': insertBomb('size', '*a_\n'.repeat(5000)),
  'a line of asterisks': insertBomb('size', '*'.repeat(40_000)),
  'lists in lists': insertBomb(
    '',
    Array.from({ length: 300 }, (_each, depth) => `${' '.repeat(2 * depth)}- x`).join('\n'),
  ),
  'lists in one line': insertBomb('', `${'- '.repeat(1000)}x`),
  'quotes in quotes': insertBomb('', `${'>'.repeat(200)} x`),
  'aliases that multiply': addLine('front-matter', yamlBomb),
  'brackets without end in the front matter': (lines) => ({
    content: lines.with(1, `title: ${'['.repeat(9000)}`).join('\n'),
    line: null,
    rule: '',
  }),
  'a file that is too large': (lines) => ({
    content: [...lines, ...Array<string>(6000).fill('Words, and more of them, over and over again.')].join('\n'),
    line: 1,
    rule: 'size',
  }),
  'more parts than a page may have': insertBomb('', '[a](/data) '.repeat(30).concat('\n').repeat(90)),
}

async function load(pages: Record<string, string | Buffer>): Promise<Portal> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-broken-'))
  try {
    for (const [slug, content] of Object.entries(pages)) await writeFile(path.join(folder, `${slug}.mdx`), content)
    await mkdir(path.join(folder, 'figures'))
    await writeFile(path.join(folder, 'figures/prometheus-scraping.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
    return await loadPortal(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const good = Object.fromEntries(slugs.map((slug) => [slug, writeGood(slug).join('\n')]))
const describeTopic = ({ problems: _problems, ...topic }: Topic) => topic

let before: Portal
beforeAll(async () => {
  before = await load(good)
})

it('the pages that will be broken have no problems', () => {
  expect(before.problems.map(formatProblem)).toEqual([])
  expect([...before.topics.keys()]).toEqual(slugs)
})

/** Breaks of front matter that involve another page use the last page, which must be the one reported. */
const onLast = new Set([
  'a slug that another page has',
  'a place that another page has',
  'a chapter without a head',
  'a second head',
])

/** How often each page is broken, each time at another position. */
const rounds = countCases(1, 4)

describe('M6, M7, M9: a page broken by', () => {
  it.each(Object.entries(breakers).map(([what, breaker], index) => ({ what, breaker, index })))(
    `$what is reported at its line, and affects no other page (${rounds} cases)`,
    async ({ what, breaker, index }) => {
      for (let round = 0; round < rounds; round++) {
        const chance = createChance(index * 4 + round + 1)
        const slug = onLast.has(what) ? 'zeta' : (slugs[chance(slugs.length)] ?? '')
        const { content, line, rule } = breaker(writeGood(slug), chance, slug)
        const used = countCpu()
        const portal = await load({ ...good, [slug]: content })
        expect(used()).toBeLessThan(4000)

        const named = portal.problems.filter(({ file }) => file === `${slug}.mdx`)
        expect(
          named
            .map((problem) => `${problem.line} ${problem.rule}`)
            .filter((each) => (line === null || each.startsWith(`${line} `)) && each.endsWith(rule)),
        ).not.toEqual([])
        for (const other of slugs.filter((each) => each !== slug)) {
          const topic = portal.topics.get(other)
          expect(topic && describeTopic(topic)).toEqual(describeTopic(before.topics.get(other)!))
        }
      }
    },
  )

  it('all of more than fifty ways', () => {
    expect(Object.keys(breakers).length).toBeGreaterThan(50)
  })
})

describe('a page with several slips', () => {
  const read = (body: string) =>
    readPage(
      'a.mdx',
      Buffer.from(
        `---\ntitle: A\ncategory: page\nslug: a\nsortorder: "0600"\ntoc: true\nsidebartitle: A\nmeta: A page.\n---\n${body}`,
      ),
    )

  it('reports all of them, also behind syntax that can’t be read', () => {
    const page = read(
      'One<br>two, <me@example.org>.\n\nWords { and.\n\n<Note title=“x”>\n\nA [b] (https://example.org/b).\n\n</Note>\n\nimport { it } now.\n\n- [c](javascript:alert)\n',
    )
    expect(page.source).toBeNull()
    expect(page.links).toEqual([])
    const places = page.problems.sort((a, b) => a.line - b.line || a.column - b.column)
    expect(places.map(({ line, column, rule }) => `${line - 9}:${column} ${rule}`)).toEqual([
      '1:4 mdx-syntax',
      '1:13 mdx-syntax',
      '3:7 mdx-syntax',
      '5:1 mdx-syntax',
      '7:3 near-link',
      '11:1 javascript',
      '13:3 scheme',
    ])
  })

  it('reports a pair of tags once', () => {
    expect(read('<Note title=“x”>\n\nA\n\n</Note>\n\n<b>b').problems.map(({ line, rule }) => [line - 9, rule])).toEqual(
      [
        [1, 'mdx-syntax'],
        [7, 'mdx-syntax'],
      ],
    )
  })

  it('is read a limited number of times', () => {
    const problems = read('a <= b\n\n'.repeat(100)).problems
    expect(problems).toHaveLength(9)
  })
})
