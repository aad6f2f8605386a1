import { expect, it } from 'vitest'
import { getHost } from './get-host'

it.each([
  ['https://www.example.org/a', 'example.org'],
  ['http://docs.example.org:8080/?q=1', 'docs.example.org'],
  ['https://wwwexample.org', 'wwwexample.org'],
  ['not an address', 'not an address'],
])('the host of %s is %s', (href, host) => {
  expect(getHost(href)).toBe(host)
})
