import { expect, it } from 'vitest'
import { parseBody, toText } from './markdown'

const javascript = (word: string, escaped: string) =>
  `This paragraph begins with "${word}", and is therefore read as JavaScript, which a page can't hold. Begin it with another word, or write "${escaped}", which is shown as "${word}"; put code between lines of \`\`\`.`

const where = (body: string) => {
  const { problem } = parseBody(body)
  return problem && `${problem.line}:${problem.column} ${problem.message}`
}

it.each([
  [
    'an element open at the end of the page',
    'Words.\n\n<Note>\n\nMore.',
    '3:1 Expected a closing tag for `<Note>` (3:1-3:7). In text, write "{" as "\\{" and "<" as "\\<"; close every tag.',
  ],
  [
    'an HTML comment',
    'Words.\n\n<!-- hidden -->',
    "3:2 A page can't hold an HTML comment. Delete it, or put it into `code` to show it.",
  ],
  [
    'an HTML comment in a sentence',
    'Words <!-- hidden --> here.',
    "1:8 A page can't hold an HTML comment. Delete it, or put it into `code` to show it.",
  ],
  [
    'a paragraph that begins with import',
    'Words.\n\nimport what you need.',
    `3:1 ${javascript('import', '&#105;mport')}`,
  ],
  [
    'a paragraph below a line that begins with import',
    'Words.\n\n---\nimport what\nyou need.',
    `4:1 ${javascript('import', '&#105;mport')}`,
  ],
  ['an export below a heading', '## Words\nexport const a = 1', `2:1 ${javascript('export', '&#101;xport')}`],
  [
    'an export that is never closed',
    `Words.\n\nexport const a = [${'\n\n'.repeat(6000)}`,
    `3:1 ${javascript('export', '&#101;xport')}`,
  ],
])('a page with %s is refused at its position, with advice', (_what, body, message) => {
  expect(where(body)).toBe(message)
})

it.each([
  'Words that\nimport things.',
  '```js\nimport x from "y"\n\nexport const a = 1\n```',
  '- Words\n\n  ```js\n\n  import x\n  ```',
  'Important words.',
  '&#105;mport what you need.',
  '&#101;xport it.',
  '`import` what you need.',
])('a page may contain %j', (body) => {
  expect(where(body)).toBeNull()
})

it('an escaped "import" at the beginning of a paragraph is shown as text', () => {
  expect(toText(parseBody('&#105;mport what you need.').tree!)).toBe('import what you need.')
})
