import { beforeEach, expect, it, vi } from 'vitest'
import { parseMarkdown } from './markdown'
import { repairSource } from './repair'

vi.mock('./markdown', { spy: true })
beforeEach(() => void vi.mocked(parseMarkdown).mockClear())

it.each([
  ['around its contents', '<div class="a" markdown="1">\nWords\n</div>', '<div class="a">\n\nWords\n\n</div>'],
  ['after an empty line', 'Words\n\n<div markdown>\n\nWords\n\n</div>', 'Words\n\n<div>\n\n\n\n\n\nWords\n\n</div>'],
  ['twice', '<figure markdown=1>\n\na\n\n<figure markdown=1>', '<figure>\n\n\n\n\n\na\n\n<figure>\n\n\n\n'],
  ['in a fence', '```\n\n<div markdown>\n\n```', '```\n\n<div markdown>\n\n```'],
  ['in a comment', '<!--\n\n<div markdown>\n\n-->', '<!--\n\n<div markdown>\n\n-->'],
  ['in code by its indent', 'a\n\n    <div markdown>\n\nb', 'a\n\n    <div markdown>\n\nb'],
])('a tag with markdown="1" %s is repaired in one parsing', (_where, source, repaired) => {
  expect(repairSource(source).source).toBe(repaired)
  expect(parseMarkdown).toHaveBeenCalledTimes(1)
})

it.each([
  ['in a list', '- a\n\n  <div markdown>\n  Words\n  </div>', '- a\n\n  <div>\n  \n  Words\n  \n  </div>'],
  [
    'in a list, indented further',
    '1. a\n\n     <div markdown="1">\n       - b\n         c\n     </div>',
    '1. a\n\n   <div>\n   \n   - b\n     c\n   \n   </div>',
  ],
  ['in a quotation', '> <div markdown>\n> Words\n> </div>', '> <div>\n> \n> Words\n> \n> </div>'],
  ['right below a paragraph', 'a\n<div markdown>\nWords\n</div>', 'a\n<div>\n\nWords\n\n</div>'],
])('a tag with markdown="1" %s is repaired in two', (_where, source, repaired) => {
  expect(repairSource(source).source).toBe(repaired)
  expect(parseMarkdown).toHaveBeenCalledTimes(2)
})
