import { cp } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deriveResourceId } from '@/lib/content'
import { move, withdraw } from '@/lib/editing'
import { errorsOf, makeAdoption, outline, type Adoption } from '../testing'

/** The content after the list's first run, from which each test goes on. */
let first: Adoption
let adoption: Adoption
beforeAll(async () => {
  first = await makeAdoption()
  await first.adopt(list(...sections))
})
afterAll(() => first.done())
beforeEach(async () => {
  adoption = await makeAdoption()
  await cp(first.folder, adoption.folder, { recursive: true })
})
afterEach(() => adoption.done())

const at = (name: string) => `https://example.org/${name}`
const list = (...sections: [string, string[]][]) =>
  `# Tools of wood\n\nWhat we use.\n\n${sections.map(([title, items]) => `## ${title}\n\n${items.map((item) => `- ${item}\n`).join('')}`).join('\n')}`
const item = (name: string, words = `says all of ${name}.`, title = name) => `[${title}](${at(name)}) - ${words}`

/** Fourteen sections, which make one chapter of as many topics. */
const sections = Array.from({ length: 14 }, (_, place): [string, string[]] => [
  `Section ${place}`,
  ['a', 'b', 'c'].map((each) => item(`${each}${place}`)),
])
const changed = (edit: (copy: [string, string[]][]) => void) => {
  const copy = structuredClone(sections)
  edit(copy)
  return list(...copy)
}

/** The names of the pages whose text differs. */
function differ(before: Record<string, string>, after: Record<string, string>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((file) => before[file] !== after[file] && file !== 'adopted.yaml')
    .sort()
}

