import fc from 'fast-check'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect, it } from 'vitest'
import { spareSearch } from './spare-search'

const parser = unified().use(remarkParse).use(remarkGfm)
const sparing = parser().use(spareSearch)

it.each([
  '"www.example.org" and [a](https://example.org/a)',
  'In (https://example.org/b)',
  '[x]: HTTPS://EXAMPLE.ORG/c and "HTTP://example.org/d"',
  '"WWW.example.org" in capitals',
  'Write to _a@example.org, mailto:b@example.org or xmpp:c@example.org/d',
  '[https://example.org/e](https://example.org/f) alone',
  '> *"https://example.org/g"*',
  'Words without an address. [a](b)',
  'Write to a.b+c@example.org, www.example.org or http://example.org.',
  'Only a-@example.org',
  'Only www.example.org.',
  'One text\n\nanother with a@example.org',
])('bare addresses are found as without it: %s', (body) => {
  expect(sparing.parse(body)).toEqual(parser.parse(body))
})

it.each([
  'Words\n| a | b |\n| - | :-: |\n| c | d |\nrow\n\nWords',
  'a | b\r\n-|-\r\nc\r\n> d',
  '> | a |\n> | - |\n> | b |\n>\n> | c |',
  '- | a |\n  | - |\n  | b |\n- c',
  'a\n:-\nb',
  'a | b\n| - |\nc',
])('tables are found as without it: %j', (body) => {
  expect(sparing.parse(body)).toEqual(parser.parse(body))
})

it('any text is parsed as without it', () => {
  const parts = ['|', '-', ':', '\n', '\r\n', '> ', '- ', '  ', 'a', 'w@b.de', 'www.a.de', 'http://a.de', '#', '`', '*']
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 30 }), (words) => {
      const body = words.join('')
      expect(sparing.parse(body)).toEqual(parser.parse(body))
    }),
    { numRuns: 500 },
  )
})
