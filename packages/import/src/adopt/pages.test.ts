import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { counts } from '@/lib/content'
import { errorsOf, makeAdoption, outline, type Adoption } from '../testing'

let adoption: Adoption
beforeEach(async () => {
  adoption = await makeAdoption()
})
afterEach(() => adoption.done())

const at = (name: string) => `https://example.org/${name}`

/** Adopts a list, and returns the text of a page without its foot. */
async function writePage(list: string, slug: string): Promise<string> {
  await adoption.adopt(list)
  const portal = await adoption.load()
  expect(errorsOf(portal)).toEqual([])
  const [body = ''] = portal.topics.get(slug)!.source!.split(/^---$/m)
  return body.trim()
}

async function titlesOf(list: string): Promise<(string | undefined)[]> {
  await adoption.adopt(list)
  const portal = await adoption.load()
  expect(portal.problems).toEqual([])
  return [...portal.resources.values()].filter(counts).map(({ title }) => title)
}

describe('a page of an adopted list', () => {
  it('has no space where a label ends with one, or where a badge was', async () => {
    const page = await writePage(
      `# Boats\n\n## Hulls\n\nSee [the\nshed\n](${at('shed')}) first.\n\nCourse | Weeks\n--|--\n[Keels ](${at('keels')}) | 2\n[Ribs](${at('ribs')}) [again ](${at('ribs-again')}) | 3\n\n- [Planks ](${at('planks')}) - of oak ![new](n.svg) and ash\n`,
      'hulls',
    )
    expect(page.split('\n').filter(Boolean)).toEqual([
      'See [the',
      `shed](${at('shed')}) first.`,
      `- [Keels](${at('keels')}). Weeks: 2`,
      `- [Ribs](${at('ribs')}) <Mention href="${at('ribs-again')}">again</Mention>. Weeks: 3`,
      `* [Planks](${at('planks')}) – of oak and ash`,
    ])
  })

  it('says of a table’s row what its description says, without the word', async () => {
    const page = await writePage(
      `# Boats\n\n## Hulls\n\nName | Description | Free\n--|--|--\n[Keels](${at('keels')}) | What holds a hull | Yes\nRibs | Bent wood | [link](${at('ribs')})\n`,
      'hulls',
    )
    expect(page.split('\n')).toEqual([
      `- [Keels](${at('keels')}) – What holds a hull. Free: Yes`,
      `- [Ribs](${at('ribs')}). Description: Bent wood`,
    ])
  })

  it('reads lines that begin with links as items, whatever symbol is before them', async () => {
    const page = await writePage(
      `# Boats\n\n[Site](${at('site')})<br>\n[News](${at('news')})\n\n## Hulls [<sup>[TOC]</sup>](#boats)\n\n<p>\n&nbsp;:small_orange_diamond: <a href="${at('keels')}"><b>Keels</b></a> - hold a hull.<br>\n&nbsp;:small_orange_diamond: <a href="${at('ribs')}"><b>Ribs</b></a> - bend.<br>\n</p>\n\n### Wood\n\n🔹 [Oak](${at('oak')}) - is hard.\n\n### Tar\n\n[Pine](${at('pine')}) has some.\n`,
      'hulls',
    )
    expect(page.split('\n').filter(Boolean)).toEqual([
      `- [**Keels**](${at('keels')}) – hold a hull.`,
      `- [**Ribs**](${at('ribs')}) – bend.`,
      '## Wood',
      `- [Oak](${at('oak')}) – is hard.`,
      '## Tar',
      `[Pine](${at('pine')}) has some.`,
    ])
    expect((await adoption.load()).topics.get('hulls')!.title).toBe('Hulls')
    expect((await adoption.load()).topics.get('boats')!.source).toContain(`[Site](${at('site')})`)
  })

  it('tells tutorials of one name apart by their item, topic, heading or site', async () => {
    const titles = await titlesOf(
      `# Boats\n\n## Wood\n\n### Hulls\n\n- [Keels](${at('keels')})\n  - [Guide](${at('a')})\n- Ribs:\n  - [Guide](${at('b')})\n\n### Masts\n\n#### Spars\n\n- [Tar](${at('tar')})\n- [Film](https://one.example.org/film)\n- [Film](https://two.example.org/film)\n\n#### Ropes\n\n- [Tar](${at('more-tar')})\n\n## Sails\n\n- [Guide](${at('d')})\n`,
    )
    expect(titles).toEqual([
      'Keels',
      'Guide (Keels)',
      'Guide (Ribs)',
      'Tar (Spars)',
      'Film (one.example.org)',
      'Film (two.example.org)',
      'Tar (Ropes)',
      'Guide (Sails)',
    ])
  })

  it('tells parts by what they are parts of, and tutorials on one site by their address', async () => {
    expect(
      await titlesOf(
        `# Boats\n\n## Hulls\n\n- A keel in two weekends\n  - [Part 1](${at('keel-1')})\n- [Ribs](${at('ribs')})\n  - [video](${at('video')})\n- [Lecture notes](${at('notes')})\n- [Tar](${at('tar')})\n- [Tar](${at('pitch')})\n`,
      ),
    ).toEqual([
      'Part 1 (A keel in two weekends)',
      'Ribs',
      'video (Ribs)',
      'Lecture notes (Hulls)',
      'Tar (example.org/tar)',
      'Tar (example.org/pitch)',
    ])
  })

  it('lists a format or a copy of a tutorial as a mention', async () => {
    const page = await writePage(
      `# Boats\n\n## Hulls\n\n- [Keels](${at('keels')}) ([PDF](${at('keels-1-2.pdf')}), [📦 code](${at('keels-code')}), [Steel keels](${at('steel-keels')}))\n`,
      'hulls',
    )
    expect(page).toBe(
      `- [Keels](${at('keels')}) (<Mention href="${at('keels-1-2.pdf')}">PDF</Mention>, <Mention href="${at('keels-code')}">📦 code</Mention>, [Steel keels](${at('steel-keels')}))`,
    )
  })

  it('has sentences that are indented as code as paragraphs, and code as it is', async () => {
    const page = await writePage(
      `# Boats\n\n## Hulls\n\n    *********\n\n    Nail it twice. It\n    floats *then*.\n\n    Take care!\n    *********\n\n- [Keels](${at('keels')})\n\nRun this:\n\n    sail --to north\n\n\`\`\`\nSail away.\n\`\`\`\n`,
      'hulls',
    )
    expect(page).toBe(
      `Nail it twice. It\nfloats \\*then\\*.\n\nTake care!\n\n- [Keels](${at('keels')})\n\nRun this:\n\n\`\`\`\nsail --to north\n\`\`\`\n\n\`\`\`\nSail away.\n\`\`\``,
    )
    expect((await adoption.load()).topics.get('hulls')?.meta).toBe('Nail it twice.')
  })

  it('has no tutorial that is about the list’s repository', async () => {
    await adoption.adopt(
      `# Boats\n\n## Introduction\n\n- Read [the notes](NOTES.md) and [how to help](.github/contributing.md).\n- Ask in [an issue](https://github.com/ada/list/issues/new), or see [it all](https://github.com/ada/list).\n\nTable of contents\n\n- [Hulls](#hulls)\n\n## Hulls\n\n- [Keels](keels/README.md)\n- [Ribs](https://github.com/ada/list-of-ribs)\n\n## Sails\n\n- [Jibs](jibs.md)\n`,
    )
    const portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(outline(portal)).toEqual({ Boats: [], Hulls: [], Sails: [] })
    expect([...portal.resources.values()].filter(counts).map(({ title }) => title)).toEqual(['Keels', 'Ribs', 'Jibs'])
    expect(portal.topics.get('boats')?.source).not.toContain('Table of contents')
  })

  it('links what the list’s own anchors lead to', async () => {
    const page = await writePage(
      `# Boats\n\n## Hulls\n\nSee [C++](#cpp), [ropes](#all-ropes) and [this](#here).\n\n<a id="here"></a>\n\n- [Keels](${at('keels')})\n\n## <a id="cpp"></a>C++\n\n- [Classes](${at('classes')})\n\n<a name="all-ropes"></a>\n## Ropes\n\n- [Knots](${at('knots')})\n`,
      'hulls',
    )
    expect(page).toMatch(/^See \[C\+\+]\(\/cpp\.html\), \[ropes]\(\/ropes\.html\) and \[this]\(\/hulls\.html\)\.\n/)
  })

  it('names an entry that a space keeps from being a link', async () => {
    expect(
      await titlesOf(`# Boats\n\n## Hulls\n\n- [How to lay a keel] (${at('keels')})\n- [ ] (${at('ribs')})\n`),
    ).toEqual(['How to lay a keel', 'example.org/ribs'])
  })

  it('leaves out a badge of the list, and keeps that of another site in a list', async () => {
    const page = await writePage(
      `# Boats\n\n## Hulls\n\n- [Keels](${at('keels')})\n- Show that you did it:\n  [![Boats](b.svg)](https://github.com/ada/list)\n- [![Ribs](r.svg)](${at('ribs')})\n`,
      'hulls',
    )
    expect(page.split('\n')).toEqual([
      `- [Keels](${at('keels')})`,
      '- Show that you did it:',
      `- [Ribs](${at('ribs')})`,
    ])
  })
})

