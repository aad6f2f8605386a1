import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GET as getSecurityText } from '../.well-known/security.txt/route'
import { answer } from './answer'

// Vitest sets it to another value.
beforeEach(() => void vi.stubEnv('BASE_URL', ''))
afterEach(() => vi.unstubAllEnvs())

it('answer() sets the content type and the cache lifetime', async () => {
  const { status, headers } = answer('words', 'text/plain', { Link: '</x>; rel="canonical"' })
  expect([status, Object.fromEntries(headers)]).toEqual([
    200,
    {
      'cache-control': 'public, max-age=900, stale-while-revalidate=86400',
      'content-type': 'text/plain',
      link: '</x>; rel="canonical"',
    },
  ])
})

describe('security.txt', () => {
  it('answers 404 without a contact', async () => {
    vi.stubEnv('SECURITY_CONTACT', '')
    expect(getSecurityText().status).toBe(404)
  })

  it('names the operator’s contact', async () => {
    vi.stubEnv('SECURITY_CONTACT', 'security@example.org')
    expect(await getSecurityText().text()).toContain('Contact: mailto:security@example.org\n')
  })
})
