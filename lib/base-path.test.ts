import { afterEach, describe, expect, it, vi } from 'vitest'
import { getBasePath, nameStored, toAddress, toPath } from './base-path'
import { getCookiePath, nameCookie } from './cookie-names'

afterEach(() => vi.unstubAllEnvs())

describe('a portal at the root of its host', () => {
  it.each([undefined, '', 'https://learn.example.org', 'https://learn.example.org/'])(
    'has addresses, names and cookies without a path: %s',
    (url) => {
      vi.stubEnv('BASE_URL', url)
      expect(getBasePath()).toBe('')
      expect(toAddress('/docker?x=1#y')).toBe('/docker?x=1#y')
      expect(toPath('/docker')).toBe('/docker')
      expect(nameStored('theme')).toBe('theme')
      expect(nameCookie('lectern-session')).toEqual({ https: '__Host-lectern-session', http: 'lectern-session' })
      expect(getCookiePath()).toBe('/')
    },
  )
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
    const names = ['', '/learn', '/learn/more', '/learn-more', '/more', '/~learn'].flatMap((path) => {
      vi.stubEnv('BASE_URL', `https://example.org${path}`)
      const { https, http } = nameCookie('lectern-session')
      return [https, http, nameStored('lectern-change:')]
    })
    expect(new Set(names).size).toBe(names.length)
    // Changes are found by how their names begin.
    const stored = names.filter((name) => name.endsWith('lectern-change:'))
    for (const name of stored) expect(stored.filter((other) => other.startsWith(name))).toEqual([name])
  })

  it('has cookies for its path alone, which "__Host-" does not allow', () => {
    vi.stubEnv('BASE_URL', 'https://example.org/learn/more')
    expect(nameCookie('lectern-session')).toEqual({
      https: '__Secure-lectern-session.learn.more',
      http: 'lectern-session.learn.more',
    })
    expect(getCookiePath()).toBe('/learn/more')
  })
})
