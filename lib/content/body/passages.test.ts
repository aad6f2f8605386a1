import { describe, expect, it } from 'vitest'
import { readPage } from '../files/read-page'

const frontMatter =
  '---\ntitle: A\ncategory: page\nslug: a\nsortorder: "0600"\ntoc: true\nsidebartitle: A\nmeta: A page.\n---\n\n'
const read = (body: string) => readPage('a.mdx', Buffer.from(frontMatter + body)).passages

describe('the passages of a page', () => {
  it('are one per heading, without markup, code and source spacing', () => {
    expect(
      read(
        'Some *words* of\n`code` and [a link](/b).\n\n## One two\n\nFirst.\n\n```js\nconst no = 1\n```\n\n> Second.\n\n### Three\n\n| a | b |\n|---|---|\n| c | d |\n',
      ),
    ).toEqual([
      { heading: null, resources: [], text: 'Some words of code and a link.' },
      { heading: 'one-two', resources: [], text: 'First. Second.' },
      { heading: 'three', resources: [], text: 'a b c d' },
    ])
  })

  it('contain the question and the answer of a checkpoint', () => {
    expect(read('<Checkpoint question="What does `git add` do?">\n\nIt *chooses*.\n\n</Checkpoint>')).toEqual([
      { heading: null, resources: [], text: 'What does git add do? It chooses.' },
    ])
  })

  it('are one per item with resources, under its heading', () => {
    const [, section, first, second] = read(
      '## Tutorials\n\nRead these:\n\n- [One](https://example.org/one) is short.\n- A pair: [two](https://example.org/two) and [three](https://example.org/number-three).\n\nThat is all.\n',
    )
    expect(section).toEqual({ heading: 'tutorials', resources: [], text: 'Read these: That is all.' })
    expect(first).toMatchObject({ heading: 'tutorials', resources: [expect.any(String)], text: 'One is short.' })
    expect(second).toMatchObject({
      resources: [expect.any(String), expect.any(String)],
      text: 'A pair: two and three.',
    })
  })

  it('are one per table row with resources, with its cells set apart', () => {
    expect(
      read(
        '## Courses\n\n| Course | Weeks | Text |\n|---|---|---|\n| The [one](https://example.org/one) | | 9 *weeks* |\n| two | 3 | |\n',
      ).slice(1),
    ).toEqual([
      { heading: 'courses', resources: [], text: 'Course Weeks Text two 3' },
      { heading: 'courses', resources: [expect.any(String)], text: 'The one · 9 weeks' },
    ])
  })

  it('contain a resource where the topic lists it first', () => {
    const item = '- [One](https://example.org/one) again.\n'
    expect(read(`${item}\n## Later\n\n${item}`)).toEqual([
      { heading: null, resources: [], text: '' },
      { heading: null, resources: [expect.any(String)], text: 'One again.' },
      { heading: 'later', resources: [], text: 'One again.' },
    ])
  })

  it('contain the text of the authors’ elements, also under headings in them, and of no other JSX', () => {
    expect(
      read(
        '<Note title="Mind">\nPress <Kbd>Esc</Kbd>.\n\n## Within\n\nInside.\n</Note>\n\n<script>alert(1)</script>\n\nAfter {1 + 1}.\n',
      ),
    ).toEqual([
      { heading: null, resources: [], text: 'Press Esc.' },
      { heading: 'within', resources: [], text: 'Inside. After .' },
    ])
  })

  it('contain the descriptions of pictures', () => {
    expect(read('![A graph that climbs.](/figures/a.svg "Load")\n')).toEqual([
      { heading: null, resources: [], text: 'A graph that climbs.' },
    ])
  })
})
