import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { loadPortal } from '@/lib/content'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bodyOf, makeSite, problemsOf } from './testing'

/** Creates a site of these files, which is removed after the test. */
async function site(files: Record<string, string | Buffer>) {
  const made = await makeSite(files)
  onTestFinished(() => made.done())
  return made
}

/** A GIF of one pixel. */
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==', 'base64')

describe('importing with the address of the site', () => {
  const files = {
    'docs/index.md': '# Weaving\n\nSee [looms](looms.md).\n',
    'docs/looms.md':
      '# Looms\n\nThe [price list](/shop/prices/) and [a loom](https://weave.example.org/docs/looms/#heddle) and [warp](https://weave.example.org/docs/warp.html).\n\n## Heddle\n\nWords.\n',
    'docs/warp.md': '# Warp\n\nWords.\n',
  }

  it('keeps links to pages that are not imported as links to the site', async () => {
    const from = await site(files)
    await from.import({ site: 'https://weave.example.org/docs/' })
    const portal = await loadPortal(from.folder, from.publicFolder)
    const body = portal.topics.get('looms')?.source ?? ''
    expect(body).toContain('[price list](https://weave.example.org/shop/prices/)')
    expect(body).toContain('[a loom](#heddle)')
    expect(body).toContain('[warp](/warp.html)')
    expect(await problemsOf(from)).toEqual([])
  })

  it('is needed for that: without it, such a link becomes its words', async () => {
    const from = await site(files)
    const { converted } = await from.import()
    const looms = converted.find(({ slug }) => slug === 'looms')
    expect(bodyOf(await from.read(looms!.file))).toContain('The price list and')
    expect(looms?.notes.join(' ')).toContain('/shop/prices/')
  })
})

it('gives the plain slug to the page of the upper folder, not to that of an earlier version', async () => {
  const from = await site({
    'README.md': '# Weaving\n\nWords.',
    'old/warp/knot.md': '# Old knots\n\nWords.',
    'warp/knot.md': '# Knots\n\nWords.',
  })
  const { converted } = await from.import()
  expect(Object.fromEntries(converted.map(({ title, slug }) => [title, slug]))).toMatchObject({
    Knots: 'knot',
    'Old knots': 'warp-knot',
  })
})

describe('importing a site with translations', () => {
  it('leaves them out and names them, unless their folder is named', async () => {
    const from = await site({
      'README.md': '# Weaving\n\nWords.',
      'warp/knot.md': '# Knots\n\nWords.',
      'de/README.md': '# Weben\n\nWorte.',
      'de/warp/knot.md': '# Knoten\n\nWorte.',
      'translations/pt-br/README.md': '# Tecer\n\nPalavras.',
      'warp/knot.fr.md': '# Nœuds\n\nMots.',
    })
    const { converted, notes } = await from.import()
    expect(converted.map(({ title }) => title)).toEqual(['Weaving', 'Knots'])
    const named = notes.map((note) => note.replaceAll(from.from, 'site')).sort()
    expect(named).toEqual([
      'Not imported: site/*.fr.md (1 page), a translation into French. A portal has one language: import it into another content folder.',
      'Not imported: site/de/ (2 pages), a translation into German. A portal has one language: import it into another content folder.',
      'Not imported: site/translations/pt-br/ (1 page), a translation into Brazilian Portuguese. A portal has one language: import it into another content folder.',
    ])
    const own = await from.import({ inputs: [path.join(from.from, 'de')], folder: `${from.folder}-de` })
    expect(own.converted.map(({ title }) => title)).toEqual(['Weben', 'Knoten'])
  })

  it('imports the language that its configuration names, else English', async () => {
    const files = {
      'content/en/a.md': '# One\n\nWords.',
      'content/de/a.md': '# Eins\n\nWorte.',
      'content/de/b.md': '# Zwei\n\nWorte.',
    }
    const titlesOf = async (config: string) =>
      (await (await site({ ...files, 'hugo.toml': config })).import()).converted.map(({ title }) => title)
    expect(await titlesOf('title = "Looms"')).toEqual(['One'])
    expect(await titlesOf('defaultContentLanguage = "de"')).toEqual(['Eins', 'Zwei'])
  })

  it('imports folders that only look like languages', async () => {
    const from = await site({
      'README.md': '# Subjects\n\nWords.',
      'cs/README.md': '# Computing\n\nWords.',
      'it/README.md': '# Networks\n\nWords.',
      'it/a.md': '# Cables\n\nWords.',
      'cs/b.md': '# Trees\n\nWords.',
    })
    expect((await from.import()).converted).toHaveLength(5)
  })
})

