import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect, it } from 'vitest'
import { spareSearch } from './spare-search'

it.each([
  '"www.example.org" and [a](https://example.org/a)',
  'In (https://example.org/b)',
  '[x]: HTTPS://EXAMPLE.ORG/c and "HTTP://example.org/d"',
  '"WWW.example.org" in capitals',
  'Write to _a@example.org, mailto:b@example.org or xmpp:c@example.org/d',
  '[https://example.org/e](https://example.org/f) alone',
  '> *"https://example.org/g"*',
  'Words without an address. [a](b)',
])('bare addresses are found as without it: %s', (body) => {
  const parser = unified().use(remarkParse).use(remarkGfm)
  expect(parser().use(spareSearch).parse(body)).toEqual(parser.parse(body))
})