describe('a list that is adopted again', () => {
  it('changes nothing if it has not changed', async () => {
    const before = await adoption.files()
    const report = await adoption.adopt(list(...sections), { source: undefined })
    expect(report).toMatchObject({ created: [], changed: [], removed: [], moved: [], unchanged: 15 })
    expect(await adoption.files()).toEqual(before)
  })

  it('changes only the page of an entry that was added, reworded or moved, and keeps its id', async () => {
    const before = await adoption.files()
    const report = await adoption.adopt(
      changed((copy) => {
        copy[2]![1][0] = item('a2', 'in other words', 'Another title')
        copy[5]![1].push(item('new'))
        copy[8]![1].push(copy[9]![1].shift()!)
      }),
    )
    const after = await adoption.files()
    expect(differ(before, after)).toEqual([2, 5, 8, 9].map((place) => `tools-of-wood/section-${place}.mdx`))
    expect(report).toMatchObject({ moved: [], vanished: [], edited: [] })
    const portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(portal.resources.get(deriveResourceId(at('a2')))?.title).toBe('Another title')
    expect(portal.resources.get(deriveResourceId(at('a9')))?.topics.map(({ slug }) => slug)).toEqual(['section-8'])
  })

  it('records where the address of an entry moved, and that it went back', async () => {
    const there = changed((copy) => (copy[3]![1][1] = item('b3-now', 'and more', 'b3')))
    expect(await adoption.adopt(there)).toMatchObject({
      moved: [{ from: at('b3'), to: at('b3-now'), title: 'b3' }],
      vanished: [],
    })
    let portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(portal.moves.resources.get(deriveResourceId(at('b3')))).toBe(deriveResourceId(at('b3-now')))
    expect(await adoption.adopt(there)).toMatchObject({ moved: [], changed: [] })

    expect(await adoption.adopt(list(...sections))).toMatchObject({
      moved: [{ from: at('b3-now'), to: at('b3'), title: 'b3' }],
    })
    portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(portal.moves.resources.get(deriveResourceId(at('b3-now')))).toBe(deriveResourceId(at('b3')))
  })

  it('names what vanished with its line, in each run until it is declared', async () => {
    const line =
      (await adoption.files())
        ['tools-of-wood/section-4.mdx']!.split('\n')
        .findIndex((each) => each.includes(at('b4'))) + 1
    const without = changed((copy) => copy[4]![1].splice(1, 1))
    const vanished = [{ name: at('b4'), title: 'b4', was: `tools-of-wood/section-4.mdx:${line}` }]
    expect((await adoption.adopt(without)).vanished).toEqual(vanished)
    expect((await adoption.load()).resources.has(deriveResourceId(at('b4')))).toBe(false)
    expect((await adoption.adopt(without)).vanished).toEqual(vanished)
    await withdraw(adoption.folder, at('b4'), 'It is offline.')
    expect((await adoption.adopt(without)).vanished).toEqual([])
    // It stays out even if the list has it again: an editor decided so.
    await adoption.adopt(list(...sections))
    const portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(portal.resources.has(deriveResourceId(at('b4')))).toBe(false)
  })

  it('keeps the page of a heading that was renamed, moved or preceded by a new one', async () => {
    const before = await adoption.files()
    const report = await adoption.adopt(
      changed((copy) => {
        copy[3]![0] = 'Planes and their irons'
        copy.splice(6, 0, ['In between', [item('between')]])
        copy.push(copy.splice(1, 1)[0]!)
      }),
    )
    const portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(portal.topics.get('section-3')?.title).toBe('Planes and their irons')
    expect(outline(portal)['Tools of wood']).toEqual([
      'Section 0',
      'Section 2',
      'Planes and their irons',
      'Section 4',
      'Section 5',
      'In between',
      ...[6, 7, 8, 9, 10, 11, 12, 13, 1].map((place) => `Section ${place}`),
    ])
    expect(differ(before, await adoption.files())).toEqual(
      ['in-between', 'section-1', 'section-3'].map((slug) => `tools-of-wood/${slug}.mdx`),
    )
    expect(report).toMatchObject({ vanished: [], moved: [], removed: [] })
  })

  it('redirects the page of a section whose entries are elsewhere now, and names one whose entries are gone', async () => {
    const report = await adoption.adopt(
      changed((copy) => {
        const [gone] = copy.splice(7, 1)
        copy[2]![1].push(...gone![1])
        copy.splice(10, 1)
      }),
    )
    expect(report.moved).toEqual([{ from: 'section-7', to: 'section-2', title: 'Section 7' }])
    expect(report.removed).toEqual(['tools-of-wood/section-7.mdx', 'tools-of-wood/section-11.mdx'])
    expect(report.vanished.map(({ name }) => name)).toEqual([at('a11'), at('b11'), at('c11'), 'section-11'])
    expect(errorsOf(await adoption.load())).toEqual([])
  })

  it('puts a new section in the place of one that is gone', async () => {
    await adoption.adopt(list(...sections))
    const report = await adoption.adopt(changed((copy) => (copy[4] = ['Quite another', [item('other')]])))
    expect(report).toMatchObject({
      created: ['tools-of-wood/quite-another.mdx'],
      removed: ['tools-of-wood/section-4.mdx'],
      problems: [],
    })
    const portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(outline(portal)['Tools of wood']?.slice(3, 6)).toEqual(['Section 3', 'Quite another', 'Section 5'])
  })

  it('keeps a page that was edited by hand and whose section is gone, with its entries', async () => {
    await adoption.adopt(list(...sections))
    const file = 'tools-of-wood/section-4.mdx'
    await adoption.put(file, `${(await adoption.files())[file]!}\nWords of our own.\n`)
    const report = await adoption.adopt(changed((copy) => copy.splice(4, 1)))
    expect(report).toMatchObject({ edited: [file], removed: [], vanished: [] })
    expect(errorsOf(await adoption.load())).toEqual([])
  })

  it('keeps the title, meta line and place that an editor gave a page', async () => {
    const file = 'tools-of-wood/section-5.mdx'
    const edited = (await adoption.files())
      [file]!.replace('title: Section 5', 'title: Files of ours')
      .replace('sidebartitle: Section 5', 'sidebartitle: Files')
      .replace(/meta: .*/, 'meta: In our words.\nlevel: first\nneeds: [section-1]')
      .replace(/sortorder: .*/, 'sortorder: "0199"')
    await adoption.put(file, edited)
    for (let run = 0; run < 2; run++) {
      const report = await adoption.adopt(changed((copy) => copy[5]![1].push(item(`new${run}`))))
      expect(report).toMatchObject({ edited: [], changed: expect.arrayContaining([file]) })
      const portal = await adoption.load()
      expect(errorsOf(portal)).toEqual([])
      expect(portal.topics.get('section-5')).toMatchObject({
        title: 'Files of ours',
        sidebartitle: 'Files',
        meta: 'In our words.',
        level: 'first',
        needs: ['section-1'],
        sortorder: '0199',
      })
      expect(portal.topics.get('section-5')?.resources.at(-1)?.title).toBe(`new${run}`)
      expect(outline(portal)['Tools of wood']?.at(-1)).toBe('Files of ours')
    }
    expect((await adoption.files())['adopted.yaml']).toContain('meta: In our words.')
  })

  it('never overwrites the text of a page that was edited by hand, unless asked to', async () => {
    const file = 'tools-of-wood/section-6.mdx'
    const mine = (await adoption.files())[file]!.replace('says all of a6.', 'is the one that I like.')
    await adoption.put(file, mine)
    // The list has not changed for this page, so there is nothing to say.
    expect(await adoption.adopt(list(...sections))).toMatchObject({ edited: [], changed: [] })
    const next = changed((copy) => {
      copy[6]![1].push(item('more'))
      copy[7]![1].push(item('other'))
    })
    for (let run = 0; run < 2; run++) {
      expect(await adoption.adopt(next)).toMatchObject({ edited: [file] })
      expect((await adoption.files())[file]).toBe(mine)
      expect((await adoption.load()).topics.get('section-7')?.resources.at(-1)?.title).toBe('other')
    }
    expect(await adoption.adopt(next, { overwrite: true })).toMatchObject({ edited: [], changed: [file] })
    expect((await adoption.files())[file]).toContain(at('more'))
  })

  it('follows what "content move" does to its pages and addresses', async () => {
    await move(adoption.folder, 'section-1', 'chisels')
    await move(adoption.folder, at('b2'), at('b2-now'))
    const before = await adoption.files()
    const report = await adoption.adopt(list(...sections))
    expect(report).toMatchObject({ vanished: [], edited: [], removed: [] })
    expect(differ(before, await adoption.files())).toEqual([])
    const portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(portal.topics.get('chisels')?.title).toBe('Section 1')
    expect(portal.resources.has(deriveResourceId(at('b2-now')))).toBe(true)
  })

  it('leaves the parts of a long section as they are when one more link comes', async () => {
    const long = Array.from({ length: 100 }, (_, place) => item(`long${place}`))
    const withLong = (items: string[]) => changed((copy) => (copy[0]![1] = items))
    await adoption.adopt(withLong(long))
    const before = await adoption.files()
    await adoption.adopt(withLong([...long.slice(0, 10), item('one-more'), ...long.slice(10)]))
    expect(differ(before, await adoption.files())).toEqual(['tools-of-wood/section-0-part-1.mdx'])
  })

  it('writes nothing on a dry run, and says the same', async () => {
    const before = await adoption.files()
    const next = changed((copy) => (copy[0]![1][0] = item('a0-now', 'x', 'a0')))
    const dry = await adoption.adopt(next, { dryRun: true })
    expect(await adoption.files()).toEqual(before)
    expect(await adoption.adopt(next)).toEqual(dry)
  })

  it('shares a portal with another list', async () => {
    const before = await adoption.files()
    await adoption.adopt(`# Metal\n\n## Section 1\n\n- ${item('metal')}\n- ${item('a1')}\n`, {
      source: 'https://github.com/ada/metal',
    })
    expect(differ(before, await adoption.files())).toEqual(['metal/metal.mdx', 'metal/section-1-2.mdx'])
    expect(errorsOf(await adoption.load())).toEqual([])
    // An entry that another list still has does not count as vanished.
    const report = await adoption.adopt(
      changed((copy) => copy[1]![1].shift()),
      { source: 'https://github.com/ada/list' },
    )
    expect(report.vanished).toEqual([])
  })

  it('refuses a record that is not what it wrote, and changes nothing', async () => {
    await adoption.put('adopted.yaml', 'lists:\n  - list: README.md\n    pages:\n      - file: ../../etc/passwd\n')
    const before = await adoption.files()
    await expect(adoption.adopt(list(...sections))).rejects.toThrow('adopted.yaml:1 is not as "adopt" writes it.')
    expect(await adoption.files()).toEqual(before)
  })
})
