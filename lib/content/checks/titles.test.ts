import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { deriveResourceId } from '../address'
import { loadPortal } from '../load'
import { formatProblem, type Portal } from '../portal'

const a = 'https://example.org/a'
const b = 'https://example.org/b'

/** Returns the portal of two pages, `devops` before `docker`, with these items from line 12 on. */
async function load(devops: string[], docker: string[] = [], heading = '## Tutorials'): Promise<Portal> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-titles-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [index, [slug, items]] of Object.entries({ devops, docker }).entries())
    await writeFile(
      path.join(folder, `${slug}.mdx`),
      `---\ntitle: On ${slug}\ncategory: page\nslug: ${slug}\nsortorder: "060${index}"\ntoc: ${index === 0}\nsidebartitle: ${slug}\nmeta: On ${slug}.\n---\n${items.length > 0 ? heading : 'Words.'}\n\n${items.map((item) => `- ${item}\n`).join('')}\nBack to [the other](/${index ? 'devops' : 'docker'}).\n`,
    )
  return loadPortal(folder)
}

const titleOf = (portal: Portal, href: string) => portal.resources.get(deriveResourceId(href))?.title
const warnings = async (...pages: Parameters<typeof load>) =>
  (await load(...pages)).problems.map((problem) => formatProblem(problem))

describe('the title of a resource', () => {
  it('is the one that its author gave it, and the page keeps the words of the link', async () => {
    const portal = await load([`On [state](${a} "State: a component's memory")`])
    expect(titleOf(portal, a)).toBe("State: a component's memory")
    expect(portal.topics.get('devops')?.links).toMatchObject([
      { text: 'state', title: "State: a component's memory", id: deriveResourceId(a) },
    ])
    expect(portal.problems).toEqual([])
  })

  it('is otherwise the words of its first link', async () => {
    const portal = await load([`[A primer](${a})`], [`[The same primer](${a})`])
    expect(titleOf(portal, a)).toBe('A primer')
    expect(portal.topics.get('devops')?.links[0]?.title).toBeNull()
  })

  it('may be on any page that lists it; the first in reading order counts', async () => {
    expect(titleOf(await load([`[primer](${a})`], [`[more](${a} "A primer")`]), a)).toBe('A primer')
    expect(titleOf(await load([`[x](${a} "A primer")`], [`[y](${a} "Another")`]), a)).toBe('A primer')
  })

  it('makes its resource a reference on every page, under any heading', async () => {
    for (const heading of ['## Tutorials', '## Tools']) {
      const portal = await load([`[The list](${a})`], [`[all of it](${a} "The list [reference, 2024]")`], heading)
      expect(portal.resources.get(deriveResourceId(a))).toMatchObject({
        kind: 'reference',
        title: 'The list',
        year: 2024,
      })
      expect([portal.tutorialIds, portal.topics.get('devops')?.tutorialIds]).toEqual([[], []])
    }
  })

  it('has all that its pages say in brackets behind it', async () => {
    const portal = await load(
      [`[x](${a} "A primer")`, `[z](${b} "Z")`],
      [`[y](${a} "A  primer [video, 2024]")`, `[z](${b} "Zed [2020]")`],
    )
    expect(portal.resources.get(deriveResourceId(a))).toMatchObject({ title: 'A primer', medium: 'video', year: 2024 })
    expect(portal.resources.get(deriveResourceId(b))).not.toHaveProperty('year')
  })

  it('is not taken from a mention', async () => {
    const portal = await load([`[First](${b}) with [more](${a} "A title")`, `[A primer](${a})`])
    expect(titleOf(portal, a)).toBe('A primer')
  })
})

describe('the kind of a <Resource>', () => {
  const problems = async (attributes: string) =>
    warnings([`<Resource href="${a}" ${attributes}>The list</Resource>`], [], '## Words')

  it('is one of three, and does not contradict its title', async () => {
    for (const kind of ['tutorial', 'tool', 'reference']) expect(await problems(`kind="${kind}"`)).toEqual([])
    expect(await problems('kind="reference" title="The list [reference]"')).toEqual([])
    expect(await problems('kind="toy"')).toEqual([
      'devops.mdx:12:3 element The kind of a <Resource> is "tutorial", "tool" or "reference".',
    ])
    expect(await problems('kind="tutorial" title="The list [reference]"')).toEqual([
      'devops.mdx:12:3 element Its title says [reference] and its kind "tutorial". Keep one of the two.',
    ])
  })
})