describe('the first page of an adopted list', () => {
  const intro = `<div align="center">
  <img src="logo.svg" alt="LIST"><br>
  <p><sup>Special thanks to:</sup></p>
  <a href="${at('sponsor')}">
    <div><img src="s.svg" alt="Sponsor"></div>
    <b>Sails for your shop, ready to use.</b>
  </a>
  <br>
  <sub>Follow me on <a href="${at('me')}">my page</a>.</sub>
  <p><a href="${at('more')}">Become a sponsor of all this work.</a></p>
  <p>Boats are <a href="${at('what')}">vessels</a> that float.</p>
</div>
`

  it('has no banners and no small print, and describes the list in its own words', async () => {
    const report = await adoption.adopt(
      `${intro}\n## Hulls\n\n- [Keels](${at('keels')})\n\n## Sails\n\n- [Jibs](${at('jibs')})\n`,
    )
    // Its name is spelt as in its logo.
    expect(report.title).toBe('LIST')
    const portal = await adoption.load()
    const page = portal.topics.get('list')!
    expect(page.meta).toBe('Boats are vessels that float.')
    expect(page.source?.trim().split('\n').slice(0, 3)).toEqual([
      `[Become a sponsor of all this work.](${at('more')})`,
      '',
      `Boats are [vessels](${at('what')}) that float.`,
    ])
    expect(report.notes.map(({ line, text }) => `${line} ${text}`)).toContain(
      `4 Left out: links in a table of contents, a banner or small print, or in a part that can’t be converted (2, the first here): ${at('sponsor')}`,
    )
  })

  it('leaves out what is above the list’s name, and takes its description from the sentence about the list', async () => {
    const report = await adoption.adopt(
      `<div>\n\n### [Sails for your shop](${at('shop')})\n\nOur best ones.\n\n</div>\n\n# List\n\nAsk in our chat. It is open.\n\n<a href="${at('ad')}"><img src="ad.png"><b>Tar for you.</b></a>\n\nThis is a guide to boats.\n\n<details><summary>Contents</summary>\n\n- [Hulls](#hulls)\n\n</details>\n\n## Hulls\n\n- [Keels](${at('keels')})\n\n## How to read a chart\n\n- [Charts](${at('charts')})\n`,
    )
    const portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(outline(portal)).toEqual({ List: [], Hulls: [], 'How to read a chart': [] })
    const page = portal.topics.get('list')!
    expect(page.meta).toBe('This is a guide to boats.')
    expect(page.source?.split('## Chapters', 1)[0]?.trim()).toBe(
      'Ask in our chat. It is open.\n\nThis is a guide to boats.',
    )
    expect(report.notes.map(({ text }) => text)).toContain(
      '"Sails for your shop" is left out: it is above the list’s name. It has a link.',
    )
  })

  it('writes the link in the list’s name as an address', async () => {
    const page = await writePage(
      `# [Boats](${at('')})\n\nSee [all](${at('all')}) boats.\n\n## Hulls\n\n- [Keels](${at('keels')})\n\n## Sails\n\n- [Jibs](${at('jibs')})\n`,
      'boats',
    )
    expect(page).toMatch(/^\[example\.org]\(https:\/\/example\.org\/\)\n\nSee \[all]/)
  })

  it('keeps the words of the section around all others, below its heading', async () => {
    const page = await writePage(
      `# Boats\n\n> All about boats.\n\n## Community\n\nAsk us.\n\n## Curriculum\n\nVersion 8.\n\n- [Hulls](#hulls)\n\n### Hulls\n\n- [Keels](${at('keels')})\n\n### Sails\n\n- [Jibs](${at('jibs')})\n\nBack to [all](#curriculum).\n`,
      'boats',
    )
    expect(page.split('\n').filter(Boolean).slice(0, 4)).toEqual([
      '## Community',
      'Ask us.',
      '## Curriculum',
      'Version 8.',
    ])
    expect((await adoption.load()).topics.get('sails')?.source).toContain('[all](/boats.html)')
  })
})

