import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { DatabaseUnavailable } from '@/lib/db'
import { callAuth, tooManyAttempts } from './call-auth'
import { HttpError } from './http-error'

const handler = vi.fn<() => Promise<Response>>()
vi.mock('@/lib/auth', () => ({ getAuth: () => ({ handler }), tooBusyCode: 'TOO_BUSY' }))

describe('a response of better-auth', () => {
  beforeEach(() => {
    vi.stubEnv('BASE_URL', 'http://localhost:3000')
    handler.mockReset()
  })
  afterAll(() => void vi.unstubAllEnvs())

  const ask = (json: unknown, init?: ResponseInit) => {
    handler.mockResolvedValue(Response.json(json, init))
    return callAuth(new Request('http://localhost:3000/'), '/two-factor/enable', {})
  }

  it('is returned, with unknown fields', async () => {
    const data = { totpURI: 'otpauth://totp/x', backupCodes: ['a'], user: { id: 'r1', displayName: 'Ada' } }
    expect((await ask({ ...data, status: true })).data).toMatchObject({ ...data, status: true })
  })

  it.each([
    null,
    [],
    'ok',
    { user: 'r1' },
    { user: { id: '' } },
    { url: { href: '/' } },
    { twoFactorRedirect: 'no' },
    { totpURI: 7 },
    { backupCodes: 'abc' },
    { backupCodes: [1] },
  ])('is an error if it is malformed: %j', async (json) => {
    await expect(ask(json)).rejects.toThrow('response to /two-factor/enable is malformed')
  })

  it.each([null, [], 'no', { code: { of: 'error' } }])(
    'is a refusal even if its refusal is malformed: %j',
    async (json) => {
      await expect(ask(json, { status: 400 })).rejects.toEqual(
        new HttpError(400, 'That wasn’t accepted. Check what you entered.'),
      )
      await expect(ask(json, { status: 500 })).rejects.toBeInstanceOf(DatabaseUnavailable)
    },
  )
})

it.each([
  [1, 'a second'],
  [15, '15 seconds'],
  [120, '2 minutes'],
  [7200, 'some days'],
])('an attempt over the limit is told to wait: %i s', (seconds, wait) => {
  expect(tooManyAttempts(seconds).message).toBe(`Too many attempts. Wait ${wait} and try again.`)
})
