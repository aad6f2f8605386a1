import { describe, expect, it } from 'vitest'
import { findLinks } from '../body/annotate'
import { parseBody } from '../body/markdown'
import { checkReadingLists } from './reading-lists'

function warn(body: string) {
  const { tree, problem } = parseBody(body)
  if (!tree) throw new Error(problem.message)
  return checkReadingLists(tree, findLinks(tree, body), body)
}

const one = '## Tutorials\n\n- [A](https://example.org/a) first.\n'

describe('a warning of reading lists', () => {
  it.each([
    ['a bare address for an item', `${one}- https://example.org/b`, '4:3 bare-address'],
    ['a bare address that begins an item', `${one}- https://example.org/b walks through it.`, '4:3 bare-address'],
    [
      'a bare address under another heading',
      '## When to choose it\n\n- www.example.org/b for the rest',
      '3:3 bare-address',
    ],
    ['a bare address within an item of tutorials', `${one}- The guide at https://example.org/b.`, '4:16 bare-address'],
    ['an address without its beginning', `${one}- example.org/a-guide: walks through it.`, '4:3 bare-address'],
    [
      'a later link of an item',
      `${one}- [B](https://example.org/b), then the [handbook](https://example.org/handbook/intro.html).`,
      '4:40 mention',
    ],
    [
      'a later link under "Further reading:"',
      '## Further reading:\n\n- [B](https://example.org/b) and [C](https://example.org/c)',
      '3:34 mention',
    ],
    ['a link that begins a paragraph', `${one}\n[B](https://example.org/b) walks through it.`, '5:1 mention'],
    [
      'a section that lists none',
      '## A\n\n## Tutorials\n\nNone yet.\n\n## B\n\n- [B](https://example.org/b)',
      '3:1 no-tutorials',
    ],
    ['a section at the end that lists none', 'Words.\n\n## Video tutorials\n', '3:1 no-tutorials'],
    ['a section of links to this site', '## Tutorials\n\n- [Redis](/redis.html)', '1:1 no-tutorials'],
    [
      'a later link of a table row',
      '## Courses\n\n| Course | Text |\n| - | - |\n| [B](https://example.org/b) | [C](https://example.org/c) |',
      '5:32 mention',
    ],
    ['a task without a link', '- [ ] [A](https://example.org/a)\n- [x] b\n- [ ] c', '2:1 task-list'],
    ['a task in an ordered list', '1. a\n2. [X] b', '2:1 task-list'],
    ['a task with a mention', '- [ ] [A](/redis), <Mention href="https://example.org/a">A</Mention>', '1:1 task-list'],
    [
      'a section of mentions',
      '## Tutorials\n\n- <Mention href="https://example.org/a">A</Mention>',
      '1:1 no-tutorials',
    ],
  ])('reports %s', (_what, body, where) => {
    expect(warn(body).map(({ line, column, rule, severity }) => [`${line}:${column} ${rule}`, severity])).toEqual([
      [where, 'warning'],
    ])
  })
})

describe('no warning of reading lists', () => {
  it.each([
    ['a list of tutorials', one],
    [
      'tutorials below smaller headings',
      '## Tutorials\n\n### To begin\n\n- [A](https://example.org/a)\n\n### To go on\n\n- [B](https://example.org/b)',
    ],
    [
      'a mention that says so',
      `${one}- [B](https://example.org/b) by <Mention href="https://example.net/">Ada</Mention>.`,
    ],
    [
      'a later link to code, or to a page of this site',
      `${one}- [B](https://example.org/b), its [code](https://example.org/x) on [a host](https://github.com/a/b), and [Redis](/redis).`,
    ],
    ['a later link that is a tutorial', `${one}- [B](https://example.org/b) and [C](https://example.org/a-long-title)`],
    [
      'a later link under another heading',
      '## When to choose it\n\n- [B](https://example.org/b) and [C](https://example.org/c)',
    ],
    [
      'a link in a sentence',
      `## Tutorials\n\nThey are for version 3 of [the project](https://example.net/).\n\n- [A](https://example.org/a)`,
    ],
    [
      'an item with a bare address behind its tutorial',
      `${one}- [B](https://example.org/b), formerly https://example.net/b`,
    ],
    ['an item that tells of an address', '## Configuration\n\n- Set it to https://example.org/ or example.org/x.'],
    ['an address in code', `${one}- \`https://example.org/\` is an example.`],
    ['a mail address', `${one}- ada@example.org knows more.`],
    [
      'headings that only speak of tutorials',
      '## Tutorials are links\n\nWords.\n\n## How to read a tutorial list\n\nWords.',
    ],
    ['a table of tutorials', '## Tutorials\n\n| Course |\n| - |\n| [A](https://example.org/a) |'],
    [
      'tasks that are tutorials',
      '- [ ] [A](https://example.org/a)\n- [x] Part two\n  - [ ] [B](https://example.org/b)',
    ],
    ['a list for tools and tutorials', '## Tools and tutorials\n\n- [A](https://example.org/a)'],
    ['links under a checklist', '## A checklist\n\n- [A](https://example.org/a)'],
  ])('is given for %s', (_what, body) => {
    expect(warn(body)).toEqual([])
  })
})
