import { deflateSync } from 'node:zlib'
import { access, mkdir, readdir, symlink } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadPortal } from '@/lib/content'
import { bodyOf, makeSite, pelican, problemsOf, topic } from './testing'

async function site(files: Record<string, string | Buffer>, content?: Record<string, string>) {
  const made = await makeSite(files, content)
  onTestFinished(made.done)
  return made
}

const fieldsOf = (text: string) =>
  Object.fromEntries(
    text
      .split('---\n')[1]!
      .trim()
      .split('\n')
      .map((line) => line.split(/: (.*)/s).slice(0, 2)),
  )

/** Creates a picture of one pixel; `colour` makes its bytes distinct. */
function png(colour: number): Buffer {
  const chunk = (type: string, data: Buffer) =>
    Buffer.concat([Buffer.from([0, 0, 0, data.length]), Buffer.from(type), data, Buffer.alloc(4)])
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
    chunk('IDAT', deflateSync(Buffer.from([0, colour]))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('importing the model page', () => {
  const page = pelican(
    `[Loomworks](https://loomworks.example.org/)
([source code](https://github.com/loomworks/loomworks)) is an open
[cloth](/cloth.html) maker for [mills](/mills.html).

<a href="https://loomworks.example.org/" style="border: none;"><img src="/img/logos/loomworks.jpg" width="100%" alt="Loomworks logo." class="shot"></a>


### Loomworks resources
* [Loomworks-Basics](https://github.com/weaver/Loomworks-Basics)
  begins with nothing at all.

* This primer on [Loomworks](https://www.primer.example.org/2017/10/loomworks/)
  sets one up.

* [Weaving with one thread in Loomworks](https://blog.example.org/weaving-with-one-thread/)
  and its
  [two-thread](https://blog.example.org/weaving-with-two-threads/)
  counterpart add a shuttle.

* [Watching Loomworks](https://watch.example.org/2018/02/20/watching/)
  joins it with [Bobbin](https://bobbin.example.org/) for pictures.

* [Mend your cloth with Loomworks](https://mend.example.org/mending/)
  is a first walk.

* [Patterns with Mills and Loomworks](https://labs.example.org/patterns-with-mills/)
  needs \`mills-loomworks\`, [Mills](/mills.html) and [Helmet](https://helmet.example.org/).

* [A gentle beginning](https://tech.example.org/2019/10/gentle/)
  compares two.

* [From Spindle to Loomworks](https://engineering.example.org/from-spindle-a1b2)
  says what differs.`,
    { title: 'Loomworks', slug: 'loomworks' },
  )

  it('finds its nine resources and its fields', async () => {
    const from = await site({ 'loomworks.txt': page })
    const { converted, refused } = await from.import()
    expect(refused).toEqual([])
    expect(converted[0]?.file).toBe('devops/loomworks.mdx')
    expect(converted[0]?.resources).toHaveLength(9)
    const { topics } = await loadPortal(from.folder, from.publicFolder)
    expect(topics.get('loomworks')?.resources).toHaveLength(9)
    expect(topics.get('loomworks')?.resources.map(({ title }) => title)).toContain('two-thread')
    expect(topics.get('loomworks')).toMatchObject({
      title: 'Loomworks',
      sortorder: '0603',
      toc: false,
      chapter: '06',
      meta: 'How cloth is made.',
    })
  })

  it('keeps every word', async () => {
    const from = await site({ 'loomworks.txt': page })
    await from.import()
    const words = (text: string) => text.replace(/\]\([^)]*\)|<[^>]*>|[*#[\]()`-]/g, '').replace(/\s+/g, '')
    expect(words(bodyOf(await from.read('devops/loomworks.mdx')))).toBe(words(page.slice(page.indexOf('[Loomworks]'))))
  })

  it('reads Markdown with components as MDX, and a description without its markup', async () => {
    const from = await site({
      'cloth.md':
        '---\ntitle: Cloth\ndescription: "How `twill` is **made**, by [hand](/hand)."\n---\n\n{/* for weavers */}\n\n<Weavers>\n\nWords.\n\n</Weavers>\n',
    })
    const { refused } = await from.import()
    expect(refused).toEqual([])
    const text = await from.read('devops/cloth.mdx')
    expect(text).toContain('meta: How twill is made, by hand.')
    expect(bodyOf(text).trim()).toBe('Words.')
  })

  it('reports what it left out', async () => {
    const from = await site({ 'loomworks.txt': page })
    const { converted } = await from.import()
    expect(converted[0]?.notes).toEqual([
      'The link to /cloth.html is kept as text: there is no such page here.',
      'The link to /mills.html is kept as text: there is no such page here.',
      'The picture /img/logos/loomworks.jpg was not found near the page and is left out.',
      'The link to https://loomworks.example.org/, which holds only that picture, is left out.',
      'links: 17 in the source, 13 here, as said above.',
      'pictures: 1 in the source, 0 here, as said above.',
    ])
  })
})

describe('importing the fields of a page', () => {
  it.each<[string, string | Buffer, Record<string, string>]>([
    [
      'of Pelican',
      pelican('Text.'),
      { title: 'Weaving', slug: 'weaving', sortorder: '"0603"', toc: 'false', category: 'page' },
    ],
    [
      'of YAML',
      '---\ntitle: "Weaving: how"\nslug: weaving\nsortorder: 0608\n---\nText is here. More.',
      { title: '"Weaving: how"', sortorder: '"0608"', sidebartitle: '"Weaving: how"', meta: 'Text is here.' },
    ],
    [
      'that is not quite YAML',
      '---\ntitle: Weaving: how\nsortorder: 0608\n---\nText.',
      { title: '"Weaving: how"', sortorder: '"0608"' },
    ],
    [
      'with others among them',
      'Title: Weaving\nDate: 2019-01-02 10:00\nCategory: post\nTags: a, b\nheaderimage: /x.png\nsortorder: 0604\nmeta: One\n    and two.\n\nText.',
      { title: 'Weaving', category: 'page', sortorder: '"0604"', meta: 'One and two.' },
    ],
    ['with five digits', pelican('Text.', { sortorder: '06031' }), { sortorder: '"06031"' }],
    ['with eight digits', pelican('Text.', { sortorder: '06030102' }), { sortorder: '"06030102"' }],
    [
      'with Windows line ends and a mark of byte order',
      `\ufeff${pelican('Text.\n\n## One\n\nMore.').replaceAll('\n', '\r\n')}`,
      { title: 'Weaving' },
    ],
    ['in Windows-1252', Buffer.from(pelican('Caf\xe9 \x93x\x94.', { title: 'Caf\xe9' }), 'latin1'), { title: 'Café' }],
    [
      'with a colon and quotes',
      pelican('Text.', { title: 'Say "hi": now', meta: '#1 & [more] {x}: yes' }),
      { title: '\'Say "hi": now\'' },
    ],
    [
      'that has none',
      '# Weaving *well*\n\nIt is an art, e.g. here. It is old.',
      { title: 'Weaving well', slug: 'weaving', meta: 'It is an art, e.g. here.' },
    ],
    ['whose text begins with dots', 'Title: Weaving\n\n.. A loom is here. It is old.', { meta: '.. A loom is here.' }],
    ['with a slug in capitals', pelican('Text.', { slug: 'Weaving' }), { slug: 'weaving' }],
    [
      'whose texts are too long',
      pelican('Text.', { sidebartitle: 'A very long name that no sidebar could ever hold', meta: 'word '.repeat(100) }),
      { sidebartitle: 'A very long name that no sidebar could…' },
    ],
  ])('converts fields %s', async (_name, source, wanted) => {
    const from = await site({ '03-weaving.markdown': source })
    const { refused, converted } = await from.import()
    expect(refused).toEqual([])
    expect(fieldsOf(await from.read(converted[0]!.file))).toMatchObject(wanted)
    expect(await problemsOf(from)).toEqual([])
  })

  it('makes distinct slugs of file names with dates, in any script', async () => {
    const post = (title: string) => `Title: ${title}\nDate: 2015-10-11 13:36\n\nText of [one]({filename}/織り方.md).\n`
    const from = await site({
      '2015-10-11-shuttle.md': post('Shuttle'),
      '織り方.md': post('織り方'),
      'php織り.md': post('織り'),
      'php布.md': post('布'),
      'a/index.md': post('First'),
      'b/index.md': post('Second'),
    })
    const { converted, refused } = await from.import()
    expect(refused).toEqual([])
    const slugs = converted.map(({ slug }) => slug).sort()
    expect(slugs).toEqual([
      'a',
      'b',
      expect.stringMatching(/^page-[0-9a-f]{6}$/),
      expect.stringMatching(/^php-[0-9a-f]{6}$/),
      expect.stringMatching(/^php-[0-9a-f]{6}$/),
      'shuttle',
    ])
    const shuttle = converted.find(({ slug }) => slug === 'shuttle')
    expect(bodyOf(await from.read(shuttle!.file))).toContain(`Text of [one](/${slugs[2]}.html).`)
    expect(await problemsOf(from)).toEqual([])
    expect(await from.import()).toMatchObject({ converted: [], existing: { length: 6 }, refused: [] })
  })

  it('treats Pelican fields as text if the form is set to Markdown', async () => {
    const from = await site({ 'weaving.md': 'title: no *field*\n\nText.' })
    await from.import({ form: 'markdown' })
    expect(bodyOf(await from.read('devops/weaving.mdx'))).toBe('title: no *field*\n\nText.')
  })
})

describe('assigning a sortorder', () => {
  it('moves a page from a taken sortorder to the next, and reports it', async () => {
    const from = await site(
      { 'a.md': pelican('A.', { slug: 'a' }), 'b.md': pelican('B.', { slug: 'b' }) },
      { 'devops/devops.mdx': topic('devops', '0600'), 'devops/x.mdx': topic('x', '0603') },
    )
    const { converted } = await from.import()
    expect(converted.map(({ slug, sortorder }) => [slug, sortorder])).toEqual([
      ['a', '0604'],
      ['b', '0605'],
    ])
    expect(converted[0]?.notes).toContain('The sortorder "0603" is already used by x; "0604" is used.')
  })

  it('puts a page into the folder of a chapter whose head is imported too', async () => {
    const from = await site({
      'a.md': pelican('A.', { slug: 'a', sortorder: '0901' }),
      'nine.md': pelican('N.', { slug: 'nine', sortorder: '0900', toc: 'True' }),
    })
    const { converted } = await from.import()
    expect(converted.map(({ file }) => file).sort()).toEqual(['nine/a.mdx', 'nine/nine.mdx'])
    const { chapters } = await loadPortal(from.folder, from.publicFolder)
    expect(chapters.at(-1)).toMatchObject({ number: '09', head: { slug: 'nine' } })
  })

  it('makes the first page of a chapter without a head its head', async () => {
    const from = await site({
      'b.md': pelican('B.', { slug: 'b', sortorder: '0902' }),
      'a.md': pelican('A.', { slug: 'a', sortorder: '0901' }),
    })
    const { converted } = await from.import()
    expect(converted.map(({ file }) => file).sort()).toEqual(['09/a.mdx', '09/b.mdx'])
    expect(converted.flatMap(({ problems }) => problems.map(({ rule }) => rule))).not.toContain('chapter')
    expect(await from.read('09/a.mdx')).toContain('toc: true')
    expect(await from.read('09/b.mdx')).toContain('toc: false')
    expect(converted.flatMap(({ notes }) => notes)).toContain(
      'Chapter 09 has no head, so this page is its head. Set its toc to false if another should be.',
    )
  })

  it('keeps the existing head of a chapter', async () => {
    const from = await site({ 'a.md': pelican('A.', { slug: 'a', toc: 'True' }) })
    const { converted } = await from.import()
    expect(converted[0]?.notes).toContain('Chapter 06 already has the head devops; toc is set to false.')
    expect(await from.read('devops/a.mdx')).toContain('toc: false')
  })

  it('finds one for a page without a sortorder', async () => {
    const from = await site({ 'a.md': pelican('A.', { slug: 'a', sortorder: '' }) })
    expect((await from.import()).converted[0]).toMatchObject({ file: 'devops/a.mdx', sortorder: '0602' })
  })
})

describe('importing links', () => {
  const target = '# Cloth\n\nText.\n\n## C++ & knots\n\nMore.\n\n<a name="old"></a>\n\n## Renamed\n\nEnd.'
  it.each([
    ['[x](/cloth.html)', '[x](/cloth.html)'],
    ['[x](cloth.html)', '[x](/cloth.html)'],
    ['[x](/blog/Cloth.html?x=1)', '[x](/cloth.html)'],
    ['[x]({filename}02-about-cloth.md)', '[x](/cloth.html)'],
    ['[x]({filename}/pages/02-about-cloth.md#renamed)', '[x](/cloth.html#renamed)'],
    ['[x](|filename|02-about-cloth.md)', '[x](/cloth.html)'],
    ['[x](/cloth.html#c-knots)', '[x](/cloth.html#c--knots)'],
    ['[x](/cloth.html#old)', '[x](/cloth.html#renamed)'],
    ['[x](/cloth.html#none)', '[x](/cloth.html)'],
    ['[x](/gone.html)', 'x'],
    ['[x]({static}/files/x.pdf)', 'x'],
    ['[x](/)', '[x](/)'],
    ['[x](/devops.html)', '[x](/devops.html)'],
    ['[x](#part)\n\n## Part\n\nY.', '[x](#part)\n\n## Part\n\nY.'],
    ['[x](#none)', 'x'],
    ['[x](weaving.md)', '[x](/weaving.html)'],
    ['[x](./weaving.md#none)', 'x'],
    ['[x](mailto:a@example.org)', '[x](mailto:a@example.org)'],
  ])('converts %s', async (body, wanted) => {
    const from = await site({
      'weaving.md': pelican(body),
      '02-about-cloth.md': pelican(target, { title: 'Cloth', slug: 'cloth', sortorder: '0604' }),
    })
    await from.import()
    expect(bodyOf(await from.read('devops/weaving.mdx'))).toBe(wanted)
    expect(await problemsOf(from)).toEqual([])
  })

  it('resolves links to a slug that was changed', async () => {
    const from = await site({
      'weaving.md': pelican('[x](/Big_Cloth.html)'),
      'c.md': pelican('C.', { slug: 'Big_Cloth', sortorder: '0604' }),
    })
    await from.import()
    expect(bodyOf(await from.read('devops/weaving.mdx'))).toBe('[x](/big-cloth.html)')
  })

  it('turns links to a refused page into text', async () => {
    const from = await site({
      'weaving.md': pelican('[x](/cloth.html)'),
      'cloth.md': pelican('<!-- never closed', { slug: 'cloth', sortorder: '0604' }),
    })
    const { refused } = await from.import()
    expect(refused).toHaveLength(1)
    expect(bodyOf(await from.read('devops/weaving.mdx'))).toBe('x')
  })
})

describe('importing pictures', () => {
  it('copies pictures into public/figures, with their alternative texts', async () => {
    const from = await site({
      'content/pages/weaving.md': pelican(
        '![The loom](/img/a/Loom.png)\n\n<img src="{static}/b/Loom.png">\n\n![y](c.png)\n\n![z](https://x.example.org/z.png)',
      ),
      'static/img/a/Loom.png': png(1),
      'content/b/Loom.png': png(2),
      'content/pages/c.png': 'none',
    })
    const { converted, pictures } = await from.import()
    expect(bodyOf(await from.read('devops/weaving.mdx'))).toBe(
      '![The loom](/figures/loom.png)\n\n![Loom](/figures/loom-2.png)',
    )
    expect(pictures).toEqual(['/figures/loom.png', '/figures/loom-2.png'])
    expect((await readdir(path.join(from.publicFolder, 'figures'))).sort()).toEqual(['loom-2.png', 'loom.png'])
    expect(converted[0]?.notes).toHaveLength(3)
    expect(converted[0]?.notes).toContain('pictures: 4 in the source, 2 here, as said above.')
    expect(converted[0]?.isLossy).toBe(false)
    expect(await problemsOf(from)).toEqual([])
  })

  it('leaves out pictures that could run a script', async () => {
    const from = await site({
      'weaving.md': pelican('A ![x](x.svg)'),
      'x.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><script>x</script></svg>',
    })
    expect((await from.import()).pictures).toEqual([])
    expect(bodyOf(await from.read('devops/weaving.mdx'))).toBe('A')
  })

  it('fetches no pictures from outside the site', async () => {
    const from = await site({
      'weaving.md': pelican('A ![x](../../../../../../../../../../../../etc/passwd) ![y](/../../../../etc/passwd)'),
    })
    expect((await from.import()).pictures).toEqual([])
  })
})

describe('refusing pages', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['an empty page', '', /empty/],
    ['bytes', Buffer.from([1, 0, 2, 3]), /not text/],
    ['a page too large', pelican('word '.repeat(250_000)), /larger than 1024 KiB/],
    ['a comment without an end', pelican('A.\n\n<!-- B.\n\nC.'), /line 12 has no end/],
    ['a page nested too deeply', pelican(`${'> '.repeat(300)}x`), /deep|nested/],
    ['elements nested too deeply', pelican(`${'<div>\n'.repeat(1000)}x`), /deep|nested/],
    ['a page that takes too long', pelican(`${'*a **a '.repeat(20_000)}`), /too long|parts|10 KB/],
    ['a page of brackets', pelican('['.repeat(50_000)), /too long|parts|10 KB/],
  ])('reports %s with the reason, and writes nothing for it', { timeout: 60_000 }, async (_name, source, reason) => {
    const from = await site({ 'weaving.md': source })
    const { converted, refused } = await from.import()
    expect(converted).toEqual([])
    expect(refused).toEqual([
      expect.objectContaining({ source: path.join(from.from, 'weaving.md'), reason: expect.stringMatching(reason) }),
    ])
    await expect(access(path.join(from.folder, 'devops/weaving.mdx'))).rejects.toThrow()
  })

  it('refuses a duplicate slug, a missing file and a file that is not Markdown', async () => {
    const from = await site({ 'a.md': pelican('A.'), 'b.md': pelican('B.'), 'c.rst': 'C' })
    const { refused, converted } = await from.import({
      inputs: [from.from, path.join(from.from, 'c.rst'), path.join(from.from, 'none')],
    })
    expect(converted).toHaveLength(1)
    expect(refused.map(({ reason }) => reason).sort()).toEqual([
      expect.stringContaining('is not Markdown'),
      expect.stringContaining('Its slug "weaving" is already used by'),
      'There is no such file or folder.',
    ])
  })

  it('names bytes that are no text, with their line', async () => {
    const from = await site({
      'archive.md': Buffer.from([35, 32, 65, 10, 0x1f, 0x8b, 8, 1]),
      'zero.md': Buffer.concat([Buffer.from('# A\n\n'), Buffer.alloc(5000, 'x\n'), Buffer.from([0])]),
      'latin.md': Buffer.from('# Latin\n\nW\xf6rds.\n', 'latin1'),
      'empty.md': '',
      'comment.md': '# C\n\n<!-- x\n\nWords.\n',
    })
    const report = await from.import()
    expect(report.converted.map(({ title }) => title)).toEqual(['Latin'])
    expect(
      report.refused.map(({ source, line, reason }) => `${path.basename(source)}:${line} ${reason}`).sort(),
    ).toEqual([
      'archive.md:2 It is not text: the byte 31 in line 2 is no character.',
      'comment.md:3 The comment (<!--) in line 3 has no end. Add "-->" after it.',
      'empty.md:1 It is empty.',
      'zero.md:2503 It is not text: the byte 0 in line 2503 is no character.',
    ])
  })

  it('names a folder without pages', async () => {
    const made = await site({ 'page.html': '<p>Words.</p>' })
    expect((await made.import()).refused).toEqual([
      { source: made.from, reason: 'It has no Markdown files. Name the folder of the pages.' },
    ])
  })

  it('names a navigation that is not valid, and orders the pages without it', async () => {
    const made = await site({
      'mkdocs.yml': 'site_name: [Looms\nnav:\n  - Warp: {\n',
      'docs/index.md': '# Looms\n\nSee [the warp](warp/a.md).',
      'docs/warp/a.md': '# A\n\nWords.',
    })
    const { converted, notes } = await made.import()
    expect(converted).toHaveLength(2)
    expect(notes.join()).toMatch(
      /The navigation in .*mkdocs\.yml can't be read \(.* at line \d.*so the order comes from/,
    )
  })

  it('names symbolic links, also those in a loop, and does not follow them', async () => {
    const from = await site({ 'a.md': '# A\n\nWords.\n', 'node_modules/x/index.js': '' })
    await mkdir(path.join(from.from, 'sub'))
    await symlink('..', path.join(from.from, 'sub/loop'))
    await symlink('self.md', path.join(from.from, 'self.md'))
    await symlink('/etc/passwd', path.join(from.from, 'outside.md'))
    await symlink('a.md', path.join(from.from, 'node_modules/b.md'))
    const report = await from.import()
    expect(report.converted.map(({ title }) => title)).toEqual(['A'])
    expect(report.refused.map(({ source }) => path.relative(from.from, source))).toEqual([
      'outside.md',
      'self.md',
      'sub/loop',
    ])
    expect(report.refused[0]?.reason).toMatch(/^It is a symbolic link/)
  })

  it('keeps existing pages as they are', async () => {
    const old = topic('weaving', '0607', 'Old.')
    const from = await site(
      { 'weaving.md': pelican('New.') },
      { 'devops/devops.mdx': topic('devops', '0600'), 'other/weaving.mdx': old },
    )
    const report = await from.import()
    expect(report.converted).toEqual([])
    expect(report.existing).toEqual([{ source: path.join(from.from, 'weaving.md'), file: 'other/weaving.mdx' }])
    expect(await from.read('other/weaving.mdx')).toBe(old)
  })
})

it('a second import changes nothing, and a dry run writes nothing', async () => {
  const from = await site({ 'weaving.md': pelican('![x](x.png)'), 'x.png': png(3) })
  const dry = await from.import({ dryRun: true })
  expect(dry.converted).toHaveLength(1)
  expect(await readdir(path.join(from.folder, 'devops'))).toEqual(['devops.mdx'])
  await expect(access(from.publicFolder)).rejects.toThrow()
  expect((await from.import()).converted).toEqual(dry.converted)
  expect(await from.import()).toMatchObject({ converted: [], existing: [{ file: 'devops/weaving.mdx' }] })
})

it('all links to a host use https if one page does', async () => {
  const from = await site({
    'a.md': pelican('[x](http://loom.example.org/a)', { slug: 'a' }),
    'b.md': pelican('[x](https://www.loom.example.org/b) and in http://loom.example.org/c', {
      slug: 'b',
      sortorder: '0605',
    }),
  })
  await from.import()
  expect(bodyOf(await from.read('devops/a.mdx'))).toBe('[x](https://loom.example.org/a)')
  expect(await problemsOf(from)).toEqual([])
})