describe('the chapters of an adopted list', () => {
  it('are the groups that it names in bold', async () => {
    await adoption.adopt(
      `# Boats\n\n## Categories\n\n**Wood**\n\n- [Hulls](#hulls)\n\n**Cloth**\n\n- [Sails](#sails)\n\n## Projects\n\n**Wood**\n\n### Hulls\n\n- [Keels](${at('keels')})\n\n### Masts\n\n- [Spars](${at('spars')})\n\n**Cloth**\n\n### Sails\n\n- [Jibs](${at('jibs')})\n`,
    )
    const portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(outline(portal)).toEqual({ Boats: [], Wood: ['Hulls', 'Masts'], Cloth: ['Sails'] })
    expect(portal.topics.get('boats')?.source).not.toContain('**')
    expect(portal.topics.get('masts')?.source).not.toContain('Cloth')
  })

  it('are not a single line in bold', async () => {
    await adoption.adopt(
      `# Boats\n\n## Hulls\n\n### Keels\n\n- [Keels](${at('keels')})\n\n**Take your time**\n\n### Ribs\n\n- [Ribs](${at('ribs')})\n\n## Sails\n\n- [Jibs](${at('jibs')})\n`,
    )
    const portal = await adoption.load()
    expect(outline(portal)).toEqual({ Boats: [], Hulls: ['Keels', 'Ribs'], Sails: [] })
    expect(portal.topics.get('keels')?.source).toContain('**Take your time**')
  })

  it('are the sections below its table of contents, and subjects that are called like parts of a list', async () => {
    await adoption.adopt(
      `# Boats\n\nAll about boats.\n\n## Index\n\n- [Hulls](#hulls)\n- [Sails](#sails)\n\n### Hulls\n\n- [Keels](${at('keels')})\n\n### Sails\n\n- [Jibs](${at('jibs')})\n\n### Licensing\n\n- [Flags and papers](${at('flags')})\n`,
    )
    const portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(outline(portal)).toEqual({ Boats: [], Hulls: [], Sails: [], Licensing: [] })
  })

  it('are one if the portal has no room for more', async () => {
    const head = (number: string) =>
      `---\ntitle: Chapter ${number}\ncategory: page\nslug: chapter-${number}\nsortorder: "${number}00"\ntoc: true\nsidebartitle: Chapter ${number}\nmeta: Mine.\n---\n\nWords.\n`
    for (let number = 1; number <= 97; number++) {
      const name = String(number).padStart(2, '0')
      await adoption.put(`own/chapter-${name}.mdx`, head(name))
    }
    const sections = ['Hulls', 'Sails'].map((name) => `## ${name}\n\n- [About ${name}](${at(name)})\n`)
    await adoption.adopt(`# Boats\n\n${sections.join('\n')}`)
    const portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(outline(portal)).toMatchObject({ Boats: ['Hulls', 'Sails'] })
  })

  it('do not have the list’s name if a smaller heading has it', async () => {
    const report = await adoption.adopt(
      `## LIST\n\nAll about boats.\n\n## Hulls\n\n- [Keels](${at('keels')})\n\n## Sails\n\n- [Jibs](${at('jibs')})\n`,
    )
    expect(report.title).toBe('LIST')
    expect(outline(await adoption.load())).toEqual({ LIST: [], Hulls: [], Sails: [] })
  })
})
