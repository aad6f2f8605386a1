import { describe, expect, it } from 'vitest'
import { checkElements } from './elements'
import { parseBody } from './markdown'

/** Returns the problems of a source as `line:column message`. */
function check(source: string): string[] {
  const { tree, problem } = parseBody(source)
  if (!tree) throw new Error(problem.message)
  const found: string[] = []
  checkElements(tree, ({ line, column, message }) => found.push(`${line}:${column} ${message}`))
  return found
}

describe('the authors’ elements', () => {
  it.each([
    [
      'blocks with Markdown in them',
      '<Note>\n\nWords.\n\n- <Kbd>Esc</Kbd>\n\n</Note>\n\n<Warning title="a">\n\nWords.\n\n</Warning>',
    ],
    ['a checkpoint', '<Checkpoint question="What does `git add` do?">\n\nIt chooses.\n\n</Checkpoint>'],
    ['a checkpoint on one line', '<Checkpoint question="Why?">Because.</Checkpoint>'],
    ['a block on one line', 'Words.\n\n<Note>Words *and* <Kbd>Ctrl+K</Kbd>.</Note>'],
    ['tabs', '<Tabs>\n<Tab name="macOS">\n\nOne.\n\n</Tab>\n\n<Tab name="Windows">\n\nTwo.\n\n</Tab>\n</Tabs>'],
    ['tabs on one line each', '<Tabs>\n<Tab name="macOS">One.</Tab>\n<Tab name="Windows">Two.</Tab>\n</Tabs>'],
    ['tabs on one line', '<Tabs><Tab name="macOS">One.</Tab><Tab name="Windows">Two.</Tab></Tabs>'],
    [
      'a note in a tab, and in a list',
      '<Tabs>\n<Tab name="macOS">\n\n<Note>One.</Note>\n\n</Tab>\n</Tabs>\n\n- Words.\n\n  <Note>Two.</Note>',
    ],
  ])('may be used: %s', (_what, source) => {
    expect(check(source)).toEqual([])
  })

  it('that are blocks can’t be inside a sentence', () => {
    expect(check('Words.\n\nBefore <Note>words</Note> after.')).toEqual([
      "3:8 A <Note> can't be inside a sentence. Put it on lines of its own, with an empty line before and after it.",
    ])
    expect(check('<Warning>one</Warning> two')).toHaveLength(1)
  })

  it('<Tab> must be inside <Tabs>', () => {
    expect(check('<Tab name="macOS">\n\nOne.\n\n</Tab>')).toEqual(['1:1 A <Tab> must be inside <Tabs> … </Tabs>.'])
    expect(check('<Tab name="macOS">One.</Tab>')).toHaveLength(1)
    expect(
      check('<Tabs>\n<Tab name="macOS">\n\n<Note>\n<Tab name="Windows">\n\nOne.\n\n</Tab>\n</Note>\n\n</Tab>\n</Tabs>'),
    ).toEqual(['5:1 A <Tab> must be inside <Tabs> … </Tabs>.'])
  })

  it.each(['<Tab>', '<Tab name="">', '<Tab name=" ">', '<Tab name>'])('a tab needs a name: %s', (tab) => {
    expect(check(`<Tabs>\n${tab}\n\nOne.\n\n</Tab>\n</Tabs>`)).toEqual([
      '2:1 A <Tab> needs a name: <Tab name="Windows">.',
    ])
  })

  it.each([
    [
      '<Checkpoint>\n\nWords.\n\n</Checkpoint>',
      'A <Checkpoint> needs its question: <Checkpoint question="What does a scrape fetch?">.',
    ],
    [
      '<Checkpoint question=" ">Words.</Checkpoint>',
      'A <Checkpoint> needs its question: <Checkpoint question="What does a scrape fetch?">.',
    ],
    ['<Checkpoint question="Why?">\n\n</Checkpoint>', 'A <Checkpoint> needs its answer between its tags.'],
    ['<Checkpoint question="Why?" />', 'A <Checkpoint> needs its answer between its tags.'],
    [
      '<Checkpoint question="What is `git add?">Words.</Checkpoint>',
      'A backtick in the question opens code that nothing closes.',
    ],
  ])('a checkpoint needs a question and an answer: %s', (source, message) => {
    expect(check(source)).toEqual([`1:1 ${message}`])
  })

  it('<Tabs> may hold only tabs', () => {
    expect(check('<Tabs>\n</Tabs>')).toEqual(['1:1 <Tabs> must contain a <Tab name="…"> for each alternative.'])
    expect(check('<Tabs>\n\nWords.\n\n<Tab name="macOS">\n\nOne.\n\n</Tab>\n</Tabs>')).toEqual([
      '1:1 Between <Tabs> and </Tabs> there can only be <Tab name="…">. Put the rest before or after it.',
    ])
  })
})
