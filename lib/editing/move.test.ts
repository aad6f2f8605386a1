import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countCases } from '@/scripts/testing/cases'
import { deriveResourceId, loadPortal } from '../content'
import { findAddresses } from './find-addresses'
import { move } from './move'
import { recordMoves } from './record-move'
import { rewriteAddresses } from './rewrite-addresses'
import { writeTogether } from './write-together'

let folder: string
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'lectern-move-')), 'content')
  mkdirSync(path.join(folder, 'devops'), { recursive: true })
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true }))

function writePage(slug: string, sortorder: string, body: string, slugLine = `slug: ${slug}`): void {
  writeFileSync(
    path.join(folder, 'devops', `${slug}.mdx`),
    `---\ntitle: On ${slug}\ncategory: page\n${slugLine}\nsortorder: "${sortorder}"\ntoc: ${sortorder.endsWith('00')}\nsidebartitle: ${slug}\nmeta: About ${slug}.\n---\n\n${body}\n`,
  )
}
const read = (file: string) => readFileSync(path.join(folder, file), 'utf8')
const snapshot = () =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.\w+$/.test(file))
      .map((file) => [file, read(file)]),
  )

const old = 'https://example.org/one_two?a=1&b=2'
const now = 'https://example.net/three'

describe('moving an address', () => {
  it.each([
    ['as it is', '- [x](https://example.org/one_two?a=1&b=2)', '- [x](https://example.net/three)'],
    ['with backslashes', '- [x](https://example.org/one\\_two?a=1\\&b=2)', '- [x](https://example.net/three)'],
    ['with entities', '- [x](https://example.org/one&#95;two?a=1&amp;b=2)', '- [x](https://example.net/three)'],
    ['with percent signs', '- [x](https://example.org/one%5Ftwo?a=1&b=2)', '- [x](https://example.net/three)'],
    [
      'in angle brackets, with a title',
      '- [x](<https://example.org/one\\_two?a=1&b=2> "Title")',
      '- [x](<https://example.net/three> "Title")',
    ],
    [
      'with a title that repeats it',
      '- [x](https://example.org/one_two?a=1&b=2 "https://example.org/one_two?a=1&b=2")',
      '- [x](https://example.net/three "https://example.org/one_two?a=1&b=2")',
    ],
    [
      'on the next line of a quote',
      '> [x](\n> https://example.org/one_two?a=1&amp;b=2\n> "Title")',
      '> [x](\n> https://example.net/three\n> "Title")',
    ],
    [
      'as a reference',
      "- [x][a]\n\n[a]: https://example.org/one\\_two?a=1&b=2 'Title'",
      "- [x][a]\n\n[a]: https://example.net/three 'Title'",
    ],
    [
      'as a reference that is not used',
      '[x]: <https://example.org/one_two?a=1&b=2>',
      '[x]: <https://example.net/three>',
    ],
    ['bare', 'See https://example.org/one_two?a=1&b=2.', 'See https://example.net/three.'],
    [
      'bare in quotation marks',
      '"www.example.org/one_two?a=1&b=2" or "https://example.org/one_two?a=1&b=2"',
      '"https://example.net/three" or "https://example.net/three"',
    ],
    [
      'in a <Mention>',
      'A <Mention href="https://example.org/one_two?a=1&amp;b=2">word</Mention>.',
      'A <Mention href="https://example.net/three">word</Mention>.',
    ],
    [
      'in a <Resource> in single quotes',
      '<Resource id="x" href=\'https://example.org/one_two?a=1&b=2\' kind="tool">word</Resource>',
      '<Resource id="x" href=\'https://example.net/three\' kind="tool">word</Resource>',
    ],
    [
      'in a heading, a table and a footnote',
      '## [x](https://example.org/one_two?a=1&b=2)\n\n| a |\n|---|\n| [y](https://example.org/one\\_two?a=1&b=2) |\n\nz[^1]\n\n[^1]: [z](https://example.org/one_two?b=2&a=1)',
      '## [x](https://example.net/three)\n\n| a |\n|---|\n| [y](https://example.net/three) |\n\nz[^1]\n\n[^1]: [z](https://example.net/three)',
    ],
    [
      'with a place within the page',
      '- [x](https://example.org/one_two?a=1&b=2#part)',
      '- [x](https://example.net/three#part)',
    ],
    [
      'in another spelling, in two places',
      '- [x](http://www.example.org/one_two/?a=1&b=2&utm_source=x) and <Mention href="https://example.org/one_two?b=2&a=1">y</Mention>',
      '- [x](https://example.net/three) and <Mention href="https://example.net/three">y</Mention>',
    ],
  ])('edits only the address when written %s', async (_, before, after) => {
    writePage(
      'devops',
      '0600',
      `- [again](https://example.org/one_two?a=1&b=2)\n\nA \`${old}\`.\n\n\`\`\`\n[x](${old})\n\`\`\`\n\n- [other](${old}3)\n\n${before}`,
    )
    const { 'devops/devops.mdx': text = '' } = snapshot()
    const head = text.slice(0, text.length - before.length - 1)
    await move(folder, old, now)
    expect(read('devops/devops.mdx')).toBe(`${head.replace(`- [again](${old})`, `- [again](${now})`)}${after}\n`)
  })

  it('reports each edited place', async () => {
    writePage('devops', '0600', 'To [b](/b).')
    writePage('b', '0601', `- [x](https://example.org/one\\_two?a=1&b=2)\n\nA <Mention href="${old}">y</Mention>`)
    expect(await move(folder, old, now)).toEqual({
      edited: ['devops/b.mdx'],
      changes: [
        { file: 'devops/b.mdx', line: 11, column: 7, from: old, to: now },
        { file: 'devops/b.mdx', line: 13, column: 18, from: old, to: now },
      ],
      recorded: true,
    })
    expect((await loadPortal(folder)).moves.resources.get(deriveResourceId(old))).toBe(deriveResourceId(now))
  })

  it('keeps carriage returns and a byte order mark', async () => {
    writePage('devops', '0600', `- [x](${old})`)
    const text = `\uFEFF${read('devops/devops.mdx').replaceAll('\n', '\r\n')}`
    writeFileSync(path.join(folder, 'devops/devops.mdx'), text)
    await move(folder, old, now)
    expect(read('devops/devops.mdx')).toBe(text.replace(old, now))
  })

  it('records nothing if only mentions use the address', async () => {
    writePage('devops', '0600', `A [word](${old}).`)
    expect(await move(folder, old, now)).toMatchObject({ edited: ['devops/devops.mdx'], recorded: false })
    expect(readdirSync(folder)).toEqual(['devops'])
  })

  it.each([
    [
      'on a page that can’t be read',
      `- [x](${old})`,
      `<Note>\n\n[y](https://example.org/one\\_two?a=1&amp;b=2)`,
      /^devops\/b\.mdx:\d+:1 [\s\S]*may use the address/,
    ],
    [
      'in braces',
      `- [x](${old})`,
      `<Mention href={"${old}"}>y</Mention>`,
      /^devops\/b\.mdx:11:1 https:\/\/example\.org\/one_two\?a=1&b=2 is written in a form/,
    ],
  ])('changes nothing if the address is also written %s', async (_, first, second, message) => {
    writePage('devops', '0600', first)
    writePage('b', '0601', second)
    const before = snapshot()
    await expect(move(folder, old, now)).rejects.toThrow(message)
    expect(snapshot()).toEqual(before)
  })

  it('changes nothing if the new address can’t be written bare', async () => {
    writePage('devops', '0600', `- [x](${old})\n\nSee ${old} there.`)
    const before = snapshot()
    await expect(move(folder, old, 'https://example.net/a.')).rejects.toThrow(
      "devops/devops.mdx:13:5 https://example.net/a. can't be written here",
    )
    expect(snapshot()).toEqual(before)
  })

  it.each([
    ['a space', 'https://example.net/a b', 'contains a space'],
    ['a password', 'https://me:secret@example.net/', 'contains a name or password'],
  ])('refuses an address with %s , as the check does', async (_, to, message) => {
    writePage('devops', '0600', `- [x](${old})`)
    await expect(move(folder, old, to)).rejects.toThrow(message)
  })

  it('changes nothing if moved.yaml is invalid', async () => {
    writePage('devops', '0600', `- [x](${old})`)
    writeFileSync(path.join(folder, 'moved.yaml'), 'addresses:\n  - from: "https://example.org/x\n')
    const before = snapshot()
    await expect(move(folder, old, now)).rejects.toThrow(
      /^moved\.yaml:\d+:\d+ The file can't be read: Missing closing "quote[\s\S]*Nothing was changed\.$/,
    )
    expect(snapshot()).toEqual(before)
  })
})

