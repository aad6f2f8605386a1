import { expect, it } from 'vitest'
import { deriveResourceId } from '../address'
import { quoteResource } from './quote-resource'
import { readPage } from '../files/read-page'

const quote = (item: string, address = 'https://example.org/a') =>
  quoteResource(readPage('a.mdx', Buffer.from(`---\n---\n\n${item}\n`)), deriveResourceId(address))

it.each([
  [
    'a link in a sentence',
    '- Read *the* [guide](https://example.org/a "A guide") with `make` at hand.',
    ['Read the ', 'guide', ' with make at hand.'],
  ],
  ['a link over two lines', '- The [long\n  guide](https://example.org/a).', ['The ', 'long guide', '.']],
  ['an element', '- See <Resource href="https://example.org/a">this</Resource> first.', ['See ', 'this', ' first.']],
])('the quotation of a resource: %s', (_what, item, [before, words, after]) => {
  expect(quote(item)).toEqual({ before, words, after })
})

it('the second resource of an item is quoted by its own words', () => {
  const item = '- [One](https://example.org/a), and [two](https://example.org/more-of-the-same/) after it.'
  expect(quote(item, 'https://example.org/more-of-the-same/')).toEqual({
    before: 'One, and ',
    words: 'two',
    after: ' after it.',
  })
})

it('a resource that the page does not list has no quotation', () => {
  expect(quote('- [One](https://example.org/a).', 'https://example.org/b')).toBeNull()
})
