import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { finishPendingWork } from '@/lib/after'
import { sampledProviders } from '@/scripts/testing/databases'
import type { Mailbox } from '@/scripts/testing/mailbox'
import { openPortalWithMail, type TestPortal, withGithub } from '@/scripts/testing/portal'
import { until } from '@/scripts/testing/until'

const password = 'a password of my own'

describe.each(sampledProviders)('mailed links on %s', (provider) => {
  let portal: TestPortal
  let mailbox: Mailbox
  let count = 0
  let email: string

  beforeAll(async () => {
    ;({ portal, mailbox } = await openPortalWithMail(provider, withGithub))
  })
  afterAll(() => portal.close())
  beforeEach(async () => {
    // Waits for mail of earlier tests.
    await finishPendingWork(15_000)
    mailbox.mails.length = 0
    email = `reader-${++count}@example.org`
  })

  /** Makes better-auth look up a proof, which removes all expired rows of its table. Any stranger can do this. */
  async function cleanUp(): Promise<void> {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 })
    try {
      await portal.post('password-reset/finish', { body: { token: 'neverwasneverwasneverwas', password } })
      const { GET } = (await import('@/app/api/auth/callback/[provider]/route')) as {
        GET: (request: Request, context: unknown) => Promise<Response>
      }
      await GET(new Request('http://localhost:3000/api/auth/callback/github?state=unknown&code=x'), {
        params: Promise.resolve({ provider: 'github' }),
      })
    } finally {
      vi.useRealTimers()
    }
  }
  const signUp = async (address = email) =>
    (await portal.post('sign-up', { body: { name: 'Bea', email: address, password } })).status
  const mailsTo = (address: string) => mailbox.mails.filter(({ to }) => to === address).length

  it('are sent five times an hour to an address without an account, even with a clean-up after each', async () => {
    for (let tries = 1; tries <= 8; tries++) {
      expect(await signUp()).toBe(200)
      if (tries <= 5) await until(() => mailsTo(email) === tries)
      await cleanUp()
    }
    // The last mail shows that no others are on their way.
    expect(await signUp(`last-${email}`)).toBe(200)
    await until(() => mailsTo(`last-${email}`) === 1)
    expect([mailsTo(email), await portal.database.mailedLink.count({ where: { email } })]).toEqual([5, 5])
  }, 60_000)

  it('are sent five times an hour to an address with an account, even with a clean-up after each', async () => {
    await portal.signUp(email)
    for (let tries = 1; tries <= 8; tries++) {
      expect(await signUp()).toBe(200)
      if (tries <= 5) await until(() => mailsTo(email) === tries)
      await cleanUp()
    }
    expect(await signUp(`last-${email}`)).toBe(200)
    await until(() => mailsTo(`last-${email}`) === 1)
    expect([mailsTo(email), await portal.database.mailedLink.count({ where: { email } })]).toEqual([5, 0])
  }, 60_000)

  it('are sent to a new address five times an hour over all accounts, and five times per account', async () => {
    const to = `target-${email}`
    const ask = async (cookie: string, address: string) =>
      (await portal.post('account/email', { body: { email: address, password: 'reading by lamplight' }, cookie }))
        .status
    const statuses = []
    for (const name of ['a', 'b']) {
      const { cookie } = await portal.signUp(`${name}-${email}`)
      for (let tries = 0; tries < 4; tries++) statuses.push(await ask(cookie, to))
      statuses.push(await ask(cookie, `${name}-last-${email}`), await ask(cookie, to))
      await until(() => mailsTo(`${name}-last-${email}`) === 1)
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 200, 200, 200, 200, 200, 429])
    expect(mailsTo(to)).toBe(5)
  }, 60_000)

  it('still work after a clean-up', async () => {
    expect(await signUp()).toBe(200)
    await until(() => mailsTo(email) === 1)
    await cleanUp()
    const { token } = mailbox.mails.find(({ to }) => to === email)!
    expect((await portal.post('confirm-email', { body: { token, password } })).status).toBe(200)
  })

  it('are removed with everything else that expired, and nothing else is', async () => {
    const { id } = await portal.signUp(email)
    const soon = new Date(Date.now() + 60_000)
    for (const expiresAt of [new Date(Date.now() - 1), soon]) {
      const old = expiresAt === soon ? 'young' : 'old'
      const key = `${old}-${count}`
      await portal.database.session.create({ data: { id: key, token: key, userId: id, expiresAt } })
      await portal.database.verification.create({ data: { id: key, identifier: key, value: id, expiresAt } })
      await portal.database.mailedLink.create({
        data: { id: key, purpose: 'sign-up', tokenHash: key, email, expiresAt },
      })
      await portal.database.passkeyChallenge.create({ data: { id: key, hash: key, expiresAt } })
      await portal.database.rateLimit.create({ data: { key, hits: '', ahead: 0n, expiresAt: expiresAt.getTime() } })
      const times = old === 'old' ? new Date(Date.now() - 91 * 24 * 60 * 60 * 1000) : new Date()
      await portal.database.user.create({
        data: { id: key, name: 'Guest', email: `${key}@guest.example.org`, isAnonymous: true, createdAt: times },
      })
      await portal.database.session.create({
        data: { id: `guest-${key}`, token: `guest-${key}`, userId: key, expiresAt },
      })
    }
    const { clearAway } = await import('@/lib/background-work')
    await clearAway()
    const rows = JSON.stringify(await portal.dump())
    expect(rows).not.toContain(`old-${count}`)
    const { database } = portal
    const where = { id: `young-${count}` }
    expect(
      await Promise.all([
        database.session.count({ where }),
        database.verification.count({ where }),
        database.mailedLink.count({ where }),
        database.passkeyChallenge.count({ where }),
        database.user.count({ where }),
        database.rateLimit.count({ where: { key: `young-${count}` } }),
      ]),
    ).toEqual([1, 1, 1, 1, 1, 1])
  })
})
