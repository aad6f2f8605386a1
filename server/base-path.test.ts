import type { IncomingMessage } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { enterBasePath, findMoved } from './base-path'

afterEach(() => vi.unstubAllEnvs())

function enter(url: string, base = 'https://example.org/learn') {
  vi.stubEnv('BASE_URL', base)
  const request = { url } as IncomingMessage
  const answer = enterBasePath(request)
  return [answer?.status ?? null, answer?.headers?.Location ?? request.url]
}

describe('a request to a portal below a path', () => {
  it.each([
    ['/learn/', '/'],
    ['/learn/docker?x=/learn', '/docker?x=/learn'],
    ['/learn/learn', '/learn'],
    ['/learn//x', '//x'],
    ['/learn/_next/static/a.js', '/_next/static/a.js'],
  ])('to %s is one to %s', (url, inside) => expect(enter(url)).toEqual([null, inside]))

  it.each([
    ['/learn', '/learn/'],
    ['/learn?x=1', '/learn/?x=1'],
  ])('to %s is sent on to %s', (url, address) => expect(enter(url)).toEqual([308, address]))

  it.each([
    '/',
    '/docker',
    '/learning',
    '/learning/x',
    '/LEARN/x',
    '//learn/x',
    '/learn%2Fx',
    '/le%61rn/',
    '/learn.md',
  ])('to %s is outside of it', (url) => expect(enter(url)).toEqual([404, '/_/outside']))

  it.each(['/healthz', '/readyz', '/metrics', '/api/health'])('may be a probe of the process itself: %s', (url) =>
    expect(enter(url)).toEqual([null, url]),
  )

  it.each(['*', 'example.org:443'])('is left to the guards where its target is no path: %s', (url) =>
    expect(enter(url)).toEqual([null, url]),
  )
})

it('leaves every request alone where the portal has no path', () =>
  expect(['/', '/learn', '//x'].map((url) => enter(url, 'https://example.org'))).toEqual([
    [null, '/'],
    [null, '/learn'],
    [null, '//x'],
  ]))

describe('an address that leads to another', () => {
  const moved: [string, number, string][] = [
    ['/docker/', 308, '/docker'],
    ['/docker//?a=/b/', 308, '/docker?a=/b/'],
    ['/docker.html?x=1', 308, '/docker?x=1'],
    ['/docker/markdown', 308, '/docker.md'],
    ['/a/b//c\\d', 308, '/a/b/c/d'],
    ['//evil.example/x', 308, '/evil.example/x'],
    ['//evil.example', 308, '/evil.example'],
    ['/\\evil.example', 308, '/evil.example'],
    ['//', 308, '/'],
    ['/.well-known/change-password', 307, '/account#password'],
    ['/.well-known/change-password?a=b', 307, '/account?a=b#password'],
  ]
  it.each(moved)('%s: %i to %s, below a path too', (url, status, address) => {
    vi.stubEnv('BASE_URL', '')
    expect(findMoved(url)).toMatchObject({ status, headers: { Location: address } })
    vi.stubEnv('BASE_URL', 'https://example.org/learn')
    expect(findMoved(url)).toMatchObject({ status, headers: { Location: `/learn${address}` } })
  })

  it.each(['/', '/docker', '/docker?x=//y/', '/docker.md', '/paths/a', '/a/b.html', '/_/nowhere'])('is not %s', (url) =>
    expect(findMoved(url)).toBeNull(),
  )
})