describe('moving a slug', () => {
  it('edits every form of the address, except in code and in longer addresses', async () => {
    writePage(
      'devops',
      '0600',
      "[a](/b) [b](/b.html#x) [c](/b/) [d](/b?x=1) [e](/b#y \"/b\") [f](</b/?x=1#y>) [g](/b-2) [h](/bc) [i](https://example.org/b)\n[j](/%62) [k][l] <Mention href='/b'>m</Mention> `/b` `[x](/b)`\n\n    [x](/b)\n\n```\n[x](/b)\n```\n\n[l]: /b.html 'x'",
    )
    writePage('b', '0601', 'Itself: [x](/b#y).')
    await move(folder, 'b', 'see')
    expect(read('devops/devops.mdx').split('\n').slice(10).join('\n')).toBe(
      "[a](/see) [b](/see.html#x) [c](/see/) [d](/see?x=1) [e](/see#y \"/b\") [f](</see/?x=1#y>) [g](/b-2) [h](/bc) [i](https://example.org/b)\n[j](/see) [k][l] <Mention href='/see'>m</Mention> `/b` `[x](/b)`\n\n    [x](/see)\n\n```\n[x](/b)\n```\n\n[l]: /see.html 'x'\n",
    )
    expect(read('devops/see.mdx')).toContain('Itself: [x](/see#y).')
  })

  it('finds a slug with escaped hyphens', async () => {
    writePage('devops', '0600', '[a](/one\\-two) [b](/one&#45;two#x)')
    writePage('one-two', '0601', 'Words.')
    await move(folder, 'one-two', 'three')
    expect(read('devops/devops.mdx')).toContain('[a](/three) [b](/three#x)')
  })

  it.each([
    ['plain', 'slug: b', 'see', 'slug: see'],
    ['in quotes, with a comment', "slug: 'b' # short", 'see', "slug: 'see' # short"],
    ['under a key in quotes', '"slug":   "b"', 'see', '"slug":   "see"'],
    ['that reads as a number', 'slug: b', '2024', 'slug: "2024"'],
  ])('edits the slug of the front matter %s', async (_, line, to, expected) => {
    writePage('devops', '0600', '[a](/b)')
    writePage('b', '0601', 'Words.\n\n```yaml\nslug: b\n```', line)
    await move(folder, 'b', to)
    expect(read(`devops/${to}.mdx`).split('\n')[3]).toBe(expected)
    expect(read(`devops/${to}.mdx`)).toContain('```yaml\nslug: b\n```')
    expect((await loadPortal(folder)).problems).toEqual([])
  })

  it('does not overwrite an existing file', async () => {
    writePage('devops', '0600', '[a](/b)')
    writePage('b', '0601', 'Words.')
    writeFileSync(path.join(folder, 'devops/see.mdx'), 'not yet a page')
    const before = snapshot()
    await expect(move(folder, 'b', 'see')).rejects.toThrow('The file devops/see.mdx already exists')
    expect(snapshot()).toEqual(before)
  })
})

