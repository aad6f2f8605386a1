import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { noMoves } from './files/moves'
import { deriveResourceId } from './address'
import {
  assembleInSteps,
  assemblePortal,
  KeptPages,
  loadPortal,
  readContent,
  slugOfAddress,
  type ContentAround,
  type KnownFile,
} from './load'
import { findUnreadable, formatProblem, getNeighbours, type Portal, type Problem } from './portal'
import { readPages } from './files/read-page'
import { defaultSettings } from './files/settings'

// So that calls can be counted.
vi.mock('./address', { spy: true })

/** Returns the portal of a folder with these files, which is removed after the test. */
async function load(files: Record<string, string | Buffer>): Promise<Portal> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-content-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
    await writeFile(path.join(folder, file), text)
  }
  const portal = await loadPortal(folder)
  // Few of these pages link to one another, which check-between.test.ts tests.
  const isOther = ({ rule }: Problem) => rule !== 'orphan'
  portal.problems = portal.problems.filter(isOther)
  for (const topic of portal.topics.values()) topic.problems = topic.problems.filter(isOther)
  return portal
}

/** Returns a page whose body begins on line 10. It heads its chapter if its sortorder ends in "00". */
function page(slug: string, sortorder: string, body = 'Body.', toc = /00["']?$/.test(sortorder)): string {
  return [
    '---',
    `title: On ${slug}`,
    'category: page',
    `slug: ${slug}`,
    `sortorder: ${sortorder}`,
    `toc: ${toc}`,
    `sidebartitle: ${slug}`,
    `meta: All of ${slug}.`,
    '---',
    body,
    '',
  ].join('\n')
}

const head = page('devops', '"0600"')
const sound = { 'devops.mdx': head, 'docker.mdx': page('docker', '"0601"'), 'sentry.mdx': page('sentry', '"0609"') }

const slugs = (portal: Portal) => [...portal.topics.keys()]
/** Problems without their sentences. */
const places = (portal: Portal) => portal.problems.map((problem) => formatProblem({ ...problem, message: '' }).trim())

describe('order', () => {
  it('is that of sortorder, quoted or bare, independent of file names', async () => {
    const portal = await load({
      'a/logging.mdx': page('logging', '0608'),
      'b/prometheus.mdx': page('prometheus', '0603'),
      'c/monitoring.mdx': page('monitoring', '"0602"'),
      'd/sentry.mdx': page('sentry', '0604'),
      'e/devops.mdx': page('devops', "'0600'"),
      'f/docker.mdx': page('docker', '0601'),
      'g/servers.mdx': page('servers', '"0610"'),
    })
    expect(portal.problems).toEqual([])
    expect(slugs(portal)).toEqual(['devops', 'docker', 'monitoring', 'prometheus', 'sentry', 'logging', 'servers'])
    expect([...portal.topics.values()].map(({ sortorder }) => sortorder)).toEqual([
      '0600',
      '0601',
      '0602',
      '0603',
      '0604',
      '0608',
      '0610',
    ])
  })

  it('is that of plain strings, also with five and eight digits', async () => {
    const orders = ['0600', '0603', '06030', '06030100', '060302', '06031', '0604', '1000', '10000100']
    const files = Object.fromEntries(
      orders
        .toReversed()
        .map((order) => [`s${order}.mdx`, page(`s${order}`, order, '', order === '0600' || order === '1000')]),
    )
    const portal = await load(files)
    expect(portal.problems).toEqual([])
    expect(slugs(portal)).toEqual(orders.map((order) => `s${order}`))
    expect(portal.chapters.map(({ number, topics }) => [number, topics.length])).toEqual([
      ['06', 6],
      ['10', 1],
    ])
  })

  it('has one chapter after another, each with its head and topics', async () => {
    const portal = await load({
      'postgresql.mdx': page('postgresql', '0301'),
      'data.mdx': page('data', '0300'),
      ...sound,
    })
    expect(
      portal.chapters.map(({ number, head, topics }) => [number, head.slug, topics.map(({ slug }) => slug)]),
    ).toEqual([
      ['03', 'data', ['postgresql']],
      ['06', 'devops', ['docker', 'sentry']],
    ])
    expect(portal.topics.get('docker')).toMatchObject({
      title: 'On docker',
      chapter: '06',
      toc: false,
      file: 'docker.mdx',
      meta: 'All of docker.',
    })
  })

  it('keeps a head that does not sort first, as the head', async () => {
    const portal = await load({
      'early.mdx': page('early', '0601'),
      'lead.mdx': page('lead', '0602', '', true),
      'late.mdx': page('late', '0603'),
    })
    expect(portal.problems).toEqual([])
    expect(slugs(portal)).toEqual(['early', 'lead', 'late'])
    expect(portal.chapters[0]?.head.slug).toBe('lead')
    expect(portal.chapters[0]?.topics.map(({ slug }) => slug)).toEqual(['early', 'late'])
  })

  it('defines neighbours across chapters', async () => {
    const portal = await load({ ...sound, 'web.mdx': page('web', '0700'), 'django.mdx': page('django', '0701') })
    expect(getNeighbours(portal, 'sentry')).toMatchObject({ previous: { slug: 'docker' }, next: { slug: 'web' } })
    expect(getNeighbours(portal, 'web')).toMatchObject({ previous: { slug: 'sentry' }, next: { slug: 'django' } })
  })
})

describe('files', () => {
  it('are found in all folders, and only pages are read', async () => {
    const portal = await load({
      'README.md': 'For {editors}',
      'moved.yaml': '# nothing moved yet\n',
      'devops/devops.mdx': head,
      'devops/deep/docker.mdx': page('docker', '0601'),
    })
    expect(portal.problems).toEqual([])
    expect([...portal.topics.values()].map(({ file }) => file)).toEqual(['devops/devops.mdx', 'devops/deep/docker.mdx'])
  })

  it('may be missing', async () => {
    expect(await load({})).toEqual({
      settings: defaultSettings,
      chapters: [],
      topics: new Map(),
      resources: new Map(),
      tutorialIds: [],
      paths: new Map(),
      moves: noMoves,
      problems: [],
    })
  })

  it('M7: with CRLF are read in the same way', async () => {
    const body = '## Part\n\n- [A](https://example.com/a)\n- [B](/nowhere)'
    const [unix, windows] = [
      await load({ 'devops.mdx': page('devops', '0600', body) }),
      await load({ 'devops.mdx': page('devops', '0600', body).replaceAll('\n', '\r\n') }),
    ]
    expect(windows.topics.get('devops')?.headings).toEqual(unix.topics.get('devops')?.headings)
    expect(windows.resources).toEqual(unix.resources)
    expect(places(windows)).toEqual(['devops.mdx:13:3 internal-link'])
  })
})

describe('a topic', () => {
  it('has its headings and resources with their positions', async () => {
    const portal = await load({
      'devops.mdx': page(
        'devops',
        '0600',
        '## Tools\n\n- [A tool](https://example.com/tool)\n\n## Reading\n\n- The [primer](https://example.com/primer) and [more](https://example.com/a-page)',
      ),
    })
    const topic = portal.topics.get('devops')
    expect(topic?.headings).toEqual([
      { depth: 2, text: 'Tools', id: 'tools' },
      { depth: 2, text: 'Reading', id: 'reading' },
    ])
    expect(topic?.resources.map(({ title, kind, href, topics }) => [title, kind, href, topics])).toEqual([
      ['A tool', 'tool', 'https://example.com/tool', [{ slug: 'devops', file: 'devops.mdx', line: 12, column: 3 }]],
      [
        'primer',
        'tutorial',
        'https://example.com/primer',
        [{ slug: 'devops', file: 'devops.mdx', line: 16, column: 7 }],
      ],
      [
        'more',
        'tutorial',
        'https://example.com/a-page',
        [{ slug: 'devops', file: 'devops.mdx', line: 16, column: 48 }],
      ],
    ])
  })

  it('keeps its source with the lines of the file', async () => {
    const portal = await load({ 'devops.mdx': page('devops', '0600', 'Line ten.') })
    expect(portal.topics.get('devops')?.source?.split('\n')[9]).toBe('Line ten.')
  })
})

describe('a resource', () => {
  it('is the same for one address on two pages, with both topics in reading order', async () => {
    const portal = await load({
      'a-late.mdx': page('a-late', '0602', '- [Primer, again](http://example.com/primer/?utm_source=x#part)'),
      'devops.mdx': head,
      'early.mdx': page('early', '0601', '- [Primer](https://www.example.com/primer)'),
    })
    const id = deriveResourceId('https://example.com/primer')
    expect([...portal.resources.keys()]).toEqual([id])
    expect(portal.resources.get(id)).toMatchObject({
      title: 'Primer',
      href: 'https://www.example.com/primer',
      topics: [{ slug: 'early' }, { slug: 'a-late' }],
    })
    expect(portal.topics.get('a-late')?.resources[0]).toBe(portal.topics.get('early')?.resources[0])
  })

  it('is listed once in a topic that links it twice', async () => {
    const portal = await load({
      'devops.mdx': page('devops', '0600', '- [A](https://example.com/a)\n- [B](https://example.com/a/)'),
    })
    expect(portal.topics.get('devops')?.resources.map(({ title, topics }) => [title, topics.length])).toEqual([
      ['A', 1],
    ])
  })

  it('has its explicit id', async () => {
    const portal = await load({
      'devops.mdx': page(
        'devops',
        '0600',
        '- <Resource href="https://example.com/a" id="the-primer" kind="tool">A</Resource>',
      ),
    })
    expect(portal.resources.get('the-primer')).toMatchObject({ id: 'the-primer', kind: 'tool', title: 'A' })
  })

  it('is not taken from an element that is removed', async () => {
    const portal = await load({
      'devops.mdx': page('devops', '0600', '<div>\n\n## Hidden\n\n- [A](https://example.com/a)\n\n</div>'),
    })
    expect(portal.resources.size).toBe(0)
    expect(portal.topics.get('devops')?.headings).toEqual([])
  })
})

describe('problems between pages', () => {
  it('M8: include a slug of two pages, of which the first is kept', async () => {
    const portal = await load({ ...sound, 'other/docker.mdx': page('docker', '"0605"') })
    expect(portal.problems.map(formatProblem)).toEqual([
      'other/docker.mdx:4:7 slug The slug "docker" is already used by docker.mdx. Choose another.',
    ])
    expect(portal.topics.get('docker')?.sortorder).toBe('0601')
    expect(slugs(portal)).toEqual(['devops', 'docker', 'sentry'])
  })

  it('include a sortorder of two pages, with free ones nearby', async () => {
    const portal = await load({ ...sound, 'fabric.mdx': page('fabric', '0601'), 'git.mdx': page('git', '0603') })
    expect(portal.problems.map(formatProblem)).toEqual([
      'fabric.mdx:5:12 sortorder The sortorder "0601" is already used by docker.mdx. Free ones nearby: 0602, 0604, 0605.',
    ])
    expect(slugs(portal)).toEqual(['devops', 'docker', 'fabric', 'git', 'sentry'])
  })

  it('include a chapter without a head, which its first page heads for now', async () => {
    const portal = await load({ ...sound, 'lost.mdx': page('lost', '0901'), 'more.mdx': page('more', '0902') })
    expect(portal.problems.map(formatProblem)).toEqual([
      'lost.mdx:5:12 chapter No page heads chapter 09. Give one page of it "toc: true", or move this page to another chapter.',
    ])
    expect(portal.chapters.map(({ head, topics }) => [head.slug, topics.map(({ slug }) => slug)])).toEqual([
      ['devops', ['docker', 'sentry']],
      ['lost', ['more']],
    ])
  })

  it('include a slug that is the file name of another page, which is kept', async () => {
    const portal = await load({ ...sound, 'a.mdx': page('docker', '0605') })
    expect(places(portal)).toEqual(['a.mdx:4:7 slug', 'a.mdx:4:7 slug'])
    expect(portal.topics.get('docker')?.file).toBe('docker.mdx')
  })

  it('include a second head of a chapter, which is kept as a topic', async () => {
    const portal = await load({ ...sound, 'second.mdx': page('second', '0605', '', true) })
    expect(portal.problems.map(formatProblem)).toEqual([
      'second.mdx:6:6 chapter devops.mdx already heads chapter 06. Set toc to false in one of the two.',
    ])
    expect(portal.chapters.map(({ head, topics }) => [head.slug, topics.map(({ slug }) => slug)])).toEqual([
      ['devops', ['docker', 'second', 'sentry']],
    ])
  })

  it('include a warning of a page in the folder of another chapter', async () => {
    const portal = await load({
      'devops/devops.mdx': head,
      'data/data.mdx': page('data', '"0300"'),
      'data/docker.mdx': page('docker', '"0601"'),
      'devops/sentry.mdx': page('sentry', '"0609"'),
      'other/redis.mdx': page('redis', '"0301"'),
    })
    expect(portal.problems.map(formatProblem)).toEqual([
      'data/docker.mdx:5:12 warning chapter The file is in the folder of chapter 03, but its sortorder puts it in chapter 06. Change the sortorder, or move the file to the folder of devops/devops.mdx.',
    ])
    expect(
      (
        await load({
          'devops.mdx': head,
          'data.mdx': page('data', '"0300"'),
          'all/a.mdx': page('a', '"0301"'),
          'all/b.mdx': page('b', '"0601"'),
        })
      ).problems,
    ).toEqual([])
  })

  it('include a slug that is not the name of its file', async () => {
    const portal = await load({ ...sound, 'got.mdx': page('git', '0605') })
    expect(portal.problems.map(formatProblem)).toEqual([
      'got.mdx:4:7 slug The slug "git" must be the file\'s name. Rename the file to git.mdx, or change the slug.',
    ])
    expect(slugs(portal)).toContain('git')
  })

  it('include a link to a missing topic', async () => {
    const portal = await load({
      ...sound,
      'figures/prometheus-scraping.svg': '<svg/>',
      'git.mdx': page(
        'git',
        '0605',
        'To [there](/docker.html), [there](/docker), [there](/), [a file](/figures/prometheus-scraping.svg).\n\n- and [nowhere](/nowhere.html), [nowhere](/lost)\n\n[below]: /below',
      ),
    })
    expect(portal.problems.map(formatProblem)).toEqual([
      'git.mdx:12:7 internal-link No topic has the address /nowhere.html. Correct the address, or add the topic.',
      'git.mdx:12:33 internal-link No topic has the address /lost. Correct the address, or add the topic.',
      'git.mdx:14:1 internal-link No topic has the address /below. Correct the address, or add the topic.',
    ])
  })

  it('include a link to a missing heading', async () => {
    const portal = await load({
      ...sound,
      'git.mdx': page(
        'git',
        '0605',
        '## Here\n\n## Here\n\n[a](#here) [b](#here-1) [c](/git.html#here) [d](#gone)\n\n[e](/docker#gone)',
      ),
    })
    expect(portal.problems.map(formatProblem)).toEqual([
      'git.mdx:14:45 internal-link The topic "git" has no heading with the anchor #gone.',
      'git.mdx:16:1 internal-link The topic "docker" has no heading with the anchor #gone.',
    ])
  })

  it('do not include links to headings of an unreadable page', async () => {
    const portal = await load({
      ...sound,
      'broken.mdx': page('broken', '0605', 'a {'),
      'git.mdx': page('git', '0606', '[a](/broken#part)'),
    })
    expect(places(portal)).toEqual(['broken.mdx:10:3 mdx-syntax'])
  })

  it('are in the order of files and lines', async () => {
    const portal = await load({
      'b.mdx': page('b', '0602', '[x](/gone)\n\n<b>x</b> and <i>y</i>\n\n[x](/gone)'),
      'a.mdx': page('wrong', '0601', '[x](/gone)'),
      'devops.mdx': page('devops', '0600', '{1}'),
    })
    expect(places(portal)).toEqual([
      'a.mdx:4:7 slug',
      'a.mdx:10:1 internal-link',
      'b.mdx:10:1 internal-link',
      'b.mdx:12:1 element',
      'b.mdx:12:14 element',
      'b.mdx:14:1 internal-link',
      'devops.mdx:10:1 javascript',
    ])
    expect(portal.topics.get('b')?.problems).toEqual(portal.problems.filter(({ file }) => file === 'b.mdx'))
  })
})

describe('reading a folder again', () => {
  /** Reads a folder of two pages, seconds later or at once; then `read` returns the files that are read again. */
  async function begin({ isLater = true } = {}) {
    const folder = await mkdtemp(path.join(tmpdir(), 'lectern-again-'))
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => performance.timeOrigin + performance.now() + 60_000)
    if (!isLater) clock.mockRestore()
    onTestFinished(() => (clock.mockRestore(), rm(folder, { recursive: true })))
    for (const name of ['a', 'b']) await writeFile(path.join(folder, `${name}.mdx`), page(name, '"0100"'))
    const known = new Map<string, KnownFile>()
    const read = async () => {
      const files: string[] = []
      await readContent(folder, folder, known, (pages) => files.push(...pages.map(({ file }) => file)))
      return files
    }
    expect(await read()).toEqual(['a.mdx', 'b.mdx'])
    return { folder, known, read }
  }

  it('opens only files whose change time, size or inode changed', async () => {
    const { folder, known, read } = await begin()
    // Only a page that is opened is compared with this digest.
    for (const each of known.values()) each.digest = 'another'
    expect(await read()).toEqual([])
    // As long as before.
    await writeFile(path.join(folder, 'b.mdx'), page('b', '"0100"', 'Bady.'))
    expect(await read()).toEqual(['b.mdx'])
    expect(await read()).toEqual([])
  })

  it('opens files that may have changed again within the resolution of the clock', async () => {
    const { known, read } = await begin({ isLater: false })
    for (const each of known.values()) each.digest = 'another'
    expect(await read()).toEqual(['a.mdx', 'b.mdx'])
    expect(await read()).toEqual([])
  })

  it('forgets removed files, and reads them when they return', async () => {
    const { folder, known, read } = await begin()
    await rm(path.join(folder, 'a.mdx'))
    expect(await read()).toEqual([])
    expect([...known.keys()]).toEqual(['b.mdx'])
    await writeFile(path.join(folder, 'a.mdx'), page('a', '"0100"'))
    expect(await read()).toEqual(['a.mdx'])
  })
})

