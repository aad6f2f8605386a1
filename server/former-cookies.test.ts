import type { IncomingMessage } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'

afterEach(() => vi.unstubAllEnvs())

const document = { 'sec-fetch-dest': 'document' }

/** Sends a request to a portal at this address; returns its cookies as the portal then sees them, and the answer. */
async function send(baseUrl: string, cookie: string | undefined, more: Partial<IncomingMessage> = {}) {
  vi.stubEnv('BASE_URL', baseUrl)
  vi.resetModules()
  const { renameFormerCookies } = await import('./former-cookies')
  const request = { method: 'GET', url: '/docker?x=1', headers: { cookie, ...document }, ...more } as IncomingMessage
  const answer = renameFormerCookies(request)
  return { seen: request.headers.cookie, answer }
}

describe('a session cookie of version 0.1', () => {
  it.each([
    ['https://learn.example.org', '__Host-lectern-session', '__Host-portal-session', '/', '; Secure'],
    ['http://localhost:3001', 'lectern-session', 'portal-session~3001', '/', ''],
    [
      'https://example.org/learn',
      '__Secure-lectern-session.learn',
      '__Secure-portal-session.learn',
      '/learn',
      '; Secure',
    ],
  ])('is stored by its present name at %s', async (baseUrl, former, name, path, secure) => {
    const { seen, answer } = await send(baseUrl, `theme=dark; ${former}=a.b%3D; other=1`)
    expect(seen).toBe(`theme=dark; ${name}=a.b%3D; other=1`)
    expect(answer).toEqual({
      status: 307,
      message: '',
      headers: {
        Location: path === '/' ? '/docker?x=1' : '/learn/docker?x=1',
        'Set-Cookie': [
          `${name}=a.b%3D; Max-Age=7776000; Path=${path}; HttpOnly; SameSite=Lax${secure}`,
          `${former}=; Max-Age=0; Path=${path}; HttpOnly; SameSite=Lax${secure}`,
        ],
      },
    })
  })

  it('counts for requests other than for a page, which are not redirected', async () => {
    for (const more of [
      { method: 'POST', headers: { cookie: 'lectern-session=a.b', ...document } },
      { headers: { cookie: 'lectern-session=a.b', 'sec-fetch-dest': 'empty' } },
    ])
      expect(await send('http://localhost:3001', '', more)).toEqual({
        seen: 'portal-session~3001=a.b',
        answer: null,
      })
  })

  it('leads to no other host', async () => {
    const { answer } = await send('http://localhost:3001', 'lectern-session=a.b', { url: '//evil.example/x' })
    expect(answer?.headers?.Location).toBe('/evil.example/x')
  })

  it('is ignored if there is a present one, and all other cookies stay as they are', async () => {
    for (const cookie of [
      undefined,
      '',
      'portal-session~3001=new; lectern-session=old',
      'not-lectern-session=a',
      'lectern-session.other=a',
    ])
      expect(await send('http://localhost:3001', cookie)).toEqual({ seen: cookie, answer: null })
  })
})
