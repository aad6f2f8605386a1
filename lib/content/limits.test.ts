import { describe, expect, it } from 'vitest'
import { countCpu } from '@/scripts/testing/cpu'
import { findTooMuch, limits } from './limits'
import { readPage } from './files/read-page'

const frontMatter =
  '---\ntitle: A list\ncategory: page\nslug: list\nsortorder: "0100"\ntoc: true\nsidebartitle: List\nmeta: A list.\n---\n\n## Tutorials\n\n'
const read = (body: string) => readPage('list.mdx', Buffer.from(frontMatter + body))
const links = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `- [A guide to part ${index}](https://example.org/guide_to_part_${index}) is *short*.`,
  ).join('\n')
const where = (body: string) =>
  read(body).problems.map(({ line, column, rule, message }) => `${line}:${column} ${rule} ${message}`)

describe('a long list of links', () => {
  it('is accepted with 700 links, each time', () => {
    const body = links(700)
    for (let round = 0; round < 3; round++) {
      const page = read(body)
      expect(page.problems).toEqual([])
      expect(page.links).toHaveLength(700)
    }
  }, 120_000)

  it('is refused with 1,400 links, each time', () => {
    const body = links(1400)
    for (let round = 0; round < 3; round++) {
      const page = read(body)
      expect(page.source).toBeNull()
      expect(page.problems).toMatchObject([
        {
          rule: 'size',
          message:
            'The page has 11,204 parts (words, links, blocks; 1,400 links); the maximum is 8,000. Split it into several topics.',
        },
      ])
    }
  }, 120_000)
})

/** Bodies that would occupy the parser for seconds to minutes, refused before parsing. */
const bombs: Record<string, [rule: string, body: string]> = {
  'emphasis that is never closed': ['size', '*a_\n'.repeat(60_000)],
  'emphasis in one list item': ['size', `- a\n${'  *a_\n'.repeat(20_000)}`],
  'emphasis in numbered lines': ['size', Array.from({ length: 9000 }, (_, index) => `${index + 2}. *a_`).join('\n')],
  'emphasis in many paragraphs': ['size', '*a_ *a_ *a_\n\n'.repeat(10_000)],
  'emphasis within emphasis': ['size', '*a **b '.repeat(1200) + '\n' + 'b** a* '.repeat(1200)],
  'long runs of asterisks': ['size', `${'**'.repeat(3200)}a${'**'.repeat(1700)}`],
  'text that is struck out': ['size', '~~a~~ '.repeat(1500) + '\n' + '~~a~~ '.repeat(1500)],
  'links that are never closed': ['size', '[a](b(\n'.repeat(20_000)],
  'references that are never closed': ['size', '[a][\n'.repeat(30_000)],
  'footnotes that are never closed': ['size', '[^a\n'.repeat(30_000)],
  'angle brackets': ['size', 'a \\<b\n'.repeat(20_000)],
  'a table of bars': ['size', 'a | b\n'.repeat(30_000)],
  'a quote that goes on without its mark': ['size', `> a\n${'b\n'.repeat(50_000)}`],
  footnotes: ['size', Array.from({ length: 3000 }, (_, index) => `x[^${index}]\n\n[^${index}]: b`).join('\n\n')],
  definitions: ['size', Array.from({ length: 9000 }, (_, index) => `[a${index}]: /b`).join('\n\n')],
  'list items': ['size', '- a\n'.repeat(60_000)],
  'list items far apart': ['size', '* a\n\n'.repeat(40_000)],
  'list items two deep': ['size', '- a\n  - b\n'.repeat(20_000)],
  paragraphs: ['size', 'a\n\n'.repeat(80_000)],
  'quotes within quotes': ['nesting', `${'>'.repeat(9000)} x`],
  'quotes and lists within each other': ['nesting', `${'> - '.repeat(2000)} x`],
  'lists within lists on one line': ['nesting', `${'- '.repeat(4000)}x`],
  'numbered lists within lists on one line': ['nesting', `${'1. '.repeat(3000)}x`],
  'lists within lists': [
    'nesting',
    Array.from({ length: 400 }, (_each, depth) => `${' '.repeat(2 * depth)}- x`).join('\n'),
  ],
}

describe('a body that would occupy the parser', () => {
  it.each(
    Object.entries(bombs).map(([what, [rule, body]]) => ({ what, rule, body: body.slice(0, limits.fileBytes - 1000) })),
  )('is refused by counting: $what', ({ rule, body }) => {
    const used = countCpu()
    expect(findTooMuch(body)?.rule).toBe(rule)
    expect(used()).toBeLessThan(1000)
    expect(read(body)).toMatchObject({ source: null, problems: [{ rule }] })
  })

  it('is reported at the line where its block begins, with advice', () => {
    expect(where(`Words.\n\n${'*a_ '.repeat(2000)}\n\nWords.`)).toEqual([
      '14:1 size Between here and the next empty line there are more than 3,000 of the characters * _ ~ [ ] < {. Remove what is not needed, or put empty lines between its parts.',
    ])
  })
})

it('ordinary text is within the limits', () => {
  const rule = '- '.repeat(40)
  const code = '```python\n' + 'def a_b(*args, **kwargs): return snake_case_names[args]\n\n'.repeat(200) + '```'
  const table = '| a | b | c |\n|---|---|---|\n' + '| a | b | c |\n'.repeat(300)
  expect([rule, code, table, '*'.repeat(80), `${'word '.repeat(1900)}\n\n`.repeat(20)].map(findTooMuch)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
})
