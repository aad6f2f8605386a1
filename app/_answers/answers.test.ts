import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GET as getSecurityText } from '../.well-known/security.txt/route'
import { answer } from './answer'

// The test runner sets it to something of its own.
beforeEach(() => void vi.stubEnv('BASE_URL', ''))
afterEach(() => vi.unstubAllEnvs())

const ask = (headers: Record<string, string> = {}) =>
  answer(new Request('http://localhost:3000/x', { headers }), 'words', 'text/plain')

describe('an answer', () => {
  const etag = ask().headers.get('etag') ?? ''

  it('has a name for its version, which another text does not share', () => {
    expect(etag).toMatch(/^"[\w-]{22}"$/)
    expect(answer(new Request('http://localhost:3000/x'), 'other words', 'text/plain').headers.get('etag')).not.toBe(
      etag,
    )
  })

  it.each([etag, `W/${etag}`, `"a", ${etag}`, '*'])('is not sent again to who has it: %s', async (known) => {
    const answered = ask({ 'If-None-Match': known })
    expect([answered.status, await answered.text(), answered.headers.get('etag')]).toEqual([304, '', etag])
  })

  it.each(['"a"', '', etag.slice(1, -1)])('is sent to who has another: %j', (known) => {
    expect(ask({ 'If-None-Match': known }).status).toBe(200)
  })
})

describe('security.txt', () => {
  const get = () => getSecurityText(new Request('http://localhost:3000/.well-known/security.txt'))

  it('is not there where nobody is named', async () => {
    vi.stubEnv('SECURITY_CONTACT', '')
    expect(get().status).toBe(404)
  })

  it('names whom the operator names', async () => {
    vi.stubEnv('SECURITY_CONTACT', 'security@example.org')
    expect(await get().text()).toContain('Contact: mailto:security@example.org\n')
  })
})
