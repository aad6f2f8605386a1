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
    '3:1 Nothing closes <Note>. Write </Note> where it ends.',
  ],
  [
    'an HTML comment',
    'Words.\n\n<!-- hidden -->',
    "3:1 A page can't hold an HTML comment. Delete it, or put it into `code` to show it.",
  ],
  [
    'an HTML comment in a sentence',
    'Words <!-- hidden --> here.',
    "1:7 A page can't hold an HTML comment. Delete it, or put it into `code` to show it.",
  ],
  [
    'a tag of HTML',
    'One.\n\n- A line<br>here.',
    '3:9 <br> is HTML, which a page can\'t hold. Remove it: an empty line begins a new paragraph, and "\\" at the end of a line breaks the line; to show "<", write "\\<".',
  ],
  [
    'an HTML link',
    'See <a href="https://example.org/">it.',
    '1:5 <a> is HTML, which a page can\'t hold. Write [words](https://…); to show "<", write "\\<".',
  ],
  [
    'an address in angle brackets',
    'See <https://example.org/x>.',
    '1:5 An address in angle brackets is not a link here. Write [its title](https://example.org/x).',
  ],
  [
    'an email address in angle brackets',
    'Ask <me@example.org>.',
    '1:5 An email address needs no angle brackets. Write [words](mailto:me@example.org).',
  ],
  ['"<="', 'While a <= b.', '1:9 This "<" does not begin an element. Write "\\<", or put the text into `code`.'],
  ['a heart', 'We <3 it.', '1:4 This "<" does not begin an element. Write "\\<", or put the text into `code`.'],
  [
    '"<" before a word',
    'If a<b then.',
    '1:5 This "<" begins an incomplete element. Write "\\<" for the sign itself, or a complete element such as <Note title="…">.',
  ],
  [
    'curly quotation marks',
    '<Note title=“x”>\n\nx\n\n</Note>',
    '1:1 The value of an attribute needs straight quotation marks. Write title="…".',
  ],
  [
    'a value without quotation marks',
    'A <Mention href=https://example.org/>b</Mention>.',
    '1:3 The value of an attribute needs straight quotation marks. Write href="…".',
  ],
  [
    'a quotation mark that nothing closes',
    'A.\n\n<Note title="x>\n\ny\n\n</Note>',
    "3:1 The quotation mark that opens the value of an attribute is never closed. Put '\"' after the value.",
  ],
  [
    'a brace that nothing closes',
    'A {b} and {c\n\nd',
    '1:11 This "{" begins code, which a page can\'t hold. Write "\\{", or put the text into `code`.',
  ],
  [
    'an inner element that nothing closes',
    '<Tabs><Tab name="a">x</Tabs>',
    '1:22 Nothing closes <Tab>. Write </Tab> before this </Tabs>.',
  ],
  [
    'a tag that closes nothing',
    'One</b> two.',
    '1:4 There is no <b> that </b> could close here. Remove it, or put the two at the same level: both outside a list item, or both in it.',
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
