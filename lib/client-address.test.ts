import { describe, expect, it } from 'vitest'
import { getClientAddress, resolveClientAddress, toRateLimitKey, type TrustedProxies } from './client-address'

describe('A5: the address a request comes from', () => {
  it.each<[string, string | undefined, string | string[] | undefined, TrustedProxies, string | null]>([
    ['is the socket’s', '203.0.113.7', undefined, [], '203.0.113.7'],
    [
      'is the socket’s whatever is claimed, as long as no proxy is trusted',
      '203.0.113.7',
      '1.1.1.1',
      [],
      '203.0.113.7',
    ],
    ['is the socket’s where that is no proxy of ours', '203.0.113.7', '1.1.1.1', ['10.0.0.0/8'], '203.0.113.7'],
    ['is what our proxy saw', '10.0.0.1', '203.0.113.7', ['10.0.0.0/8'], '203.0.113.7'],
    ['is what our proxy saw, not what it was told', '10.0.0.1', '1.1.1.1, 203.0.113.7', ['10.0.0.0/8'], '203.0.113.7'],
    [
      'is found through two proxies',
      '10.0.0.1',
      '1.1.1.1, 203.0.113.7, 192.0.2.9',
      ['10.0.0.1', '192.0.2.0/24'],
      '203.0.113.7',
    ],
    [
      'is found through a chain of three headers',
      '10.0.0.1',
      ['1.1.1.1', '203.0.113.7,10.0.0.3', ' 10.0.0.2'],
      ['10.0.0.0/8'],
      '203.0.113.7',
    ],
    ['is found by the number of proxies', '10.0.0.1', '1.1.1.1, 203.0.113.7', 1, '203.0.113.7'],
    ['is found by two proxies', '10.0.0.1', '1.1.1.1, 203.0.113.7, 198.51.100.1', 2, '203.0.113.7'],
    ['is the socket’s with no proxy', '203.0.113.7', '1.1.1.1', 0, '203.0.113.7'],
    ['is the first there is where there are fewer proxies than said', '10.0.0.1', '203.0.113.7', 3, '203.0.113.7'],
    ['is our own network’s where all of it is trusted', '10.0.0.1', '10.0.0.9', ['10.0.0.0/8'], '10.0.0.9'],
    ['is the last proxy’s where that says nonsense', '10.0.0.1', '1.1.1.1, unknown', ['10.0.0.0/8'], '10.0.0.1'],
    ['is the last proxy’s where that says nothing', '10.0.0.1', '', ['10.0.0.0/8'], '10.0.0.1'],
    ['is the proxy’s where that says "127.1"', '10.0.0.1', '127.1', 1, '10.0.0.1'],
    ['is IPv4 where that is mapped into IPv6', '::ffff:10.0.0.1', '::ffff:203.0.113.7', ['10.0.0.0/8'], '203.0.113.7'],
    ['is IPv6 in one spelling', '2001:DB8:0:0:0:0:0:1', undefined, [], '2001:db8::1'],
    ['is behind an IPv6 proxy', 'fd00::1', '2001:db8::7', ['fd00::/8'], '2001:db8::7'],
    ['is without its port', '10.0.0.1', '203.0.113.7:4711', 1, '203.0.113.7'],
    ['is without its port and brackets', '10.0.0.1', '[2001:db8::7]:4711', 1, '2001:db8::7'],
    ['is without its zone', 'fe80::1%eth0', undefined, [], 'fe80::1'],
    ['is unknown where the socket is gone', undefined, '1.1.1.1', 1, null],
  ])('%s', (_, remote, forwarded, trusted, address) => {
    expect(resolveClientAddress(remote, forwarded, trusted)).toBe(address)
  })

  it('reaches the portal only in the server’s own header', () => {
    expect(getClientAddress(new Headers({ 'x-lectern-address': '203.0.113.7', 'x-forwarded-for': '1.1.1.1' }))).toBe(
      '203.0.113.7',
    )
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip'])
      expect(getClientAddress(new Headers({ [name]: '1.1.1.1' }))).toBeNull()
  })

  it('A6: has one rate limit with its IPv6 network', () => {
    expect(new Set(['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:2:0:0:0:3'].map(toRateLimitKey))).toEqual(
      new Set(['2001:db8:1:2::/64']),
    )
    expect(toRateLimitKey('2001:db8:1:3::1')).not.toBe(toRateLimitKey('2001:db8:1:2::1'))
    expect([toRateLimitKey('203.0.113.7'), toRateLimitKey('::ffff:203.0.113.7'), toRateLimitKey(null)]).toEqual([
      '203.0.113.7',
      '203.0.113.7',
      'nowhere',
    ])
  })
})
