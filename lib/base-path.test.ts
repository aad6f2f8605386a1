import { afterEach, describe, expect, it, vi } from 'vitest'
import { getBasePath, nameStored, toAddress, toPath } from './base-path'
import { getCookiePath, nameCookie } from './cookie-names'

afterEach(() => vi.unstubAllEnvs())

describe('a portal at the root of its host', () => {
  it.each(['https://learn.example.org', 'https://learn.example.org/', 'http://learn.example.org'])(
    'has addresses, names and cookies without a path: %s',
    (url) => {
      vi.stubEnv('BASE_URL', url)
      expect(getBasePath()).toBe('')
      expect(toAddress('/docker?x=1#y')).toBe('/docker?x=1#y')
      expect(toPath('/docker')).toBe('/docker')
      expect(nameStored('theme')).toBe('theme')
      expect(nameCookie('session')).toEqual({ https: '__Host-portal-session', http: 'portal-session' })
      expect(getCookiePath()).toBe('/')
    },
  )
})

describe('a portal at a port', () => {
  it.each([
    ['http://localhost:3001', '3002', 'portal-session~3001'],
    ['http://localhost:3001/learn', '3002', 'portal-session~3001.learn'],
    // The port of `readEnv` where no address is set.
    ['', '3002', 'portal-session~3002'],
    [undefined, undefined, 'portal-session~3000'],
  ])('has it in the names of its cookies, which browsers send to all ports: %s', (url, port, name) => {
    vi.stubEnv('BASE_URL', url)
    vi.stubEnv('PORT', port)
    expect(nameCookie('session').http).toBe(name)
  })
})

describe('a portal below a path', () => {
  it.each(['https://example.org/learn', 'https://example.org/learn/', 'http://localhost:3000/learn//'])(
    'has it in each address: %s',
    (url) => {
      vi.stubEnv('BASE_URL', url)
      expect(getBasePath()).toBe('/learn')
      expect(['/', '/docker', '/docker?x=/y#z', '/learn'].map(toAddress)).toEqual([
        '/learn/',
        '/learn/docker',
        '/learn/docker?x=/y#z',
        '/learn/learn',
      ])
      expect(['/learn/', '/learn/docker', '/learn/learn'].map(toPath)).toEqual(['/', '/docker', '/learn'])
    },
  )

  it('leaves what leads elsewhere as it is', () => {
    vi.stubEnv('BASE_URL', 'https://example.org/learn')
    const elsewhere = ['https://example.org/x', '//example.org/x', '#part', 'mailto:ada@example.org', '']
    expect(elsewhere.map(toAddress)).toEqual(elsewhere)
    expect(['/learn', '/learning/x', '/LEARN/x', '/', '/docker'].map(toPath)).toEqual([null, null, null, null, null])
  })

  it('shares no cookie and no stored name with another portal of its host', () => {
    const names = ['', '/learn', '/learn/more', '/learn-more', '/more', '/~learn', '/~3000', '/3000'].flatMap(
      (path) => {
        vi.stubEnv('BASE_URL', `https://example.org${path}`)
        const { https, http } = nameCookie('session')
        return [https, http, nameStored('portal-change:')]
      },
    )
    vi.stubEnv('BASE_URL', 'https://example.org:3000')
    const { https, http } = nameCookie('session')
    names.push(https, http)
    expect(new Set(names).size).toBe(names.length)
    // Changes are found by how their names begin.
    const stored = names.filter((name) => name.endsWith('portal-change:'))
    for (const name of stored) expect(stored.filter((other) => other.startsWith(name))).toEqual([name])
  })

  it('has cookies for its path alone, which "__Host-" does not allow', () => {
    vi.stubEnv('BASE_URL', 'https://example.org/learn/more')
    expect(nameCookie('session')).toEqual({
      https: '__Secure-portal-session.learn.more',
      http: 'portal-session.learn.more',
    })
    expect(getCookiePath()).toBe('/learn/more')
  })
})