describe('moving references in front matter and paths', () => {
  const write = (needs: string, steps: string) => {
    writePage('devops', '0600', '[logging](/logging), [old](/old)')
    writePage('old', '0601', `- [Words](${old})`)
    writePage('logging', '0602', 'Words.', `slug: logging\n${needs}`)
    mkdirSync(path.join(folder, 'paths'), { recursive: true })
    writeFileSync(
      path.join(folder, 'paths/live.yaml'),
      `title: Live\nsidebartitle: Live\nmeta: It answers.\nfor: All.\nhours: 2\nsortorder: "01"\n${steps}`,
    )
  }

  it.each([
    ['bare', '[devops, old]', 'old', 'new', '[devops, new]', 'new'],
    ['in quotes', '["devops", "old"]', "'old'", 'new', '["devops", "new"]', "'new'"],
    ['as digits', '\n  - devops\n  - old # why', 'old', '404', '\n  - devops\n  - "404" # why', '"404"'],
  ])('edits a slug %s', async (_what, needs, topic, to, needsNow, topicNow) => {
    write(`needs: ${needs}`, `needs: [old]\nsteps:\n  - topic: ${topic} # first\n    note: old\n`)
    const { edited, changes } = await move(folder, 'old', to)
    expect(read('devops/logging.mdx')).toContain(`slug: logging\nneeds: ${needsNow}\n`)
    expect(read('paths/live.yaml')).toContain(`\nsteps:\n  - topic: ${topicNow} # first\n    note: old\n`)
    expect(edited).toEqual(expect.arrayContaining(['devops/logging.mdx', 'paths/live.yaml']))
    expect(changes).toContainEqual({ file: 'paths/live.yaml', line: 9, column: 12, from: 'old', to })
    expect((await loadPortal(folder)).problems).toEqual([])
  })

  it('edits an address', async () => {
    write('level: deep', `steps:\n  - topic: old\n    note: One.\n    tutorials:\n      - ${old}\n`)
    await move(folder, old, now)
    expect(read('paths/live.yaml')).toContain(`    tutorials:\n      - ${now}\n`)
    expect((await loadPortal(folder)).problems).toEqual([])
  })
})