describe('assembling in steps', () => {
  const read = (files: Record<string, string>) =>
    readPages(Object.entries(files).map(([file, text]) => ({ file, bytes: Buffer.from(text) })))
  const around = (files: Record<string, string>): ContentAround => ({
    files: Object.keys(files),
    problems: [],
    paths: [],
    settings: { settings: defaultSettings, isSound: true, problems: [], digest: '' },
    moved: '',
    publicFiles: new Map(),
  })
  /** Returns the portal and the number of steps. */
  function step(files: Record<string, string>, isChecked: boolean): { portal: Portal; steps: number } {
    const work = assembleInSteps(read(files), around(files), isChecked)
    for (let steps = 0; ; steps++) {
      const { done, value } = work.next()
      if (done) return { portal: value, steps }
    }
  }

  it('takes at least one step per page, and returns the same portal', () => {
    const { portal, steps } = step(sound, true)
    expect(steps).toBeGreaterThan(Object.keys(sound).length)
    expect(portal).toEqual(assemblePortal(read(sound), around(sound)))
  })

  it('derives the ids of moved addresses once for each text of moved.yaml', () => {
    const moved = (to: string) => `addresses:\n  - from: https://example.org/old\n    to: https://example.org/${to}\n`
    const assemble = (text: string) => assemblePortal(read(sound), { ...around(sound), moved: text }).problems
    assemble(moved('new'))
    const derive = vi.mocked(deriveResourceId).mockClear()
    expect(assemble(moved('new'))).toContainEqual(expect.objectContaining({ rule: 'moves', line: 2 }))
    expect(derive).not.toHaveBeenCalled()
    assemble(moved('newer'))
    expect(derive).toHaveBeenCalledTimes(2)
  })

  it('without checks reports only problems that hide a page', () => {
    const files = {
      ...sound,
      'docker.mdx': page('docker', '"0601"', '[Gone](/no-such-topic.html)'),
      'sentry.mdx': page('docker', '"0609"'),
    }
    const { portal } = step(files, false)
    const checked = step(files, true).portal
    expect(slugs(portal)).toEqual(slugs(checked))
    expect(findUnreadable(portal)).toEqual(findUnreadable(checked))
    const rules = ({ problems }: Portal) => problems.map(({ rule }) => rule)
    expect(rules(checked)).toContain('internal-link')
    expect(rules(portal)).not.toContain('internal-link')
    expect(rules(portal)).toContain('slug')
  })
})

