import { describe, expect, it } from 'vitest'
import { findAddressFault, isInside } from './check-address'

describe('a valid address', () => {
  it.each([
    'https://example.org',
    'https://example.org/a-b/c?d=e%20f#g',
    'https://www.example.co.uk:8443/a(b)',
    'http://small-site.example.org/',
    'HTTPS://Example.org/A',
    'https://münchen.de/',
    'https://xn--mnchen-3ya.de/',
    'https://пример.рф/',
    'https://ドメイン名例.jp/',
    'https://en.wikipedia.org/wiki/Prometheus_(software)',
    'https://example.org/@reader/a-post',
    'https://example.org/ü',
    'mailto:reader@example.org',
    'mailto:reader@example.org?subject=A%20word',
    '/prometheus.html',
    '/prometheus#part',
    '#part',
    '/search?q=a:b',
    'prometheus.html',
  ])('may be %s', (href) => {
    expect(findAddressFault(href)).toBeNull()
  })
})

describe('an invalid address', () => {
  it.each([
    ['javascript:alert(1)', 'scheme'],
    ['JAVASCRIPT:alert(1)', 'scheme'],
    ['vbscript:x', 'scheme'],
    ['data:text/html,x', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['tel:110', 'scheme'],
    ['java\tscript:alert(1)', 'address'],
    ['\u0001javascript:alert(1)', 'address'],
    [' javascript:alert(1)', 'address'],
    ['java\u200bscript:alert(1)', 'address'],
    ['//example.org/', 'address'],
    ['/\\example.org/', 'address'],
    ['\\\\example.org', 'address'],
    ['https:example.org', 'address'],
    ['https:/example.org', 'address'],
    ['https:///example.org', 'address'],
    ['https://', 'address'],
    ['https://https://example.org', 'address'],
    ['https://exam ple.org', 'address'],
    ['https://localhost/', 'address'],
    ['https://127.0.0.1/', 'address'],
    ['https://0x7f.1/', 'address'],
    ['https://[::1]/', 'address'],
    ['https://reader@example.org/', 'address'],
    ['https://reader:word@example.org/', 'address'],
    ['https://@example.org/', 'address'],
    ['https://example.org/%', 'address'],
    ['https://exa%6dple.org/', 'homograph'],
    ['mailto:ada', 'address'],
    ['', 'address'],
    ['https://раураl.com/', 'homograph'],
    ['https://xn--80ak6aa92e.com/', 'homograph'],
    ['https://ｅxample.org/', 'homograph'],
    ['https://exam\u2024ple.org/', 'address'],
    ['http://github.com/a', 'insecure'],
    ['http://docs.python.org/3/', 'insecure'],
  ])('such as %j is refused by the rule "%s"', (href, rule) => {
    expect(findAddressFault(href)?.rule).toBe(rule)
  })

  it('is reported with a correction', () => {
    expect(findAddressFault('//example.org/a')?.message).toBe(
      'The address begins with "//". Write https://example.org/a for another site, one slash for this one.',
    )
    expect(findAddressFault('https://github.com@evil.example/')?.message).toContain('it leads to evil.example')
    expect(findAddressFault('https://gіthub.com/')?.message).toContain('Latin, Cyrillic')
  })
})

it.each([
  ['/a', true],
  ['a.html', true],
  ['#a', true],
  ['?a=b:c', true],
  ['https://example.org', false],
  ['mailto:a@example.org', false],
  ['//example.org', false],
  ['/\\example.org', false],
])('%s is inside: %s', (href, inside) => {
  expect(isInside(href)).toBe(inside)
})
