import { afterEach, expect, it, vi } from 'vitest'
import { HttpError } from './http-error'
import { requireSameOrigin } from './same-origin'

afterEach(() => void vi.unstubAllEnvs())

function isOurs(baseUrl: string, headers: Record<string, string>): boolean {
  vi.stubEnv('BASE_URL', baseUrl)
  try {
    requireSameOrigin(new Request('http://127.0.0.1:3000/api/x', { method: 'POST', headers }))
    return true
  } catch (error) {
    if (error instanceof HttpError && [403, 421].includes(error.status)) return false
    throw error
  }
}

it.each([
  ['https://portal.example', 'portal.example', 'https://portal.example', true],
  // Behind a proxy that passes its own name, and without that proxy.
  ['https://portal.example', '127.0.0.1:3000', 'https://portal.example', true],
  ['https://portal.example', '127.0.0.1:3000', 'http://127.0.0.1:3000', true],
  // Names that another site may have pointed to this server.
  ['http://localhost:3000', '192.168.0.7:3000', 'http://192.168.0.7:3000', false],
  ['http://localhost:3000', 'evil.example:3000', 'http://evil.example:3000', false],
  ['https://portal.example', 'evil.example', 'http://evil.example', false],
  ['https://portal.example', 'evil.example', 'https://portal.example', false],
  // HTTP and HTTPS under one name may be different servers.
  ['https://portal.example', 'portal.example', 'http://portal.example', false],
  ['https://portal.example', 'portal.example', 'https://portal.example:8443', false],
  ['http://localhost:3000', 'localhost:3000', 'https://localhost:3000', false],
  ['http://localhost:3000', 'localhost:3000', 'http://localhost:3001', false],
  ['http://localhost:3000', 'localhost:3000', 'null', false],
])('C2: a portal at %s, called %s, accepts a write from %s: %s', (baseUrl, host, origin, allowed) => {
  expect(isOurs(baseUrl, { host, origin })).toBe(allowed)
  expect(isOurs(baseUrl, { host, origin, 'sec-fetch-site': 'cross-site' })).toBe(false)
})
