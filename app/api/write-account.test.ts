import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/lib/db'
import { isSession } from '@/lib/responses/session-response'
import { sampledProviders } from '@/scripts/testing/databases'
import { toNotice } from '@/scripts/testing/portal'
import { asForm, password, setUpWrites, type Fields } from '@/scripts/testing/writes'

describe.each(sampledProviders)('a write on %s', (provider) => {
  const { portal, signUp, signIn, signOut, github, session, send, refused } = setUpWrites(provider)
  let database: Database
  let reader: string
  beforeAll(() => {
    ;({ database, reader } = portal)
  })

  describe('to an account', () => {
    const account = () => ({ name: 'Bea', email: `${randomUUID()}@example.org`, password })

    it('redirects a refused form to its page with the typed values, but never the password', async () => {
      const typed = { name: 'Bea', email: 'bea@', password: 'short but secret', returnTo: '/prometheus#x' }
      const answer = await send(signUp, asForm(typed, { cookie: null }))
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-up?again=1&next=%2Fprometheus%23x'])
      const state = toNotice(answer)
      expect(state).toContain('"email":"bea@"')
      expect(state).not.toContain('secret')
      expect(answer.headers.get('set-cookie')).toMatch(/; Path=\/; Max-Age=60; HttpOnly; SameSite=Lax$/)
    })

    it('returns no more than fits into a cookie', async () => {
      const answer = await send(
        signUp,
        asForm({ name: 'ü'.repeat(1000), email: 'x'.repeat(5000), password }, { cookie: null }),
      )
      expect(answer.status).toBe(303)
      expect(answer.headers.get('set-cookie')?.length).toBeLessThan(4096)
    })

    it.each<[string, Fields]>([
      ['a short password', { password: 'elevenchars' }],
      ['a long password', { password: 'x'.repeat(129) }],
      ['no name', { name: '   ' }],
      ['a long name', { name: 'x'.repeat(81) }],
      ['a name that is not a text', { name: { not: null } }],
      ['no address', { email: 'bea' }],
      ['an address that is not a text', { email: { contains: '@' } }],
      ['an unknown field', { emailVerified: true }],
      ['an id', { id: 'ada' }],
    ])('is refused with 422: %s', async (_, fields) => {
      expect(await refused(signUp, { body: { ...account(), ...fields }, headers: { cookie: null } })).toBe(422)
    })

    it('is refused with 400 if a name contains a NUL', async () => {
      expect(await refused(signUp, { body: { ...account(), name: 'a\0b' }, headers: { cookie: null } })).toBe(400)
    })

    it('is refused with a taken address, and with a wrong password', async () => {
      expect(
        await refused(signUp, { body: { ...account(), email: 'ada@example.org' }, headers: { cookie: null } }),
      ).toBe(422)
      expect(
        await refused(signIn, {
          body: { email: 'ada@example.org', password: 'not her password' },
          headers: { cookie: null },
        }),
      ).toBe(401)
      expect(await refused(signIn, { body: { email: { not: null }, password }, headers: { cookie: null } })).toBe(422)
    })

    it('answers a sign-in form with 303 and a session, and a sign-out form by ending it', async () => {
      const answer = await send(
        signIn,
        asForm({ email: 'ada@example.org', password, returnTo: '/prometheus' }, { cookie: null }),
      )
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/prometheus'])
      const set = answer.headers.getSetCookie().find((each) => each.startsWith('portal-session~3000='))
      expect(set).toMatch(/HttpOnly/)
      expect(set).toMatch(/SameSite=Lax/i)
      const sessions = await database.session.count({ where: { userId: reader } })
      const out = await send(signOut, asForm({}, { cookie: set?.split(';')[0] ?? '' }))
      expect([out.status, await database.session.count({ where: { userId: reader } })]).toEqual([303, sessions - 1])
      expect((await send(signOut, asForm({}, { cookie: set?.split(';')[0] ?? '' }))).status).toBe(303)
    })

    it('with GitHub is refused with 404 if the portal has not set it up', async () => {
      expect(await refused(github, { body: {}, headers: { cookie: null } })).toBe(404)
    })
  })

  it('that renews a session needs one', async () => {
    const answer = await send(session, { body: {} })
    expect(answer.status).toBe(200)
    expect(isSession(await answer.json())).toBe(true)
    expect(await refused(session, { body: {}, headers: { cookie: null } })).toBe(401)
    expect(await refused(session, { body: { more: 1 } })).toBe(422)
  })
})
