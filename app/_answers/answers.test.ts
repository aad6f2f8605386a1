import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GET as getSecurityText } from '../.well-known/security.txt/route'
import { answer } from './answer'

// The test runner sets it to something of its own.
beforeEach(() => void vi.stubEnv('BASE_URL', ''))
afterEach(() => vi.unstubAllEnvs())

it('an answer says what it is, and how long any cache may keep it', async () => {
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
  it('is not there where nobody is named', async () => {
    vi.stubEnv('SECURITY_CONTACT', '')
    expect(getSecurityText().status).toBe(404)
  })

  it('names whom the operator names', async () => {
    vi.stubEnv('SECURITY_CONTACT', 'security@example.org')
    expect(await getSecurityText().text()).toContain('Contact: mailto:security@example.org\n')
  })
})
