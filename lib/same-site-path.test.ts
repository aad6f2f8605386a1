import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toSameSitePath } from './same-site-path'

const elsewhere: unknown[] = [
  '//evil.example',
  '//evil.example/path',
  '///evil.example',
  '////evil.example',
  '/\\evil.example',
  '/\\/evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  'https://evil.example',
  'https:evil.example',
  'https:/evil.example',
  'HTTP://evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '\0//evil.example',
  '/\t\\evil.example',
  'java\nscript:alert(1)',
  '//reader@evil.example',
  '//portal.invalid@evil.example',
  '//evil.example:80',
  '//[::1]',
  '//%65vil.example',
  '//evil。example',
  '//portal.invalid:81/',
  'https://portal.invalid/',
  'evil.example',
  '%2f%2fevil.example',
  './/evil.example',
  '@evil.example',
  '?next=x',
  '#anchor',
  '',
  ' ',
  '//',
  '/\\',
  '//[',
  `/${'x'.repeat(500)}`,
  undefined,
  null,
  7,
  true,
  {},
  ['/prometheus'],
  { toString: () => '/prometheus' },
]

const kept = [
  '/',
  '/prometheus',
  '/prometheus?again=1',
  '/prometheus#resource-a1',
  '/a?b=//evil.example#c',
  '/@evil.example',
  '/a/b/',
  '/%C3%BC',
  '/?next=https://evil.example',
  '/a:b',
]

/** Returns where a browser on this site would go, by the rules of all browsers. */
const follow = (path: string) => new URL(path, 'https://learn.example.org/sign-in')

describe('the address that a form redirects to', () => {
  it.each(elsewhere.map((text) => [text]))('is the fallback for %j', (text) => {
    expect(toSameSitePath(text)).toBe('/')
    expect(toSameSitePath(text, '/shelf')).toBe('/shelf')
  })

  it.each(kept)('is unchanged for %s', (text) => {
    expect(toSameSitePath(text)).toBe(text)
  })

  it.each([
    ['/a/../b', '/b'],
    ['/./prometheus', '/prometheus'],
    ['/%2f%2fevil.example', '/%2f%2fevil.example'],
    ['/ü', '/%C3%BC'],
    ['/a\tb', '/ab'],
    ['/a\\b', '/a/b'],
  ])('is for %j: %s', (text, path) => {
    expect(toSameSitePath(text)).toBe(path)
  })

  it.each([
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/./\\evil.example',
    '/%2e//evil.example',
    '/%2E%2e/\\evil.example',
  ])('never becomes another host by resolving the dots of %j', (text) => {
    expect(follow(toSameSitePath(text)).host).toBe('learn.example.org')
  })

  it('never leaves the site for any input', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%2f',
      '//',
      ':',
      '@',
      '?',
      '#',
      '\t',
      '\n',
      '\0',
      ' ',
      'http:',
      'evil.example',
      '[',
      '%',
      'ü',
    )
    const pieces = fc.array(piece, { minLength: 1, maxLength: 6 }).map((all) => all.join(''))
    const text = fc.oneof(
      { weight: 6, arbitrary: pieces.map((end) => `/${end}`) },
      pieces,
      fc.webUrl(),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(text, (typed) => {
        const path = toSameSitePath(typed)
        expect(path).toMatch(/^\/(?![/\\])[!-~]*$/)
        expect(follow(path).origin).toBe('https://learn.example.org')
      }),
      { numRuns: 5000 },
    )
  })
})
