import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deriveResourceId, isError, loadPortal } from '../content'
import { setLanguage } from '../messages'
import { createTopic, diffContent, formatDiff, loadPortalAt, move, readAges, summariseSize, withdraw } from '.'

let folder: string

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'lectern-editing-')), 'content')
  mkdirSync(path.join(folder, 'devops'), { recursive: true })
  writePage('devops', '0600', 'Read about [monitoring](/monitoring.html) and [logs](/logging#what-it-is).', true)
  writePage(
    'monitoring',
    '0601',
    'See [DevOps](/devops).\n\n## Tutorials\n\n- [First](https://example.org/first)\n- [Second](https://example.org/second/)',
  )
  writePage(
    'logging',
    '0603',
    '## What it is\n\nBeside [monitoring](/monitoring.html#tutorials).\n\n- [Second again](https://www.example.org/second?utm_source=here)\n- [First part](https://example.org/first-part)',
  )
})
afterEach(() => {
  rmSync(path.dirname(folder), { recursive: true })
  setLanguage('en')
})

function writePage(slug: string, sortorder: string, body: string, toc = false): void {
  const text = `---\ntitle: "${slug}: what it is"\ncategory: page\nslug: ${slug}\nsortorder: "${sortorder}"\ntoc: ${toc}\nsidebartitle: ${slug}\nmeta: About ${slug}.\n---\n\n${body}\n`
  writeFileSync(path.join(folder, 'devops', `${slug}.mdx`), text)
}

const read = (file: string) => readFileSync(path.join(folder, file), 'utf8')
const snapshot = () =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.\w+$/.test(file))
      .map((file) => [file, read(file)]),
  )
const problems = async () => (await loadPortal(folder)).problems.filter(isError).map(({ message }) => message)
const warnings = async () =>
  (await loadPortal(folder)).problems.filter((problem) => !isError(problem)).map(({ file, rule }) => `${file} ${rule}`)
const id = deriveResourceId

