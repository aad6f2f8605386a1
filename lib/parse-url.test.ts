import { expect, it } from 'vitest'
import { getHost } from './get-host'
import { parseUrl } from './parse-url'
import { checkAddress } from './transfer/check-fields'

it('parseUrl parses an address, optionally relative to another', () => {
  expect(parseUrl('https://example.org/a')?.href).toBe('https://example.org/a')
  expect(parseUrl('b', 'https://example.org/a/c')?.href).toBe('https://example.org/a/b')
  expect([parseUrl('b'), parseUrl('https://'), parseUrl('')]).toEqual([null, null, null])
})

it.each([
  ['parseUrl', (address: string) => parseUrl(address)?.hostname],
  ['getHost', getHost],
  ['checkAddress', (address: string) => checkAddress(address) ?? 'xn--mnchen-3ya.de'],
])('%s accepts a host with an umlaut, also after its compilation', (_, read) => {
  for (let index = 0; index < 100_000; index++) read('https://example.org/')
  expect(read('https://münchen.de/')).toBe('xn--mnchen-3ya.de')
})
