import { describe, expect, it } from 'vitest'
import { formatMinutes, hasUnreadableParts, parseTitle } from './resource-title'

describe('parseTitle', () => {
  it.each([
    ['How DNS works', { title: 'How DNS works' }],
    ['How DNS works [video, 2024, 40 min]', { title: 'How DNS works', medium: 'video', year: 2024, minutes: 40 }],
    ['The DNS records [reference, 2019]', { title: 'The DNS records', medium: 'reference', year: 2019 }],
    ['How DNS works [2019]', { title: 'How DNS works', year: 2019 }],
    ['How DNS works [book,1999]', { title: 'How DNS works', medium: 'book', year: 1999 }],
    ['How DNS works [90 min] ', { title: 'How DNS works', minutes: 90 }],
    ['Lists [and tuples] [article]', { title: 'Lists [and tuples]', medium: 'article' }],
    // Unknown parts, or parts in another order, belong to the title.
    ['How DNS works [pdf]', { title: 'How DNS works [pdf]' }],
    ['How DNS works [2024, video]', { title: 'How DNS works [2024, video]' }],
    ['How DNS works [video, 2024, 40 min, free]', { title: 'How DNS works [video, 2024, 40 min, free]' }],
    ['[video]', { title: '[video]' }],
    ['Year [3024]', { title: 'Year [3024]' }],
  ])('reads %s', (given, parts) => expect(parseTitle(given)).toEqual(parts))
})

it.each([
  ['How DNS works [2024, video]', true],
  ['How DNS works [video, 40 minutes]', true],
  ['How DNS works [40min]', true],
  ['How DNS works [pdf]', false],
  ['How DNS works [video]', false],
  ['How DNS works', false],
])('hasUnreadableParts says of %s: %s', (given, expected) => expect(hasUnreadableParts(given)).toBe(expected))

it.each([
  [40, '40 min'],
  [60, '1 h'],
  [80, '1 h 20 min'],
])('formatMinutes writes %i as %s', (minutes, words) => expect(formatMinutes(minutes)).toBe(words))