describe('problems within a page', () => {
  it.each([
    ['a brace in text', 'A brace { here.', '10:9 mdx-syntax'],
    ['a brace further below', 'One.\n\nTwo {1 +} three.', '12:5 mdx-syntax'],
    ['an element never closed', 'One <b>two.', '10:5 mdx-syntax'],
    ['an element only closed', 'One.\n\n  </b>', '12:3 mdx-syntax'],
    ['a comment of HTML', '<!-- hidden -->', '10:1 mdx-syntax'],
    ['an expression in text', 'Now {Date.now()} here.', '10:5 javascript'],
    ['an expression as a block', 'One.\n\n{process.exit()}', '12:1 javascript'],
    ['an import', 'import fs from "node:fs"', '10:1 javascript'],
    ['an export', 'One.\n\nexport const meta = {}', '12:1 javascript'],
    ['a script', '<script>alert(1)</script>', '10:1 element'],
    ['an element of HTML', 'One <img src="/a.png" /> two.', '10:5 element'],
    ['a component of the page', '- <ResourceControls id="x" />', '10:3 element'],
    ['a fragment', '<>words</>', '10:1 element'],
    [
      'an attribute that is an expression',
      '- <Resource href="https://example.com/a" kind={kind}>A</Resource>',
      '10:3 javascript',
    ],
    ['attributes out of an object', '- <Mention href="https://example.com/a" {...more}>A</Mention>', '10:3 javascript'],
    ['a resource without an address', '- <Resource>A</Resource>', '10:3 element'],
    ['a resource within the portal', '- <Resource href="/docker">A</Resource>', '10:3 element'],
    [
      'an id that no mark could name',
      '- <Resource href="https://example.com/a" id="The primer">A</Resource>',
      '10:3 element',
    ],
  ])('include %s with its position, and affect no other page', async (_what, body, place) => {
    const portal = await load({ ...sound, 'git.mdx': page('git', '0605', body) })
    expect(places(portal)).toEqual([`git.mdx:${place}`])
    expect(slugs(portal)).toEqual(['devops', 'docker', 'git', 'sentry'])
  })

  it('leave a page with an unreadable body in its position, without a body', async () => {
    const portal = await load({
      ...sound,
      'git.mdx': page('git', '0605', '## Part\n\n- [A](https://example.com/a)\n\n{'),
    })
    expect(portal.topics.get('git')).toMatchObject({
      title: 'On git',
      source: null,
      headings: [],
      resources: [],
      problems: [{ rule: 'mdx-syntax' }],
    })
    expect(getNeighbours(portal, 'git')).toMatchObject({ previous: { slug: 'docker' }, next: { slug: 'sentry' } })
    expect(portal.chapters[0]?.topics.map(({ slug }) => slug)).toEqual(['docker', 'git', 'sentry'])
  })

  it('leave a page that contains JavaScript, with its body', async () => {
    const portal = await load({ ...sound, 'git.mdx': page('git', '0605', '## Part\n\n<script>alert(1)</script>') })
    expect(portal.topics.get('git')).toMatchObject({
      headings: [{ id: 'part' }],
      source: expect.stringContaining('## Part'),
    })
  })

  it('are all reported, in the front matter and in the body', async () => {
    const portal = await load({ ...sound, 'git.mdx': page('git', 'six', '{1}\n\n[x](/gone)') })
    expect(places(portal)).toEqual([
      'git.mdx:5:12 front-matter',
      'git.mdx:10:1 javascript',
      'git.mdx:12:1 internal-link',
    ])
  })

  it.each([
    ['whose front matter is wrong', page('git', 'six'), '5:12 front-matter'],
    ['without front matter', 'Only words.', '1:1 front-matter'],
    ['that is empty', '', '1:1 front-matter'],
    [
      'that is not UTF-8',
      Buffer.concat([Buffer.from(page('git', '0605')), Buffer.from([0xe9, 0x0a])]),
      '11:1 encoding',
    ],
  ])('remove a page %s, and only that one', async (_what, text, place) => {
    const portal = await load({ ...sound, 'git.mdx': text })
    expect(places(portal)).toEqual([`git.mdx:${place}`])
    expect(slugs(portal)).toEqual(['devops', 'docker', 'sentry'])
  })

  it('M7: include a byte order mark, and the page is read', async () => {
    const portal = await load({ ...sound, 'git.mdx': `\uFEFF${page('git', '0605')}` })
    expect(places(portal)).toEqual(['git.mdx:1:1 encoding'])
    expect(slugs(portal)).toContain('git')
  })

  it('do not include braces and tags in code', async () => {
    const body =
      'Write `{x}` or \\{x\\}, `<div>` or \\<div>, 1 < 2.\n\n```html\n<script>{x}</script>\n```\n\n' +
      '- <Resource href="https://example.com/a" id="a-1">A</Resource> and <Mention href="https://example.com/b">B</Mention>'
    expect(await load({ 'devops.mdx': page('devops', '0600', body) })).toMatchObject({ problems: [] })
  })
})

