import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { countCpu } from '@/scripts/testing/cpu'
import { loadPortal } from '../load'
import { parseBody } from '../body/markdown'
import { findNearMisses } from './near-misses'
import { isError } from '../portal'
import { readPage } from '../files/read-page'

function warn(body: string) {
  const { tree, problem } = parseBody(body)
  if (!tree) throw new Error(problem.message)
  return findNearMisses(tree, body)
}

const places = (body: string) => warn(body).map(({ line, column, rule }) => `${line}:${column} ${rule}`)

describe('a warning of a near miss', () => {
  it.each([
    [
      'a space before the address',
      'See [the guide] (https://example.org/guide).',
      '1:5 near-link',
      '[the guide](https://example.org/guide)',
    ],
    [
      'a no-break space before the address',
      '- [a]\u00a0(https://example.org/a)',
      '1:3 near-link',
      '[a](https://example.org/a)',
    ],
    [
      'a line break before the address',
      '- words [the\n  guide]\n  (https://example.org/a)',
      '1:9 near-link',
      '[words](https://example.org/a)',
    ],
    [
      'a space before a topic',
      'See [Redis] (/redis.html#tutorials).',
      '1:5 near-link',
      '[Redis](/redis.html#tutorials)',
    ],
    ['a space before a host without https', '- [a] (example.org/a-guide)', '1:3 near-link', 'a space or a line break'],
    ['a space before the address of a picture', '![a] (/redis)', '1:2 near-link', 'a space or a line break'],
    ['full-width parentheses', '[a]（https://example.org/a）', '1:1 near-link', 'full-width'],
    ['code between the brackets', '- [`a`] (https://example.org/a)', '1:3 near-link', '[words](https://example.org/a)'],
    [
      'brackets the wrong way round',
      'Words, (the guide)[https://example.org/guide].',
      '1:8 near-link',
      '[the guide](https://example.org/guide)',
    ],
    ['brackets the wrong way round for a topic', '(Redis)[/redis]', '1:1 near-link', '[Redis](/redis)'],
    ['a definition that is missing', '- See [the guide][guide].', '1:7 near-link', '"[guide]: https://…"'],
    ['a definition that is missing for code', '[`x`][missing]', '1:1 near-link', '"[missing]"'],
    ['a definition of its own words', 'See [the guide][].', '1:5 near-link', '"[the guide]"'],
    ['a footnote that is missing', 'Words[^why].', '1:6 footnote', '"[^why]: …"'],
    ['a footnote that nothing refers to', 'Words.\n\n[^why]: Because.', '3:1 footnote', '[^why]'],
    [
      'a parenthesis that is not closed',
      'Words,\n- [a](https://example.org/a and more.\n- b',
      '2:3 near-link',
      'never closed',
    ],
    ['an address whose parenthesis is not closed', '[a](https://example.org/A_(b)', '1:1 near-link', '%28'],
    ['an address with a space', '[a](https://example.org/a b)', '1:1 near-link', '%20'],
    [
      'a file whose parenthesis is not closed',
      '![a](figures/a.svg and ![b](b.svg',
      ['1:2 near-link', '1:25 near-link'],
      'never closed',
    ],
    ['a title in typographic quotes', '[a](https://example.org/a “b”)', '1:1 near-link', 'straight quotes'],
    [
      'a link within a link',
      '[a [b](https://example.org/b) c](https://example.org/c)',
      '1:1 near-link',
      'another link',
    ],
    [
      'a link of a wiki',
      'See [[Redis]] and [[redis|the page on Redis]].',
      ['1:5 near-link', '1:19 near-link'],
      '[the page on Redis](/slug.html)',
    ],
    [
      'a definition right below a paragraph',
      'See [a][a].\n[a]: https://example.org/a',
      ['1:5 near-link', '2:1 near-link'],
      'empty line before',
    ],
    [
      'a definition in a paragraph of a quote',
      '> Words\n> [a]: https://example.org/a',
      '2:3 near-link',
      'empty line before',
    ],
    [
      'a bullet without its space',
      'Words:\n\n-[a](https://example.org/a)\n-[b](https://example.org/b)',
      ['3:1 near-list', '4:1 near-list'],
      '"- ["',
    ],
    ['a number without its space', '1.[a](https://example.org/a)', '1:1 near-list', '"1. ["'],
    [
      'a bullet without its space before an element',
      '-<Resource href="https://example.org/a">a</Resource>',
      '1:1 near-list',
      'a space is missing',
    ],
    [
      'a bullet without its space before an address',
      '-https://example.org/a\n-https://example.org/b',
      ['1:1 near-list', '2:1 near-list'],
      'a space is missing',
    ],
    ['a full-width hyphen for a bullet', '－ [a](https://example.org/a)', '1:1 near-list', '"- "'],
    ['a bullet for each level', '- a\n** [b](https://example.org/b)', '2:1 near-list', 'two spaces further in'],
    ['a bullet and a no-break space', '-\u00a0[a](https://example.org/a)', '1:1 near-list', 'no-break space (U+00A0)'],
    ['a bullet and an ideographic space', '*\u3000words', '1:1 near-list', 'special space (U+3000)'],
    ['a bullet of a word processor', '• [a](https://example.org/a)\n• b', ['1:1 near-list', '2:1 near-list'], '"- "'],
    ['a dash for a bullet', '– [a](https://example.org/a)', '1:1 near-list', '"- "'],
    [
      'a later number right below a paragraph',
      'Words:\n2. [a](https://example.org/a)',
      '2:1 near-list',
      'empty line before',
    ],
    ['a heading without its space', 'Words.\n\n##Tutorials', '3:1 near-heading', '"## "'],
    ['a full-width heading', '＃＃ Tutorials', '1:1 near-heading', '"## "'],
    ['a heading and a no-break space', '##\u00a0Tutorials', '1:1 near-heading', 'U+00A0'],
    ['a note of MkDocs', '!!! note "Mind"\n    Words.', '1:1 near-note', '<Note>'],
    ['a note of MkDocs that opens', '???+ warning\n', '1:1 near-note', '<Warning>'],
    ['a note of Docusaurus', 'Words.\n\n:::tip\n\nWords.\n\n:::', '3:1 near-note', '<Note>'],
    ['a note of VitePress', '::: danger Stop\nWords.\n:::', '1:1 near-note', '<Warning>'],
    ['a note of GitHub', '> [!NOTE]\n> Words.', '1:3 near-note', '<Note>'],
    ['a warning of GitHub', '> [!WARNING]  \n> Words.', '1:3 near-note', '<Warning>'],
    ['a note of reStructuredText', '.. note::\n\n   Words.', '1:1 near-note', '<Note>'],
    ['a table without its dashes', 'Words.\n\n| a | b |\n| 1 | 2 |', '3:1 near-table', '"| --- | --- |"'],
    [
      'a table with too few dashes',
      '| a | b |\n|---|\n| 1 | 2 |',
      '2:1 near-table',
      'has 2 cells, and the row of dashes below it has 1',
    ],
    ['a table with an empty line in it', '| a | b |\n\n|---|---|\n| 1 | 2 |', '3:1 near-table', 'directly above'],
    ['a table right below a paragraph', 'Words:\n\nmore\n| a | b |\n| 1 | 2 |', '4:1 near-table', 'row of dashes'],
    [
      'a row with too few cells',
      '| a | b |\n|---|---|\n| 1 |',
      '3:1 near-table',
      'has 1 cell, and the table 2 columns',
    ],
    ['a row with too many cells', '| a | b |\n|---|---|\n| 1 | 2 | 3 |', '3:1 near-table', 'has 3 cells'],
    ['a sentence right below a table', '| a | b |\n|---|---|\n| 1 | 2 |\nWords.', '4:1 near-table', 'empty line'],
    ['a block of code that is not closed', 'Words.\n\n```python\nprint(1)\n\n## Tutorials\n', '3:1 open-fence', '```'],
    ['a block of tildes that is closed with backticks', '~~~\nx\n```', '1:1 open-fence', '~~~'],
    ['a block in a list that is not closed', '- a\n\n  ```js\n  x\n\nb', '3:3 open-fence', '```'],
    [
      'a block closed by a line that opens one',
      '```python\nx\n\n## Tutorials\n\n```js\ny\n```',
      '1:1 open-fence',
      'opens within',
    ],
    ['a block between quotation marks', "Words:\n\n'''python\nprint(1)\n'''", '3:1 open-fence', 'three backticks'],
    ['a block between two backticks', 'Words:\n\n``python\nprint(1)\n``', '3:1 open-fence', 'three backticks'],
    ['code that is not closed', 'Use `print for this.', '1:5 open-code', '`'],
    ['a language that is misspelt', '```pyhton\nx\n```', '1:1 code-language', '```python'],
    ['a language in braces', '```{.python}\nx\n```', '1:1 code-language', '```python'],
    ['an unknown language', '```mystery\nx\n```', '1:1 code-language', '```text'],
    ['a misspelt "run"', 'Words:\n\n```python title="app.py" runs\nx\n```', '3:1 code-info', 'Write run'],
    ['a title without quotes', '```python title=app.py\nx\n```', '1:1 code-info', 'title="…"'],
    ['code to run that can’t be', '```yaml run\nx: 1\n```', '1:1 code-info', '"run"'],
    ['indented code', 'Words:\n\n    print(1)\n    print(2)\n\n    print(3)\n', '3:5 indented-code', '```'],
    ['code indented by a tab', 'Words:\n\n\tprint(1)\n', '3:2 indented-code', '```'],
    ['indented code in a list item', '- words\n\n      print(1)\n', '3:7 indented-code', '```'],
  ])('reports %s with advice', (_what, body, where, cure) => {
    expect(places(body)).toEqual([where].flat())
    expect(
      warn(body)
        .map(({ message }) => message)
        .join('\n'),
    ).toContain(cure)
  })

  it('has its position in a file with CRLF too', () => {
    expect(places('Words.\r\n\r\n- a\r\n- [b] (https://example.org/b)\r\n')).toEqual(['4:3 near-link'])
    expect(places('```js\r\nx\r\n```\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n')).toEqual([])
    expect(places('| a | b |\r\n| 1 | 2 |\r\n')).toEqual(['1:1 near-table'])
  })

  it('does not fail the check, and the page is unchanged', () => {
    const text = [
      '---',
      'title: A',
      'category: page',
      'slug: a',
      'sortorder: "0600"',
      'toc: true',
      'sidebartitle: A',
      'meta: A.',
      '---',
      '',
      '[a] (https://example.org/a)',
    ].join('\n')
    const { problems, source } = readPage('a.mdx', Buffer.from(text))
    expect(problems).toMatchObject([{ file: 'a.mdx', line: 11, column: 1, rule: 'near-link', severity: 'warning' }])
    expect(problems.filter(isError)).toEqual([])
    expect(source).not.toBeNull()
  })

  it('is given at most fifty times per page', () => {
    expect(warn('[a] (https://example.org/a)\n\n'.repeat(200))).toHaveLength(50)
  })
})