describe('a warning of titles', () => {
  it('reports a fragment without a title, with its position and advice', async () => {
    expect(await warnings([`On [state](${a})`])).toEqual([
      'devops.mdx:12:6 warning title On the shelf and in search this tutorial is called "state". Write its title after its address: [state](https://… "Its title").',
    ])
    expect(await warnings([`On <Resource href="${a}">state</Resource>`])).toEqual([
      'devops.mdx:12:6 warning title On the shelf and in search this tutorial is called "state". Give it its title: <Resource href="https://…" title="Its title">.',
    ])
  })

  it.each([
    '“state” of a component',
    '`kubectl` by example',
    '3-2-1 strategy',
    'écrire en Rust',
    'official Django tutorial',
  ])('recognises a fragment: %s', async (words) => {
    expect(await warnings([`[${words}](${a})`])).toMatchObject([
      expect.stringContaining('devops.mdx:12:3 warning title '),
    ])
  })

  it.each(['State', '“State” of a component', '12 Factors', 'Écrire en Rust', '二〇二四', '3.14'])(
    'is not given for words that may be a title: %s',
    async (words) => {
      expect(await warnings([`[${words}](${a})`])).toEqual([])
    },
  )

  it('is not given if a page gives the title, even in lower case', async () => {
    expect(await warnings([`[state](${a})`], [`[more](${a} "A primer")`])).toEqual([])
    expect(await warnings([`[state](${a} "systemd by example")`])).toEqual([])
  })

  it('is not given for tools and mentions', async () => {
    expect(await warnings([`[state](${a})`, `[state](${b})`], [], '## Tools')).toEqual([])
    expect(await warnings([`[First](${b}), <Mention href="${a}">state</Mention>`])).toEqual([])
  })

  it('reports two tutorials with one name, each with the position of the other', async () => {
    expect(await warnings([`[Official tutorial](${a})`], [`The [official  tutorial](${b})`])).toEqual([
      'devops.mdx:12:3 warning title The tutorial in docker.mdx:12 is called "Official tutorial" too. Write its title after its address: [Official tutorial](https://… "Its title").',
      'docker.mdx:12:7 warning title The tutorial in devops.mdx:12 is called "official tutorial" too. Write its title after its address: [official tutorial](https://… "Its title").',
    ])
  })

  it('reports two tutorials with the same title', async () => {
    expect(await warnings([`[x](${a} "Getting started")`, `[y](${b} "Getting started")`])).toEqual([
      'devops.mdx:12:3 warning title The tutorial in devops.mdx:13 is called "Getting started" too. Add something to this title that tells the two apart.',
      'devops.mdx:13:3 warning title The tutorial in devops.mdx:12 is called "Getting started" too. Add something to this title that tells the two apart.',
    ])
  })

  it('is not given for one tutorial on two pages', async () => {
    expect(await warnings([`[Official tutorial](${a})`], [`[Official tutorial](${a})`])).toEqual([])
  })

  it('reports two titles of one tutorial', async () => {
    expect(await warnings([`[x](${a} "A primer")`], [`[y](${a} "Another")`])).toEqual([
      'docker.mdx:12:3 warning title This tutorial is called "A primer" in devops.mdx:12. Write the same title here, or none.',
    ])
    expect(await warnings([`[x](${a} "A primer")`], [`[y](${a} "A  Primer")`])).toEqual([])
  })

  it.each(['reference', '2024', '9 min'])(
    'names brackets that contradict those of the same title: [%s]',
    async (part) => {
      const other = { reference: 'video', '2024': '2023', '9 min': '8 min' }[part]
      expect(await warnings([`[x](${a} "A primer [${part}]")`], [`[y](${a} "A primer [${other}]")`])).toEqual([
        'docker.mdx:12:3 warning title The brackets of this title differ from those in devops.mdx:12, which are used. Make them the same.',
      ])
      for (const [one, two] of [
        [` [${part}]`, ` [${part}]`],
        [` [${part}]`, ''],
        ['', ` [${part}]`],
      ])
        expect(await warnings([`[x](${a} "A primer${one}")`], [`[y](${a} "A primer${two}")`])).toEqual([])
    },
  )
})