describe('move', () => {
  it('M11: moves an address in every spelling on every page, and its marks follow', async () => {
    const done = await move(folder, 'https://example.org/second', 'https://example.net/two')
    expect(done).toMatchObject({ edited: ['devops/logging.mdx', 'devops/monitoring.mdx'], recorded: true })
    expect(read('devops/logging.mdx')).toContain('- [Second again](https://example.net/two)')
    const { moves } = await loadPortal(folder)
    expect(moves.resources.get(id('https://example.org/second'))).toBe(id('https://example.net/two'))
    expect(await problems()).toEqual([])
  })

  it('keeps titles as written', async () => {
    writePage(
      'monitoring',
      '0601',
      'See [DevOps](/devops).\n\n- On [it](https://example.org/first "Its \\"first\\" part")\n- <Resource href="https://example.org/second" title="Two">two</Resource>\n- [three][3]\n\n[3]: https://example.org/third (Three)',
    )
    for (const name of ['first', 'second', 'third'])
      await move(folder, `https://example.org/${name}`, `https://example.net/${name}`)
    expect(read('devops/monitoring.mdx')).toContain(
      '- On [it](https://example.net/first "Its \\"first\\" part")\n- <Resource href="https://example.net/second" title="Two">two</Resource>\n- [three][3]\n\n[3]: https://example.net/third (Three)',
    )
  })

  it('keeps a longer address that starts with the old one', async () => {
    await move(folder, 'https://example.org/first', 'https://example.org/1st')
    expect(read('devops/logging.mdx')).toContain('https://example.org/first-part')
    expect(read('devops/monitoring.mdx')).toContain('[First](https://example.org/1st)')
  })

  it('changes the slug of a page in its file name, its front matter and the links to it', async () => {
    const done = await move(folder, 'monitoring', 'watching')
    expect(done).toMatchObject({
      renamed: { from: 'devops/monitoring.mdx', to: 'devops/watching.mdx' },
      edited: ['devops/devops.mdx', 'devops/logging.mdx'],
    })
    expect(read('devops/devops.mdx')).toContain('[monitoring](/watching.html)')
    expect(read('devops/logging.mdx')).toContain('(/watching.html#tutorials)')
    const { moves, topics } = await loadPortal(folder)
    expect(topics.has('watching')).toBe(true)
    expect(moves.topics.get('monitoring')).toBe('watching')
    expect(await problems()).toEqual([])
  })

  it('follows chains of moves, and removes a move that is reversed', async () => {
    await move(folder, 'monitoring', 'watching')
    await move(folder, 'watching', 'seeing')
    expect((await loadPortal(folder)).moves.topics).toEqual(
      new Map([
        ['monitoring', 'seeing'],
        ['watching', 'seeing'],
      ]),
    )
    await move(folder, 'seeing', 'monitoring')
    expect((await loadPortal(folder)).moves.topics).toEqual(
      new Map([
        ['watching', 'monitoring'],
        ['seeing', 'monitoring'],
      ]),
    )
    expect(await problems()).toEqual([])
  })

  it('keeps the comments of moved.yaml', async () => {
    writeFileSync(path.join(folder, 'moved.yaml'), '# Ours.\npages: []\n')
    await move(folder, 'monitoring', 'watching')
    expect(read('moved.yaml')).toMatch(/^# Ours\.\n/)
  })

  it.each([
    ['an address that no page uses', 'https://example.org/nowhere', 'https://example.org/x', 'No page uses'],
    ['a move from an address to a word', 'https://example.org/first', 'elsewhere', 'is not an http'],
    ['an unknown slug', 'nowhere', 'elsewhere', 'No topic has the slug'],
    ['a move to a slug that is taken', 'monitoring', 'logging', 'already'],
    ['a move to an invalid slug', 'monitoring', 'Not A Slug', 'is not a valid slug'],
    ['a move to a path of the portal', 'monitoring', 'shelf', 'is not a valid slug'],
  ])('refuses %s and changes nothing', async (_, from, to, words) => {
    const before = snapshot()
    await expect(move(folder, from, to)).rejects.toThrow(words)
    expect(snapshot()).toEqual(before)
  })
})

describe('withdraw', () => {
  it('records a withdrawn address once no page uses it', async () => {
    await expect(withdraw(folder, 'https://example.org/first', 'gone')).rejects.toThrow(
      'still in use in devops/monitoring.mdx',
    )
    writePage('monitoring', '0601', 'See [DevOps](/devops).\n\n## Tutorials\n\n- [Second](https://example.org/second/)')
    await withdraw(folder, 'https://example.org/first', 'The author took it down.')
    expect((await loadPortal(folder)).moves.withdrawn).toEqual(new Set([id('https://example.org/first')]))
    expect(await problems()).toEqual([])
  })
})

describe('createTopic', () => {
  it('writes a page that passes the check, at the end of its chapter, with a link to it', async () => {
    const { file, linkedFrom } = await createTopic(folder, 'Alerting: who wakes up', 'devops')
    expect([file, linkedFrom]).toEqual(['devops/alerting.mdx', 'devops/devops.mdx'])
    expect(await problems()).toEqual([])
    // The editor fills it in next.
    expect(await warnings()).toEqual(['devops/alerting.mdx no-tutorials'])
    const portal = await loadPortal(folder)
    expect(portal.topics.get('alerting')).toMatchObject({
      title: 'Alerting: who wakes up',
      sortorder: '0604',
      toc: false,
    })
  })

  it('writes in the language of the portal, and spells its umlauts out in the address', async () => {
    writeFileSync(path.join(folder, 'portal.yaml'), 'lang: de\n')
    const { file } = await createTopic(folder, 'Schärfen: übers Knie', 'devops')
    expect(file).toBe('devops/schaerfen.mdx')
    expect(read(file)).toContain('## Wann man es wählt')
    expect(read(file)).not.toMatch(/what|when/i)
    expect(read('devops/devops.mdx')).toContain('Siehe auch [Schärfen](/schaerfen.html).')
    expect(await problems()).toEqual([])
  })

  it('begins a new chapter, whose pages come next', async () => {
    const { file, linkedFrom } = await createTopic(folder, 'Timber: where it comes from', null)
    expect([file, linkedFrom]).toEqual(['timber/timber.mdx', null])
    await createTopic(folder, 'Oak', 'timber')
    const { chapters, problems } = await loadPortal(folder)
    expect(problems.filter(isError)).toEqual([])
    expect(chapters.map(({ head, topics }) => [head.sortorder, topics.map(({ slug }) => slug)])).toEqual([
      ['0600', expect.anything()],
      ['0700', ['oak']],
    ])
  })

  it.each([
    ['Où vont les données', 'ou-vont-les-donnees'],
    ['Straße und Weg: wohin', 'strasse-und-weg'],
    [`${'very '.repeat(20)}long`, /^very(-very)+$/],
    ['Мониторинг', /^page-[0-9a-f]{6}$/],
    ['Search: find it', 'search-page'],
    [': odd', 'odd'],
  ])('derives the slug of “%s” as the import does', async (title, slug) => {
    const { file } = await createTopic(folder, title, 'devops')
    expect(path.basename(file, '.mdx')).toMatch(slug)
    expect(await problems()).toEqual([])
  })

  it.each([
    ['an unknown chapter', 'Alerting', 'nowhere', 'There is no chapter'],
    ['a title that is taken', 'Logging', 'devops', 'already'],
    ['a title without a letter', '…', 'devops', 'has no letters or digits'],
    ['a title that is too long', 'x'.repeat(121), 'devops', 'The title has 121 characters; the maximum is 120.'],
  ])('refuses %s and changes nothing', async (_, title, chapter, words) => {
    const before = snapshot()
    await expect(createTopic(folder, title, chapter)).rejects.toThrow(words)
    expect(snapshot()).toEqual(before)
  })
})

describe('the comparison with a commit', () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Editor', '-c', 'user.email=editor@example.org', ...args], {
      cwd: folder,
      stdio: 'pipe',
    })
  beforeEach(() => {
    git('init', '-q', '..')
    git('add', '-A')
    git('commit', '-qm', 'Before')
  })
  const compare = async () => diffContent(await loadPortalAt(folder, 'HEAD'), await loadPortal(folder))

  it('leaves out unchanged content', async () => {
    expect(formatDiff(await compare())).toBe('No topic, no tutorial and no path changed.')
  })

  it('lists added, moved, retitled and renamed content', async () => {
    await move(folder, 'https://example.org/first', 'https://example.net/first')
    await move(folder, 'monitoring', 'watching')
    await createTopic(folder, 'Alerting', 'devops')
    mkdirSync(path.join(folder, 'paths'))
    writeFileSync(
      path.join(folder, 'paths/watch.yaml'),
      'title: Keep watch\nsidebartitle: Watch\nmeta: It calls you.\nfor: Everyone.\nhours: 2\nsortorder: "01"\nsteps:\n  - topic: alerting\n    note: Begin here.\n',
    )
    writeFileSync(
      path.join(folder, 'devops/logging.mdx'),
      read('devops/logging.mdx').replace('[First part]', '[Part one]').concat('- [Third](https://example.org/third)\n'),
    )
    const diff = await compare()
    expect(diff.vanished).toEqual([])
    expect(formatDiff(diff)).toBe(
      [
        '### Pages added\n\n- Alerting (/alerting)',
        '### Pages renamed\n\n- monitoring → watching',
        '### Paths added\n\n- Keep watch (/paths/watch)',
        '### Tutorials, tools and references added\n\n- [Third](https://example.org/third) on logging',
        '### Moved\n\n- [First](https://example.net/first), was `https://example.org/first`',
        '### Retitled\n\n- [Part one](https://example.org/first-part), was “First part”',
      ].join('\n\n'),
    )
  })

  it('lists a tutorial as retitled if its link gets a title', async () => {
    writeFileSync(
      path.join(folder, 'devops/logging.mdx'),
      read('devops/logging.mdx').replace('first-part)', 'first-part "The *first* part")'),
    )
    const diff = await compare()
    expect(diff.vanished).toEqual([])
    expect(formatDiff(diff)).toBe(
      '### Retitled\n\n- [The \\*first\\* part](https://example.org/first-part), was “First part”',
    )
  })

  it('M11: reports content that vanished or changed its address without a move, with the command to run', async () => {
    writeFileSync(
      path.join(folder, 'devops/monitoring.mdx'),
      read('devops/monitoring.mdx').replace('https://example.org/first', 'https://example.net/first'),
    )
    rmSync(path.join(folder, 'devops/logging.mdx'))
    const { vanished } = await compare()
    expect(vanished.map(({ what, name }) => [what, name])).toEqual([
      ['page', 'logging'],
      ['resource', 'https://example.org/first'],
      ['resource', 'https://example.org/first-part'],
    ])
    expect(vanished[1]?.cure).toContain('npm run content -- move "https://example.org/first" "<new address>"')
  })

  it('M11: accepts content that was withdrawn on purpose', async () => {
    rmSync(path.join(folder, 'devops/logging.mdx'))
    writePage('devops', '0600', 'Read about [monitoring](/monitoring.html).', true)
    await withdraw(folder, 'logging', 'Merged into monitoring.')
    await withdraw(folder, 'https://example.org/first-part', 'It went with its page.')
    const diff = await compare()
    expect(diff.vanished).toEqual([])
    expect(formatDiff(diff)).toContain('### Withdrawn\n\n- [First part](https://example.org/first-part) from logging')
  })

  it('refuses an unknown commit with Git’s message', async () => {
    await expect(loadPortalAt(folder, 'no-such-branch')).rejects.toThrow(/^Git says: /)
  })

  it('finds the age of each page', async () => {
    await createTopic(folder, 'Alerting', 'devops')
    const ages = await readAges(folder, await loadPortal(folder))
    expect(ages.at(-1)).toMatchObject({ topic: { slug: 'alerting' }, changed: null })
    expect(ages[0]?.changed).toMatch(/^\d{4}-\d\d-\d\d$/)
  })
})

describe('summariseSize', () => {
  it('counts each resource once, and words of prose only', async () => {
    writePage(
      'logging',
      '0603',
      'Four words of prose.\n\n```sh\nnot these\n```\n\n## Tools\n\n- [Grep](https://example.org/grep)\n',
    )
    const { topics } = await loadPortal(folder)
    expect(summariseSize([topics.get('logging')].flatMap((topic) => topic ?? []))).toEqual({
      topics: 1,
      tutorials: 0,
      tools: 1,
      references: 0,
      words: 6,
    })
  })
})