describe('no warning of a near miss', () => {
  it.each([
    [
      'links as they should be',
      '[a](https://example.org/a "b") ![a](/figures/a.svg) [b][c] [c][] [c]\n\n[c]: https://example.org/c',
    ],
    [
      'a parenthesis behind brackets',
      'The [sic] (as written) and a[i] (see below), [1] (p. 3), [optional] (default: /tmp/x), [optional](see below), call[i](a/b and c).',
    ],
    ['brackets behind a parenthesis', 'f(x)[0] and (a)[b] and (see above)[1].'],
    ['brackets behind one another', 'matrix[i][j], [1][2], `x`[0][1], read(path[, size][, mode]), parse(text)[a][b].'],
    ['brackets alone', 'Write [y/n] or [Enter]; an array is [] or [1, 2].'],
    ['two brackets that are none of a wiki', 'Lists like [[1, 2], [a, b]] and [[a, b]], a test [[ -f x ]], x[[y]].'],
    ['quotation marks', '\'\'\'words\'\'\' and """more"""\n\n"…"\n\n``a\nb`` in words'],
    [
      'Markdown in code',
      '`[x] (https://example.org)`, `(x)[https://example.org]`, `[x][y]`, `[^1]`, `- [ ]`, ``a ` b``',
    ],
    [
      'Markdown in a block of code',
      '```markdown\n[x] (https://example.org)\n[^missing]\n> [!NOTE]\n!!! note\n| a | b |\n| 1 | 2 |\n:::tip\n```',
    ],
    ['a block of code in a block of code', '````markdown\n```js\nx\n```\n````\n\n~~~markdown\n```js\n~~~'],
    ['what is escaped', '\\[x] (https://example.org), \\[x\\]\\[y\\], \\[^1], \\`, \\!!! note'],
    ['a footnote', 'Words[^1] and more[^two].\n\n[^1]: Why.\n[^two]: Why\n\n    not.'],
    ['lists', '- a\n- [b](https://example.org/b)\n  - c\n\n    more of c\n\n1. a\n\n   more\n2. b\n10. c'],
    [
      'a paragraph of a list item that is indented further than it must be',
      '- a\n\n    more of a\n\n1. a\n\n      more of a',
    ],
    ['a line that goes on in a paragraph or list item', 'Words\n      and more\n\n- a\n      b'],
    ['indented words in an element', '<Tabs>\n  <Tab name="a">\n\n      Words.\n\n  </Tab>\n</Tabs>'],
    [
      'a block of code in a list or quote',
      '- a\n\n  ```js\n  x\n  ```\n\n> ~~~\n> x\n> ~~~~\n\n1. b\n   ```text\n   c\n   ```',
    ],
    ['a table', '| a | b |\n|---|:-:|\n| `x \\| y` | [c](https://example.org/c) |\n| | |\n\na | b\n- | -\n1 | 2'],
    ['bars in prose', 'a | b\n\nThe `|` of a shell: ls | wc\n\n|x| is its size, and so is |y|'],
    [
      'hyphens, dashes and numbers at the beginning of a line',
      'Words\n– like these –\n-5 degrees, -x and\n2. May\n\n— Ada\n\n1) and',
    ],
    ['who is quoted', '> Words.\n>\n> — [Ada](https://example.org/ada)'],
    ['emphasis that begins a line', '*[a](https://example.org/a)* and\n**[b](https://example.org/b)**'],
    ['hash signs', 'Use C# or #hashtag\n#1 and ##\n\n## Heading\n\n#'],
    ['exclamations and colons', 'Stop!!! Note that.\n\n!important\n\n:: and ::before\n\nAt 10::20'],
    ['a quote that begins with brackets', '> [a](https://example.org/a)\n\n> [sic]'],
    [
      'known languages, however written',
      '```Python\nx\n```\n\n```text\nx\n```\n\n```js title="a.js"\nx\n```\n\n```\nx\n```',
    ],
    [
      'elements',
      '<Note title="a">\n\nWords.\n\n</Note>\n\n<Resource href="https://example.org/a">a [b] (c)</Resource> <Kbd>Ctrl+`</Kbd>',
    ],
    ['bare addresses', 'See https://example.org/a_(b) and (https://example.org/c) and "www.example.org".'],
  ])('is given for %s', (_what, body) => {
    expect(warn(body)).toEqual([])
  })

  it('is given for a page with all elements', async () => {
    expect((await loadPortal('docs/elements')).problems).toEqual([])
  })
})

it('near misses are found in linear time', () => {
  for (const part of [
    '[',
    '[a',
    '[a](',
    '(',
    '(a)[',
    '![a][',
    '`',
    '| ',
    '- ',
    '> ',
    '[a] (',
    '"www.a.example" ',
    '# ',
    '-\u00a0',
  ])
    for (const body of [part.repeat(1400), `${part.repeat(100)}\n`.repeat(14)]) {
      const { tree } = parseBody(body)
      const used = countCpu()
      if (tree) findNearMisses(tree, body)
      expect(used()).toBeLessThan(500)
    }
})

it('the editors’ guide lists exactly the languages with syntax highlighting', () => {
  const guide = readFileSync('content/README.md', 'utf8')
  const [, named = ''] = /Known are (.*?);/.exec(guide) ?? []
  for (const [, language = ''] of named.matchAll(/`(\w+)`/g)) expect(warn(`\`\`\`${language}\nx\n\`\`\``)).toEqual([])
  expect(named).toContain('python')
})
