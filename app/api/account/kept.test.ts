import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { providers } from '@/scripts/testing/databases'
import { openPortal, type TestPortal } from '@/scripts/testing/portal'

describe.each(providers)('the stored data of a reader on %s', (provider) => {
  let portal: TestPortal

  beforeAll(async () => {
    portal = await openPortal(provider)
  })
  afterAll(() => portal.close())

  it('has the beginning of the user agent, and no network address', async () => {
    const ada = await portal.signUp('ada@example.org')
    await portal.signIn(ada, 'x'.repeat(16_000))
    const sessions = await portal.database.session.findMany({ where: { userId: ada.id } })
    expect(sessions.map(({ userAgent, ipAddress }) => [userAgent?.length ?? 0, ipAddress]).sort()).toEqual([
      [0, null],
      [256, null],
    ])
    const long = portal.database.session.create({
      data: { id: 'long', token: 'long', userId: ada.id, expiresAt: new Date(), userAgent: 'x'.repeat(257) },
    })
    await expect(long).rejects.toThrow()
  }, 30_000)

  it('has at most fifty sessions, the most recently used, even after many sign-ins at once', async () => {
    const { id } = await portal.signUp('bea@example.org')
    const { getAuth } = await import('@/lib/auth')
    const { internalAdapter } = await getAuth().$context
    await portal.database.session.deleteMany({ where: { userId: id } })
    const at = (index: number) => new Date(Date.now() - (index + 1) * 60_000)
    await portal.database.session.createMany({
      data: Array.from({ length: 50 }, (_, index) => ({
        id: `s${index}`,
        token: `s${index}`,
        userId: id,
        expiresAt: new Date(Date.now() + 1e9),
        createdAt: at(index),
        updatedAt: at(index),
      })),
    })
    await Promise.all(Array.from({ length: 6 }, () => internalAdapter.createSession(id)))
    const left = new Set(
      (await portal.database.session.findMany({ where: { userId: id } })).map((session) => session.id),
    )
    expect(left.size).toBe(50)
    expect(['s43', 's44', 's49'].map((each) => left.has(each))).toEqual([true, false, false])
    const { endAllSessions } = await import('@/lib/account')
    expect([await endAllSessions(id), await portal.database.session.count({ where: { userId: id } })]).toEqual([50, 0])
  }, 30_000)

  it('has only the id and the cleaned name from GitHub', async () => {
    const { getAuth } = await import('@/lib/auth')
    const { internalAdapter } = await getAuth().$context
    const tokens = {
      accessToken: 'gho_secret',
      refreshToken: 'ghr_secret',
      idToken: 'id',
      scope: 'user:email',
      accessTokenExpiresAt: new Date(),
    }
    const { user } = await internalAdapter.createOAuthUser(
      {
        name: `Eve\r\n\u202e${'x'.repeat(200)}`,
        email: 'eve@example.org',
        emailVerified: true,
        image: 'https://avatars.example.org/1',
      },
      { providerId: 'github', accountId: '1', ...tokens },
    )
    const [account] = await portal.database.account.findMany({ where: { userId: user.id } })
    await internalAdapter.updateAccount(account!.id, tokens)
    expect(await portal.database.account.findUnique({ where: { id: account!.id } })).toMatchObject({
      accountId: '1',
      accessToken: null,
      refreshToken: null,
      idToken: null,
      scope: null,
      accessTokenExpiresAt: null,
    })
    expect(await portal.database.user.findUnique({ where: { id: user.id } })).toMatchObject({
      name: `Eve ${'x'.repeat(76)}`,
      image: null,
    })
  })

  it('has no name with invisible characters', async () => {
    const ada = await portal.signUp('cay@example.org')
    for (const name of ['Ada\r\nLovelace', 'Ada\u202e', 'A\u200bda', '\ud800x', '\u2800', ' '])
      expect((await portal.post('account/name', { body: { name }, cookie: ada.cookie })).status).toBe(422)
    for (const name of ['می\u200cخواهم', '👩\u200d💻'])
      expect((await portal.post('account/name', { body: { name }, cookie: ada.cookie })).status).toBe(200)
  })
})