it('finds pictures of the repository that pages name by their public address', async () => {
  const address = 'https://cdn.statically.io/gh/loom/weave/0cc6b26b/warp/imgs/10.svg'
  const from = await site({
    'README.md': '# Weaving\n\nWords.',
    'warp/beam.md': `# Beam\n\n![A loom](${address}) ![Lost](https://raw.githubusercontent.com/loom/weave/main/none.svg)`,
    'warp/imgs/10.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><path d="M0 0"/></svg>',
  })
  const { converted, pictures } = await from.import()
  const beam = converted.find(({ slug }) => slug === 'beam')
  expect(bodyOf(await from.read(beam!.file))).toContain('![A loom](/figures/10.svg)')
  expect(pictures).toHaveLength(1)
  expect(beam?.notes.join(' ')).toContain('main/none.svg is on another site and is left out.')
})

describe('importing with folders of pictures', () => {
  const files = {
    'docs/index.md': '# Weaving\n\n![A loom](/assets/img/loom.gif)\n',
    // Not part of any site root, so that only a named folder holds it.
    'elsewhere/img/loom.gif': gif,
  }

  it('finds pictures there, also below the first parts of their addresses', async () => {
    const from = await site(files)
    const docs = path.join(from.from, 'docs')
    const report = await from.import({ inputs: [docs], pictures: [path.join(from.from, 'elsewhere')] })
    expect(report.pictures).toEqual(['/figures/loom.gif'])
    expect(bodyOf(await from.read(report.converted[0]!.file))).toContain('![A loom](/figures/loom.gif)')
    expect(await problemsOf(from)).toEqual([])
  })

  it('names a picture that is in none of them', async () => {
    const from = await site(files)
    const empty = path.join(from.from, 'empty')
    await mkdir(empty)
    await writeFile(path.join(empty, 'other.gif'), gif)
    const report = await from.import({ inputs: [path.join(from.from, 'docs')], pictures: [empty] })
    expect(report.pictures).toEqual([])
    expect(report.converted[0]?.notes.join(' ')).toContain('The picture /assets/img/loom.gif was not found')
  })
})

it('keeps links that hold only a picture of another site, as its words', async () => {
  const from = await site({
    'docs/index.md':
      '# Weaving\n\nBy [![Ada’s looms](https://img.example.org/a.png)](https://ada.example.org) and [![](https://img.example.org/b.png)](https://b.example.org).\n',
    'docs/a.md': '# A\n\nWords.\n',
  })
  const { converted } = await from.import()
  const { file, notes, isLossy } = converted.find(({ title }) => title === 'Weaving')!
  expect(bodyOf(await from.read(file))).toContain('By [Ada’s looms](https://ada.example.org) and .')
  expect(notes).toContain('The link to https://b.example.org, which holds only that picture, is left out.')
  expect(notes.join()).not.toContain('The link to https://ada.example.org')
  expect(isLossy).toBe(false)
})

