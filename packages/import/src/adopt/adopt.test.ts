import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { counts } from '@/lib/content'
import { errorsOf, makeAdoption, outline, type Adoption } from '../testing'

let adoption: Adoption
beforeEach(async () => {
  adoption = await makeAdoption()
})
afterEach(() => adoption.done())

const at = (name: string) => `https://example.org/${name}`

describe('an adopted list', () => {
  it('of courses in tables has a chapter per part, a topic per section and a tutorial per row', async () => {
    const report = await adoption.adopt(`![Logo](https://example.org/logo.png)

<h3 align="center">School of Boats</h3>
<p align="center">
  <a href="https://github.com/ada/badge"><img alt="Badge" src="https://example.org/badge.svg"></a>
</p>

# Contents

- [Summary](#summary)
- [Curriculum](#curriculum)

# Summary

How to build a boat, with **help** from [others](https://help.example.org/first-aid).

- Ask in [the chat](https://chat.example.org/x)

# Curriculum

- [Hulls](#hulls)
  - [Wood](#wood)

## Hulls

All of this is needed.

### Wood

Start here if you never held a saw.

Courses | Duration | Effort | Notes | Prerequisites
:-- | :--: | :--: | :--: | :--:
[Timber](${at('timber')}) ([alt](${at('timber-again')})) | 4 weeks | 3 hours/week | - | none
[Joints](./courses/joints.md) | 6 weeks | 5 hours/week | with [a saw](${at('a-good-saw')}) | [Steel](#steel)

### Steel

| Course | Where |
|---|---|
| Welding | [link](${at('welding')}) |

## Sails

- [x] [Cloth](${at('cloth')}) - the **kinds** of it
- [ ] ${at('sewing')} in short
  - [ ] [Needles](${at('needles')})

# Code of conduct

Be kind: [rules](RULES.md).

# License

[MIT](LICENSE)
`)
    const portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(outline(portal)).toEqual({ 'School of Boats': [], Hulls: ['Wood', 'Steel'], Sails: [] })
    expect([...portal.resources.values()].map(({ href, title, kind }) => [href, title, kind])).toEqual([
      [at('timber'), 'Timber', 'tutorial'],
      ['https://github.com/ada/list/blob/HEAD/courses/joints.md', 'Joints', 'tutorial'],
      [at('welding'), 'Welding', 'tutorial'],
      [at('cloth'), 'Cloth', 'tutorial'],
      [at('sewing'), 'example.org/sewing', 'tutorial'],
      [at('needles'), 'Needles', 'tutorial'],
    ])
    expect(report).toMatchObject({ title: 'School of Boats', licence: 'MIT', tutorials: 6, tools: 0, vanished: [] })
    expect(report.notes.map(({ text }) => text)).toEqual([
      '"Contents" is left out: it is about the list.',
      '"License" is left out: it is about the list. It has a link.',
      'Left out: pictures (2, the first here): https://example.org/logo.png',
      'Left out: links without words, such as badges (1): https://github.com/ada/badge',
      'Left out: links to the list’s own headings, since the portal has a table of contents (4, the first here): #summary',
    ])
    const files = await adoption.files()
    expect(files['hulls/wood.mdx']).toBe(
      `---
title: Wood
category: page
slug: wood
sortorder: "3401"
toc: false
sidebartitle: Wood
meta: Start here if you never held a saw.
---

- [Timber](${at('timber')}) (<Mention href="${at('timber-again')}">alt</Mention>). Duration: 4 weeks. Effort: 3 hours/week. Prerequisites: none
- [Joints](https://github.com/ada/list/blob/HEAD/courses/joints.md). Duration: 6 weeks. Effort: 5 hours/week. Notes: with <Mention href="${at('a-good-saw')}">a saw</Mention>. Prerequisites: [Steel](/steel.html)

---

This page comes from [School of Boats](https://github.com/ada/list#wood), licensed under [MIT](https://opensource.org/license/mit).
`.replace('3401', portal.topics.get('wood')!.sortorder),
    )
    expect(files['sails/sails.mdx']).toContain(`- [Cloth](${at('cloth')}) – the **kinds** of it\n`)
    // Prose about the list is kept, and none of it is a tutorial.
    const about = portal.topics.get('school-of-boats')!
    expect(about.resources).toEqual([])
    expect(about.headings.map(({ text, depth }) => [text, depth])).toEqual([
      ['Summary', 2],
      ['Code of conduct', 2],
      ['Chapters', 2],
    ])
    expect(about.links.map(({ url }) => url)).toContain('https://chat.example.org/x')
  })

  it('of six hundred links has topics of at most sixty tutorials, and each link once', async () => {
    const topics = Array.from({ length: 40 }, (_, topic) => topic)
    const list = `# Many things\n\n- [Topic 0](#topic-0)\n\n${topics
      .map(
        (topic) =>
          `## Topic ${topic}\n\n*Things about ${topic}.*\n\n${Array.from({ length: topic === 7 ? 150 : 15 }, (_, item) => `* [thing-${topic}-${item}](https://github.com/x/${topic}-${item}) - Does ${item}.`).join('\n')}\n`,
      )
      .join('\n')}`
    const report = await adoption.adopt(list)
    const portal = await adoption.load()
    expect(portal.problems.filter(({ rule }) => rule !== 'title')).toEqual([])
    expect(portal.problems).toEqual([])
    expect(report).toMatchObject({ tutorials: 735, topics: 44, chapters: 1 })
    const sizes = [...portal.topics.values()].map(({ resources }) => resources.filter(counts).length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(60)
    expect(portal.resources.size).toBe(735)
    expect(portal.topics.get('topic-7-part-2')?.title).toBe('Topic 7, part 2')
    expect(portal.topics.get('topic-3')?.meta).toBe('Things about 3.')
  }, 120_000)

  it('with headings and tasks within items keeps their nesting, their words and their prose', async () => {
    await adoption.adopt(`# A college

## What is it?

Words about <b>it</b>, and a picture:

![Picture](https://example.org/x.jpg)

**[⬆ back to top](#a-college)**

## Structures

- ### Arrays
    - [ ] About arrays:
        - [ ] [Arrays (video)](${at('v1')})
        - [Dynamic arrays](${at('v2')}) (from 15m)
    - [ ] Implement:
        - [ ] size() - for a <T> or {x}
- ### Lists
    - [ ] [Arrays (video)](${at('v3')})

    \`\`\`js
    const x = <div>{1}</div>
    \`\`\`

### [A book](${at('book')})

Read it.

## Trees

1. [Trees](${at('trees#one')})
2. [Trees again](${at('trees#two')})
3. [The same](${at('trees#one')})
4. [![Badge](https://example.org/badge.svg)](${at('badge')})

<details>
<summary>More</summary>

* <a href="${at('html')}">In HTML</a><br>
  on two lines

</details>
`)
    const portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(outline(portal)).toEqual({ 'A college': [], Structures: ['Arrays', 'Lists', 'A book'], Trees: [] })
    expect(portal.topics.get('arrays')?.source?.trim()).toMatch(/^- About arrays:/)
    expect(
      portal.topics
        .get('arrays')
        ?.source?.split('\n')
        .filter((line) => line.trim())
        .slice(0, 5),
    ).toEqual([
      '- About arrays:',
      `  - [Arrays (video)](${at('v1')} "Arrays (video) (Arrays)")`,
      `  - [Dynamic arrays](${at('v2')}) (from 15m)`,
      '- Implement:',
      '  - size() - for a \\<T> or \\{x}',
    ])
    expect(portal.topics.get('lists')?.source).toContain('const x = <div>{1}</div>\n')
    expect(portal.topics.get('a-book')?.source?.trim()).toMatch(
      /^- \[A book]\(https:\/\/example\.org\/book\)\n\nRead it\.\n/,
    )
    expect(portal.topics.get('trees')?.resources.map(({ href, title }) => [href, title])).toEqual([
      [at('trees#one'), 'Trees'],
      [at('trees#two'), 'Trees again'],
      [at('badge'), 'Badge'],
      [at('html'), 'In HTML'],
    ])
    expect(portal.topics.get('a-college')?.source).toContain('Words about **it**, and a picture:')
  })

  it.each([
    ['without headings', `Some links:\n\n- [A](${at('a')})\n- [B](${at('b')})\n`, { List: [] }],
    [
      'without headings and with many links',
      Array.from({ length: 130 }, (_, item) => `- [Link ${item}](${at(`l${item}`)})`).join('\n'),
      { List: ['List, part 1', 'List, part 2', 'List, part 3'] },
    ],
    [
      'of two headings with one slug',
      `# L\n\n## A\n\n### Books\n\n- [A](${at('a')})\n\n### Talks\n\n- [T](${at('t')})\n\n## B\n\n### Books\n\n- [B](${at('b')})\n\n### Search\n\n- [C](${at('c')})\n`,
      { L: [], A: ['Books', 'Talks'], B: ['Books', 'Search'] },
    ],
    [
      'of headings in other scripts and of emoji',
      `# 本\n\n## 🚀\n\n- [X](${at('x')})\n\n## 🐍 Python\n\n- [A](${at('a')})\n\n## 書籍\n\n- [B](${at('b')})\n`,
      { 本: [], Python: [], 書籍: [] },
    ],
    [
      'whose links lead to each other in a circle',
      `# L\n\n## A\n\n- [B](#b) is below, [A](${at('a')})\n\n## B\n\n- [A](#a) is above, [B](${at('b')})\n- [Itself](./README.md)\n`,
      { L: [], A: [], B: [] },
    ],
  ])('%s is adopted', async (_, list, expected) => {
    await adoption.adopt(list)
    const portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect(outline(portal)).toEqual(expected)
    expect([...portal.topics.values()].every(({ source }) => source?.includes('This page comes from'))).toBe(true)
  })

  it.each([
    ['of bytes', Buffer.from([35, 32, 65, 10, 0, 1, 2]), 'It is not text: line 2 has a zero byte.'],
    ['in another encoding', Buffer.from([35, 32, 65, 10, 0xe9, 0x20]), 'Line 2 is not UTF-8. Save the file as UTF-8.'],
    ['of 10 MB', 'a '.repeat(5_000_000), 'It has 10,000,000 bytes, and 2 MB is the most. Split it into several lists.'],
    [
      'of marks alone',
      `# A\n\n${'*a_ '.repeat(3000)}\n`,
      'From line 3 to the next empty line there are more than 4,000',
    ],
    ['of one line', `# A\n\n${'word '.repeat(5000)}`, 'Line 3 has 25,000 characters, and 20,000 is the most.'],
    ['of quotes in quotes', `# A\n\n${'> '.repeat(3000)}[a](${at('a')})\n`, /nested/],
    [
      'of items in items',
      `# A\n\n${Array.from({ length: 200 }, (_, depth) => `${'  '.repeat(depth)}- [a](${at('a')})\n`).join('')}`,
      /^Line \d+ is nested more than 100 deep\. Make it flatter\.$/,
    ],
    ['that is empty', ' \n', 'It is empty.'],
    [
      'without links',
      '# A\n\nWords.\n\n- and more\n',
      'It has no link to another site in a list or a table. Nothing can be adopted.',
    ],
  ])('%s is refused with its reason, and nothing is written', async (_, list, message) => {
    await expect(adoption.adopt(list)).rejects.toThrow(message)
    expect(await adoption.files()).toEqual({})
  })

  it('turns links that can’t be used into words, with their line', async () => {
    const report = await adoption.adopt(
      `# L\n\n## A\n\n- [One](ftp://example.org/x) and [two](http://localhost/x), [three](<http://example.org/a b>)\n- [Mail](mailto:a@example.org) [Plain](http://github.com/x/y)\n\n## B\n\n- [By name][x], [no](guide.md)\n\n[x]: ${at('named')}\n`,
      { source: undefined },
    )
    const portal = await adoption.load()
    expect(errorsOf(portal)).toEqual([])
    expect([...portal.resources.values()].map(({ href }) => href)).toEqual([
      'https://example.org/a%20b',
      'https://github.com/x/y',
      at('named'),
    ])
    expect(report.notes.map(({ line, text }) => `${line} ${text.slice(0, 30)}`)).toEqual([
      '5 The link to "ftp://example.org',
      '5 The link to "http://localhost/',
      '10 The link to "guide.md" is kept',
    ])
    expect((await adoption.files())['a/a.mdx']).toContain('This page comes from the list L.')
  })

  it('names all links and pictures that it leaves out, with their number and the first line', async () => {
    const report = await adoption.adopt(
      `<p align="center">
  <a href="${at('hero')}"><img src="hero.png"></a>
  <a href="${at('chat')}">Chat</a>
</p>

# L

[![Badge](b.svg)](${at('badge')}) [![Badge](b.svg)](${at('first')})

- [A](#a)
- [B](#b)

## A

- [First](${at('first')}) ![star](s.svg), [nowhere](#nowhere)
- [Second](${at('second')})

<!-- <a href="${at('comment')}">hidden</a> -->

## B

- [Third](${at('third')}), as in [A](#a)

## Contributing

Read [the guide](guide.md) and [the rules](rules.md).
`,
    )
    expect(report.notes.map(({ line, text }) => `${line} ${text}`)).toEqual([
      '24 "Contributing" is left out: it is about the list. It has 2 links.',
      '2 Left out: pictures (4, the first here): hero.png',
      `2 Left out: links without words, such as badges (3, the first here): ${at('hero')}`,
      '10 Left out: links to the list’s own headings, since the portal has a table of contents (2, the first here): #a',
      '15 Kept as text: links to headings that the list does not have (1): #nowhere',
    ])
    const pages = Object.values(await adoption.files()).join('')
    expect([at('chat'), at('first'), at('second'), at('third')].filter((url) => !pages.includes(url))).toEqual([])
  })

  it('never overwrites a file, and takes other slugs and chapters than those that are there', async () => {
    const page = (slug: string, sortorder: string, toc: boolean) =>
      `---\ntitle: ${slug}\ncategory: page\nslug: ${slug}\nsortorder: "${sortorder}"\ntoc: ${toc}\nsidebartitle: ${slug}\nmeta: Mine.\n---\n\nSee [tools](/tools.html) at [a host](http://secure.example.net/).\n`
    await adoption.put('own/own.mdx', page('own', '0100', true).replace('http:', 'https:'))
    await adoption.put('own/tools.mdx', page('tools', '0101', false).replace('http:', 'https:'))
    // A page that can't be read holds its name too.
    await adoption.put('books/books.mdx', 'broken')
    const before = await adoption.files()
    await adoption.adopt(`# L\n\n## Tools\n\n- [A](http://secure.example.net/a)\n\n## Books\n\n- [B](${at('b')})\n`)
    const after = await adoption.files()
    expect(after).toMatchObject(before)
    const portal = await adoption.load()
    expect(errorsOf(portal).filter((problem) => !problem.startsWith('books/books.mdx'))).toEqual([])
    expect(outline(portal)).toMatchObject({ own: ['tools'], Tools: [], Books: [] })
    expect(portal.topics.get('tools-2')?.resources[0]?.href).toBe('https://secure.example.net/a')
  })

  it('shows emoji as GitHub does, and names a link of its table of contents that leads elsewhere', async () => {
    const report = await adoption.adopt(`# Boats

### Index

- [Hulls](#hulls)
- [Sails](#sails)
- [Ropes](https://example.org/ropes)

### Hulls

- [Keels](${at('keels')}) (PDF, [:package: plans](${at('plans')})) :construction:

### Sails

- [Jibs](${at('jibs')})
`)
    const portal = await adoption.load()
    expect(portal.topics.get('hulls')?.source).toContain('[📦 plans](https://example.org/plans)) 🚧')
    expect(report.notes.map(({ text }) => text)).toContain(
      'Left out: links in a table of contents, a banner or small print, or in a part that can’t be converted (1): https://example.org/ropes',
    )
  })
})
