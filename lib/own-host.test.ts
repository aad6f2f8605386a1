import { expect, it } from 'vitest'
import { isOwnHost, readHostname } from './own-host'

it.each([
  'learn.example',
  'LEARN.example',
  'learn.example:8080',
  'localhost',
  'localhost:3000',
  '127.0.0.1:3000',
  '127.1.2.3',
  '[::1]:3000',
  'x.localhost',
])('a portal at learn.example accepts the host %s', (host) => {
  expect(isOwnHost(host, 'https://learn.example')).toBe(true)
})

it.each([
  'evil.example',
  'learn.example.evil.example',
  'xlearn.example',
  'learn.example.',
  '10.0.0.5:3000',
  '192.168.0.7',
  '[fe80::1]',
  'learn.example@evil.example',
  'evil.example/learn.example',
  'evil.example#learn.example',
  'evil.example?learn.example',
  'a b',
  '',
  'learn.example:99999',
  '127.0.0.1.evil.example',
])('a portal at learn.example refuses the host %j', (host) => {
  expect(isOwnHost(host, 'https://learn.example')).toBe(false)
})

it('readHostname parses a host like browsers', () => {
  expect(readHostname('EXAMPLE.org:80')).toBe('example.org')
  expect(readHostname('0x7f.1')).toBe('127.0.0.1')
  expect(readHostname('user:pass@example.org')).toBeNull()
})