describe('importing pages that nothing links to', () => {
  it('links them from the head of their chapter, so that the check is green', async () => {
    const from = await site({
      'docs/index.md': '# Weaving\n\nStart with [looms](looms.md).\n',
      'docs/looms.md': '# Looms\n\nWords.\n',
      'docs/alone.md': '# Alone\n\nWords.\n',
      'docs/self.md': '# Self\n\nI am [here](self.md).\n',
    })
    await from.import()
    const { chapters, problems } = await loadPortal(from.folder, from.publicFolder)
    const chapter = chapters.find(({ head: { title } }) => title === 'Weaving')
    const head = chapter?.head
    expect(head?.source).toContain('(/alone.html)')
    expect(head?.source).toContain('(/self.html)')
    // Linked by the author already.
    expect(head?.source?.match(/\(\/looms\.html\)/g)).toHaveLength(1)
    const pages = chapter?.topics ?? []
    expect(pages.map(({ slug }) => slug).sort()).toEqual(['alone', 'looms', 'self'])
    expect(problems.filter(({ file, rule }) => rule === 'orphan' && pages.some((page) => page.file === file))).toEqual(
      [],
    )
  })

  it('leaves them to the portal’s list of a chapter whose head introduces no page', async () => {
    const from = await site({
      'mkdocs.yml': 'site_name: Looms',
      'docs/index.md': '# Weaving\n\nWords.\n',
      'docs/warp/index.md': '# Warp\n\nMind the edge.\n',
      'docs/warp/a.md': '# A\n\nWords.\n',
      ...Object.fromEntries(
        [...'bcdefg'].map((name) => [`docs/weft/${name}.md`, `# ${name.toUpperCase()}\n\nWords.\n`]),
      ),
    })
    const { made } = await from.import()
    expect(made).toHaveLength(1)
    expect(await from.read(made[0]!.file)).toContain('meta: B, C, D, E and 2 more.\n')
    const { chapters, problems } = await loadPortal(from.folder, from.publicFolder)
    for (const title of ['Warp', 'Weft'])
      expect(chapters.find(({ head }) => head.title === title)?.head.source).not.toContain('.html')
    expect(problems.filter(({ rule }) => rule === 'orphan')).toEqual([])
  })
})

describe('the front matter of a home page', () => {
  it.each([
    [
      'of Starlight',
      'title: Looms\nbanner:\n  content: |\n    It is <a href="https://loom.example.org/new">new</a>.\nhero:\n  title: Weave with us\n  tagline: Fast *and* easy.\n  actions:\n    - text: Start\n      link: /warp/\n    - text: The [shop]\n      icon: external\n      link: https://loom.example.org',
      'It is [new](https://loom.example.org/new).\n\n**Weave with us**\n\nFast *and* easy.\n\n[Start](/warp.html) · [The \\[shop\\]](https://loom.example.org)\n\nWords.',
    ],
    [
      'of VitePress',
      'layout: home\nhero:\n  name: Looms\n  text: Weave with us\nfeatures:\n  - title: Quick\n    details: As a shuttle.\n  - title: Warp\n    link: /warp/\n    details: All of it.',
      '**Weave with us**\n\n**Quick**: As a shuttle.\n\n[**Warp**](/warp.html): All of it.\n\nWords.',
    ],
  ])('%s is written above its text', async (_name, fields, wanted) => {
    const from = await site({ 'index.md': `---\n${fields}\n---\n\nWords.\n`, 'warp.md': '# Warp\n\nWords.' })
    const { converted } = await from.import()
    expect(converted[0]?.title).toBe('Looms')
    expect(bodyOf(await from.read(converted[0]!.file))).toBe(wanted)
    expect(converted[0]?.isLossy).toBe(false)
  })
})

it('gives pages whose addresses end in the same name the folders of the address', async () => {
  const from = await site({
    'docs/a.md': '---\nslug: /warp/ends\n---\n\n# Ends of the warp\n\nWords.',
    'docs/b.md': '---\nslug: /weft/ends/\n---\n\n# Ends of the weft\n\n[Warp](/warp/ends), [weft](b.md).',
  })
  const { converted, refused } = await from.import()
  expect(refused).toEqual([])
  expect(converted.map(({ slug }) => slug)).toEqual(['ends', 'weft-ends'])
  expect(bodyOf(await from.read(converted[1]!.file))).toBe('[Warp](/ends.html), [weft](/weft-ends.html).')
})

