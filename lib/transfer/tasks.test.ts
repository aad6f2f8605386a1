import { describe, expect, it } from 'vitest'
import { readAll, readPieces, undated } from './testing'

const at = (name: string) => `https://example.org/${name}`

/** Returns the name at the end of each address in a file, and its progress. */
function read(file: string): [string | null, string][] {
  return readAll(file).map((entry) => {
    const { claim, href } = entry
    const name = href?.replace('https://example.org/', '') ?? null
    if (!claim) return [name, entry.reason]
    expect(claim.progress !== 'done' || claim.progressAt).toBe(claim.progress === 'done' ? undated : true)
    return [name, claim.bookmarked ? 'bookmark' : claim.progress]
  })
}

describe('a list with ticks', () => {
  it('gives ticked items as done, and leaves out the others', () => {
    const file = [
      '# A course',
      '',
      '## First steps',
      '',
      `- [x] [Saws](${at('saws')}) - which one to buy`,
      `- [ ] [Planes](${at('planes')})`,
      `- [Clamps](${at('clamps')})`,
      `* [X] [Files](<${at('files')}> "All about files")`,
      `1. [x] ${at('bare')} is short.`,
      '',
    ].join('\n')
    expect(read(file)).toEqual([
      ['saws', 'done'],
      ['files', 'done'],
      ['bare', 'done'],
    ])
    const [piece] = readPieces(file)
    expect(piece).toMatchObject({
      format: 'List with ticks (Markdown)',
      share: 1,
      notices: ['2 lines with an unticked link not imported.'],
    })
    expect(piece?.entries.map(({ line, title }) => [line, title])).toEqual([
      [5, 'Saws'],
      [8, 'Files'],
      [9, 'is short.'],
    ])
  })

  it.each([
    ['before the link', (link: string) => `- ✅ ${link} is good`],
    ['behind the link', (link: string) => `- ${link} is good ✅`],
    ['as a box', (link: string) => `- ☑ ${link}`],
    ['as a box drawn as emoji', (link: string) => `- ☑️ ${link}`],
    ['as a check', (link: string) => `* ✔️ ${link}`],
    ['behind the link of an empty box', (link: string) => `- [ ] ${link} ✅`],
    ['in brackets', (link: string) => `- [✓] ${link}`],
    ['as a word of GitHub', (link: string) => `- :white_check_mark: ${link}`],
    ['as another word of GitHub', (link: string) => `- :heavy_check_mark: ${link}`],
    ['as a box of GitHub', (link: string) => `- :ballot_box_with_check: ${link}`],
    ['in front of a line', (link: string) => `✅ ${link}`],
    ['in a quote', (link: string) => `> - [x] ${link}`],
    ['in a row of a table', (link: string) => `| ${link} | 4 weeks | ✅ |`],
    ['in a row without outer bars', (link: string) => `✅ ${link} | 4 weeks | none`],
    ['as a box in a row', (link: string) => `| [x] | ${link} | 4 weeks |`],
    ['as a box before the link of a row', (link: string) => `[x] ${link} | 4 weeks | none`],
    ['as a box behind the link of an item', (link: string) => `- ${link} [x]`],
    ['on a struck link', (link: string) => `- [x] ~~${link}~~`],
  ])('takes a tick %s', (_, write) => {
    const file = `# A\n\n${write(`[One](${at('one')})`)}\n\n# B\n\n${write(`[Two](${at('two')})`).replace(/[✅☑✔]\uFE0F?|\[[x✓]\]|:\w+:/, '')}\n`
    expect(read(file)).toEqual([['one', 'done']])
    expect(readAll(file)[0]?.title).toBe('One')
  })

  it('takes only the first link of an item or a row: the others are named in passing', () => {
    const row = `[Saws](${at('saws')}) ([alt](${at('alt')})) | 9 weeks | [planes](${at('planes')}) | ✅`
    expect(read(`# A\n\nCourses | Duration | Before | Done\n:-- | :-- | :-- | :--\n${row}\n`)).toEqual([
      ['saws', 'done'],
    ])
    expect(read(`# A\n# B\n- [x] [Saws](${at('saws')}), like [planes](${at('planes')})\n`)).toEqual([['saws', 'done']])
  })

  it('takes no other link of an item whose first stays in the repository', () => {
    const file = `# A\n# B\n- [x] [Saws](saws.md), in [the chat](${at('chat')})\n- [x] [Below](#b): [planes](${at('planes')})\n`
    expect(read(file)).toEqual([['planes', 'done']])
    expect(readPieces(file)[0]?.notices).toEqual(['1 line with a tick but no full address not imported.'])
  })

  it('takes the links under a ticked item that only names a group, except those with an empty box', () => {
    const file = [
      '# A',
      '# B',
      '- [x] About joints:',
      `    - [One](${at('one')})`,
      `\t- [ ] [Two](${at('two')})`,
      `    - [x] [Three](${at('three')})`,
      `- [Four](${at('four')})`,
      `- [x] [Five](${at('five')})`,
      `    - [A companion](${at('companion')})`,
    ].join('\n')
    expect(read(file).map(([name]) => name)).toEqual(['one', 'three', 'five'])
  })

  it('reads references, and skips pictures, code and links within the repository', () => {
    const file = [
      '<div align="center"><img src="https://example.org/logo.svg"></div>',
      '',
      '# A',
      '',
      '- [x] [By name][saws] and [others]',
      '- [x] [Short][]',
      `- [x] [![Build](${at('badge.svg')})](${at('linked')})`,
      `- [x] ![Picture](${at('picture.png')}) [Words](${at('words')})`,
      '- [x] [A guide](./guide.md)',
      '',
      '```md',
      `- [x] [In code](${at('code')})`,
      '```',
      '',
      '# B',
      '',
      `[saws]: ${at('saws')}`,
      `[short]: <${at('short')}>`,
    ].join('\r\n')
    expect(read(file).map(([name]) => name)).toEqual(['saws', 'short', 'linked', 'words'])
    expect(readPieces(file)[0]?.notices).toEqual(
      expect.arrayContaining(['1 line with a tick but no full address not imported.']),
    )
  })

  it('is told apart from a reader’s own list, in which every address is a bookmark', () => {
    expect(read(`- [x] [A](${at('a')})\n- [ ] [B](${at('b')})\n`)).toEqual([
      ['a', 'done'],
      ['b', 'bookmark'],
    ])
    expect(read(`# A\n\n- [ ] [A](${at('a')})\n\n# B\n\n- [ ] [B](${at('b')})\n`)).toEqual([
      ['a', 'bookmark'],
      ['b', 'bookmark'],
    ])
  })

  it('is told apart from another program’s table with a tick in a note', () => {
    const file = `url,title,note\n${at('a')},A,✅ [b](${at('b')})\n${at('c')},C,\n`
    expect(read(file).map(([name]) => name)).toEqual(['a', 'c'])
  })

  it('of 10 MB is read in a moment', () => {
    const line = `- [x] [A tutorial](${at('a')}) that says what it is about\n`
    const file = `# A\n# B\n${line.repeat(Math.ceil(1_000_000 / line.length))}${`- [ ] [ ${'['.repeat(9000)}\n`.repeat(1000)}`
    const start = performance.now()
    expect(read(file).length).toBeGreaterThan(10_000)
    expect(performance.now() - start).toBeLessThan(20_000)
  })
})