describe('rewriting any page', () => {
  const address = 'https://example.org/one_two?a=1&b=(2)'
  const written = fc.constantFrom(
    (text: string) => `[${text}](${address})`,
    (text: string) => `[${text}](https://example.org/one\\_two?a=1&amp;b=\\(2\\) "${text}")`,
    (text: string) => `[${text}](<https://example.org/one&#95;two?a=1\\&b=(2)>)`,
    (text: string) => `<Mention href="https://example.org/one_two?a=1&amp;b=(2)">${text}</Mention>`,
    (text: string) => `<Resource href='${address}' id='own'>${text}</Resource>`,
    (text: string) => `[${text}][ref]`,
    (text: string) => `![${text}](/figures/x.svg)`,
    (text: string) => `\`[${text}](${address})\``,
    (text: string) => `[${text}](https://example.org/one)`,
    (text: string) => `**${text}**`,
  )
  const sentence = fc
    .tuple(written, fc.constantFrom('word', 'two words', '*so*', 'a \\& b', 'é'))
    .map(([write, text]) => write(text))
  const frame = fc.constantFrom(
    (text: string) => text,
    (text: string) => `- ${text}`,
    (text: string) => `> 1. ${text}`,
    (text: string) => `## ${text}`,
    (text: string) => `| a | b |\n|---|---|\n| ${text} | ${text} |`,
    (text: string) => `<Note>\n\n${text}\n\n</Note>`,
    (text: string) => `~~~\n${text}\n~~~`,
  )
  const block = fc
    .tuple(frame, fc.array(sentence, { minLength: 1, maxLength: 3 }))
    .map(([set, sentences]) => set(sentences.join(' ')))
  const body = fc
    .tuple(fc.array(block, { minLength: 1, maxLength: 5 }), fc.constantFrom('\n', '\r\n'))
    .map(([blocks, end]) => `\n\n\n${blocks.join('\n\n')}\n\n[ref]: ${address}\n`.replaceAll('\n', end))
  const target = fc
    .stringMatching(/^[\w\-.~()'"*+,;=:@!$&|<>[\]{}^`?/#%]{0,20}$/)
    .map((text) => `https://example.net/${text.replace(/%(?![0-9a-f]{2})/gi, '')}&copy;`)
  const gaps = (text: string) => {
    let end = 0
    return [
      ...findAddresses(text).map(({ range }) => text.slice(end, (end = range!.end) && range!.start)),
      text.slice(end),
    ]
  }

  const pages = countCases(20, 60)
  it(
    `gives the same page with the new address, and changes no other byte (${pages} cases)`,
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(body, target, (text, to) => {
          const rewrite = (url: string) =>
            url.startsWith('http') && deriveResourceId(url) === deriveResourceId(address) ? to : undefined
          const { texts, changes } = rewriteAddresses(
            [{ file: 'page.mdx', text: `---\na: b\n---${text.slice(3)}`, body: text }],
            { rewrite },
          )
          const after = (texts.get('page.mdx') ?? '').slice('---\na: b\n---'.length)
          const same = `${text.slice(0, 3)}${after}`
          expect(changes.length).toBeGreaterThan(0)
          expect(findAddresses(same).map(({ url }) => url)).toEqual(
            findAddresses(text).map(({ url }) => rewrite(url) ?? url),
          )
          expect(gaps(same)).toEqual(gaps(text))
        }),
        { numRuns: pages },
      )
    },
  )
})