describe('slugOfAddress', () => {
  it.each([
    ['/prometheus', 'prometheus'],
    ['/prometheus.html', 'prometheus'],
    ['/web-development.html', 'web-development'],
    ['/', undefined],
    ['/figures/prometheus', undefined],
    ['/prometheus.svg', undefined],
    ['//example.com', undefined],
    ['prometheus.html', undefined],
  ])('returns for %s: %s', (address, slug) => {
    expect(slugOfAddress(address)).toBe(slug)
  })
})

describe('the content of this repository', () => {
  let portal: Portal
  beforeAll(async () => {
    portal = await loadPortal(path.resolve('content'))
  })

  it('has no problems', () => {
    expect(portal.problems.map(formatProblem)).toEqual([])
  })
})

describe('kept pages', () => {
  it('are read again only if their text differs, whatever folder they are loaded from', async () => {
    const write = async (files: Record<string, string>) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'lectern-content-'))
      onTestFinished(() => rm(folder, { recursive: true }))
      for (const [file, text] of Object.entries(files)) await writeFile(path.join(folder, file), text)
      return folder
    }
    const kept = new KeptPages()
    const files = { ...sound, 'redis.mdx': page('redis', '"0610"') }
    await loadPortal(await write(files), undefined, kept)
    const before = Object.keys(files).map((file) => kept.get(file))
    const { 'redis.mdx': _removed, ...others } = files
    const after = { ...others, 'docker.mdx': page('docker', '"0601"', 'Other words.') }
    const again = await write(after)
    const portal = await loadPortal(again, undefined, kept)
    expect(portal).toEqual(await loadPortal(again))
    expect(slugs(portal)).toEqual(['devops', 'docker', 'sentry'])
    expect(Object.keys(files).map((file, at) => kept.get(file) === before[at])).toEqual([true, false, true, true])
  })
})