describe('a configuration of Starlight', () => {
  const notesWith = async (sidebar: string) => {
    const from = await site({
      'astro.config.mjs': `export default defineConfig({ integrations: [starlight({ title: 'Looms', ${sidebar} })] })`,
      'src/content/docs/index.md': '---\ntitle: Looms\n---\n\nWords.',
      'src/content/docs/warp/a.md': '---\ntitle: A\n---\n\nWords.',
    })
    return (await from.import()).notes
  }

  it('needs no sidebar; one that it computes is named', async () => {
    expect(await notesWith('/* sidebar: [] */')).toEqual([])
    expect(await notesWith('sidebar: makeSidebar()')).toEqual([expect.stringContaining("can't be read")])
  })
})

it('takes order and titles from the indexes of folders that list their pages', async () => {
  const lesson = '### Introduction\n\nWords.\n'
  const from = await site({
    'README.md': '# Weaving\n\n- [A](warp/a.md)\n',
    'warp/README.md':
      '# The warp\n\n### First\n\n1. [**Project: The [big] beam**](./parts/z_beam.md)\n2. How to wind - [lesson](b.md#x)\n3. [Weft](../weft/d.md)\n\n### Then\n\n* [Ends](parts/a.md): all of them\n',
    'warp/b.md': lesson,
    'warp/c.md': lesson,
    'warp/parts/a.md': '# Loose ends\n\nWords.\n',
    'warp/parts/z_beam.md': lesson,
    'dye/g.md': lesson,
    'yarn/h.md': lesson,
    'weft/README.md': '# The weft\n\n- [Yarn](e.md)\n',
    'weft/d.md': lesson,
    'weft/e.md': lesson,
    'weft/f.md': lesson,
  })
  const { converted } = await from.import()
  const { chapters } = await loadPortal(from.folder, from.publicFolder)
  expect(converted).toHaveLength(12)
  expect(
    Object.fromEntries(chapters.map(({ head, topics }) => [head.title, topics.map(({ title }) => title)])),
  ).toMatchObject({
    'The warp': ['Project: The [big] beam', 'How to wind', 'Loose ends', 'C'],
    'The weft': ['D', 'E', 'F'],
  })
  expect(chapters.slice(-5).map(({ head }) => head.title)).toEqual(['Weaving', 'Dye', 'The warp', 'The weft', 'Yarn'])
})

describe('the name of a site', () => {
  it.each([
    ['mkdocs.yml', 'site_name: "The looms" # ours\nnav: []'],
    ['docusaurus.config.js', "export default {\n  title: 'The looms',\n}"],
    ['book.toml', '[book]\ntitle = "The looms"'],
    ['_config.yml', 'twitter:\n  name: looms\nname: The looms'],
  ])('is read from %s', async (file, text) => {
    const from = await site({ [file]: text, 'docs/a.md': '# A\n\nWords.', 'src/a.md': '# A\n\nWords.' })
    expect((await from.import()).siteTitle).toBe('The looms')
  })
})

describe('a first paragraph that is the description', () => {
  it('is left out of the text, and named; another one stays', async () => {
    const from = await site({
      'docs/index.md': '# Weaving\n\nHow cloth is made.\n\nIt takes time.\n',
      'docs/looms.md': '# Looms\n\nA loom holds the warp. It is heavy.\n\n[Weaving](index.md).\n',
    })
    const { converted } = await from.import()
    const portal = await loadPortal(from.folder, from.publicFolder)
    expect(portal.topics.get(converted[0]!.slug)?.meta).toBe('How cloth is made.')
    expect(bodyOf(await from.read(converted[0]!.file))).toMatch(/^It takes time\./)
    expect(converted[0]!.notes).toContain('Its first paragraph, which is its meta, is left out of the text.')
    expect(bodyOf(await from.read(converted[1]!.file))).toMatch(/^A loom holds the warp\. It is heavy\./)
  })
})