describe('moved.yaml', () => {
  it('keeps comments and other entries unchanged', () => {
    const text =
      '# Ours.\n\naddresses:\n  # Blogs.\n  - from: "https://example.org/a"\n    to: https://example.org/b # for now\n  - from: https://example.org/c\n    withdrawn: The author took it down.\n\n# Slugs.\npages:\n  - from: x\n    to: y\n'
    expect(
      recordMoves(text, [{ list: 'addresses', from: 'https://example.org/d', end: { to: 'https://example.org/e' } }]),
    ).toBe(text.replace('down.\n', 'down.\n  - from: https://example.org/d\n    to: https://example.org/e\n'))
    expect(recordMoves(text, [{ list: 'pages', from: 'y', end: { to: 'x' } }])).toBe(
      text.replace('from: x\n    to: y', 'from: y\n    to: x'),
    )
  })

  it('holds the same after many moves at once as after one by one', () => {
    const moves = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['d', 'e'],
      ['a', 'd'],
    ].map(([from, to]) => ({ list: 'pages' as const, from: from!, end: { to: to! } }))
    const before = 'pages:\n  - from: e\n    to: f\n  - from: d\n    to: f\n'
    const together = recordMoves(before, moves)
    expect(together).toBe(moves.reduce((text, move) => recordMoves(text, [move]), before))
    expect(together).toBe('pages:\n  - from: b\n    to: c\n  - from: c\n    to: a\n  - from: a\n    to: d\n')
  })

  it('takes 4,000 moves into a file of 4,000 without comparing each with each', () => {
    const address = (name: string, at: number) => `https://example.org/${name}/${at}`
    const before = `addresses:\n${Array.from({ length: 4000 }, (_, at) => `  - from: ${address('a', at)}\n    to: ${address('b', at)}\n`).join('')}`
    const moves = Array.from({ length: 4000 }, (_, at) => ({
      list: 'addresses' as const,
      from: address('b', at),
      end: { to: address('a', at) },
    }))
    const { user } = process.cpuUsage()
    const after = recordMoves(before, moves)
    expect(after.match(/from: .*\/b\/\d+$/gm)).toHaveLength(4000)
    expect(after).not.toMatch(/from: .*\/a\//)
    expect(process.cpuUsage().user - user).toBeLessThan(10_000_000)
  })
})

describe('writing files together', () => {
  it('leaves all files unchanged if one can’t be written', async () => {
    writeFileSync(path.join(folder, 'a.mdx'), 'a')
    writeFileSync(path.join(folder, 'b.mdx'), 'b')
    const files = new Map<string, string | null>([
      ['a.mdx', 'A'],
      ['new.mdx', 'new'],
      ['b.mdx', null],
      ['devops', 'a folder'],
    ])
    await expect(writeTogether(folder, files)).rejects.toThrow(
      /devops can't be written \(EISDIR\)\. Nothing was changed\.$/,
    )
    expect(readdirSync(folder)).toEqual(['a.mdx', 'b.mdx', 'devops'])
    expect([read('a.mdx'), read('b.mdx')]).toEqual(['a', 'b'])
  })
})
