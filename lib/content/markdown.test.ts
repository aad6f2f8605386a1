import { expect, it } from 'vitest'
import { parseBody } from './markdown'

const where = (body: string) => {
  const { problem } = parseBody(body)
  return problem && `${problem.line}:${problem.column} ${problem.message}`
}

it.each([
  ['an element open at the end of the page', 'Words.\n\n<Note>\n\nMore.', '3:1 Expected a closing tag for `<Note>` (3:1-3:7). In text, write "{" as "\\{" and "<" as "\\<"; close every tag.'],
  ['an HTML comment', 'Words.\n\n<!-- hidden -->', '3:2 A page can\'t hold an HTML comment. Delete it, or put it into `code` to show it.'],
  ['an HTML comment in a sentence', 'Words <!-- hidden --> here.', '1:8 A page can\'t hold an HTML comment. Delete it, or put it into `code` to show it.'],
])('a page with %s is refused at its place, with the cure', (_what, body, message) => {
  expect(where(body)).toBe(message)
})
