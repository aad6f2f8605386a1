import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { finishPendingWork } from '@/lib/after'
import { logTo } from '@/lib/observing'
import { sampledProviders } from '@/scripts/testing/databases'
import type { Mailbox } from '@/scripts/testing/mailbox'
import { openPortal, openPortalWithMail, toCookie, type TestPortal, withGithub } from '@/scripts/testing/portal'
import { until } from '@/scripts/testing/until'

const logged = vi.fn<(line: string) => void>()
logTo({ write: logged }, 'error')

const password = 'reading by lamplight'

/** Addresses as typed, in another spelling, and as stored. */
const addresses: [typed: string, alike: string, stored: string][] = [
  ['ada@example.xn--p1ai', 'ADA@example.рф', 'ada@example.xn--p1ai'],
  ['a&b@example.org', 'A&B@Example.org', 'a&b@example.org'],
  ["a/b'=?^`{|}~*#!$%@example.org", "A/B'=?^`{|}~*#!$%@EXAMPLE.org", "a/b'=?^`{|}~*#!$%@example.org"],
  ['jörg@example.org', 'JO\u0308RG@example.org', 'jörg@example.org'],
  ['ada@müller.example', 'Ada@XN--MLLER-KVA.example', 'ada@xn--mller-kva.example'],
  ['用户@例子。中国', '用户@xn--fsqu00a.xn--fiqs8s', '用户@xn--fsqu00a.xn--fiqs8s'],
  ['ada@localhost', 'ADA@LocalHost', 'ada@localhost'],
]

describe.each(sampledProviders)('any email address that HTML or RFC 6531 allows, on %s', (provider) => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await openPortal(provider)
  })
  afterAll(() => portal.close())

  const signUp = (email: string) => portal.post('sign-up', { body: { name: 'Ada', email, password } })
  const signIn = (email: string) => portal.post('sign-in', { body: { email, password } })

  it.each(addresses)('%s signs up, is the same account as %s, and signs in as either', async (typed, alike, stored) => {
    const made = await signUp(typed)
    expect([made.status, toCookie(made)]).toEqual([200, expect.stringContaining('portal-session~3000=')])
    expect((await signUp(alike)).status).toBe(422)
    expect([(await signIn(typed)).status, (await signIn(alike)).status]).toEqual([200, 200])
    expect(await portal.database.user.count({ where: { email: stored } })).toBe(1)
  })

  it.each(addresses)(
    '%s becomes the address of an account, and confirms the deletion of one without a password',
    async (typed, alike, stored) => {
      const { id, cookie } = await portal.signUp(`change-${stored}`)
      expect((await portal.post('account/email', { body: { email: alike, password }, cookie })).status).toBe(422)
      await portal.database.user.deleteMany({ where: { email: stored } })
      expect((await portal.post('account/email', { body: { email: alike, password }, cookie })).status).toBe(200)
      expect(await portal.database.user.findUnique({ where: { id } })).toMatchObject({ email: stored })
      expect((await portal.post('account/email', { body: { email: typed, password }, cookie })).status).toBe(422)
      const proven = await portal.prove({ id, email: stored, password, cookie })
      await portal.database.account.updateMany({
        where: { userId: id },
        data: { providerId: 'github', accountId: id, password: null },
      })
      expect([
        (await portal.post('account/delete', { body: { email: 'someone@example.org' }, cookie: proven })).status,
        (await portal.post('account/delete', { body: { email: typed }, cookie: proven })).status,
      ]).toEqual([422, 200])
    },
  )

  it.each(addresses)('%s is found by the operator’s commands, and can be invited', async (typed, alike, stored) => {
    const { createInvitation, readInvitation } = await import('@/lib/account')
    const { findReader, listReaders } = await import('@/lib/operating')
    const invitation = (await createInvitation(typed))!
    expect(await readInvitation(invitation)).toBe(stored)
    const answer = await portal.post('sign-up', { body: { name: 'Ada', email: alike, password, invitation } })
    expect(answer.status).toBe(200)
    expect(await createInvitation(alike)).toBeNull()
    const { id } = await portal.database.user.findUniqueOrThrow({ where: { email: stored } })
    for (const each of [typed, alike, stored, ` ${stored} `])
      expect([each, (await findReader(each))?.id]).toEqual([each, id])
    for (const each of [typed, alike, stored, typed.slice(typed.indexOf('@') + 1)])
      expect([each, (await listReaders({ search: each, limit: 100 })).map((reader) => reader.id)]).toEqual([
        each,
        expect.arrayContaining([id]),
      ])
    await portal.database.user.deleteMany()
  })

  it('still signs in with an address of an earlier rule', async () => {
    for (const [index, email] of ['ada@a-.org', 'ada@xn--a.org', `${'a'.repeat(80)}@example.org`].entries()) {
      const reader = await portal.signUp(`earlier-${index}@example.org`)
      await portal.database.user.update({ where: { id: reader.id }, data: { email } })
      expect([email, (await signIn(email)).status, (await signIn(email.toUpperCase())).status]).toEqual([
        email,
        200,
        200,
      ])
    }
  })

  it('is refused with a message if it is invalid', async () => {
    const before = await portal.database.user.count()
    for (const [email, said] of [
      ['', 'Enter your email address.'],
      ['ada', 'That isn’t an email address. Enter one like ada@example.org.'],
      ['a\u202eb@example.org', 'That isn’t an email address. Enter one like ada@example.org.'],
      [`${'a'.repeat(65)}@example.org`, 'That isn’t an email address. Enter one like ada@example.org.'],
      ['a'.repeat(2000), 'That isn’t an email address. Enter one like ada@example.org.'],
    ])
      expect([email, (await (await signUp(email!)).json()) as unknown]).toEqual([email, { error: { message: said } }])
    expect(await portal.database.user.count()).toBe(before)
  })

  it('says that the account is ready if sign-in has to wait', async () => {
    for (let tries = 0; tries < 10; tries++)
      await portal.post('sign-in', { body: { email: 'tried@example.org', password: 'not the password' } })
    const answer = await signUp('tried@example.org')
    expect([answer.status, await answer.text()]).toEqual([
      429,
      expect.stringMatching(
        /Your account is ready, but there were too many attempts to sign in\. Wait 1[45] minutes, then sign in\./,
      ),
    ])
    expect(await portal.database.user.count({ where: { email: 'tried@example.org' } })).toBe(1)
  })

  it('replaces an account that GitHub left without a sign-in method', async () => {
    await portal.database.user.create({
      data: { id: 'half', name: 'Ada', email: 'half@example.org', createdAt: new Date(Date.now() - 10_000) },
    })
    expect((await signUp('half@example.org')).status).toBe(200)
    expect(await portal.database.user.count({ where: { id: 'half' } })).toBe(0)
  })
})

describe.each(sampledProviders)('mail to any address, on %s', (provider) => {
  let portal: TestPortal
  let mailbox: Mailbox
  beforeAll(async () => {
    ;({ portal, mailbox } = await openPortalWithMail(provider, withGithub))
  })
  afterAll(() => portal.close())
  beforeEach(async () => {
    // Waits for mail of earlier tests.
    await finishPendingWork(15_000)
    mailbox.mails.length = 0
    mailbox.mood = 'take'
    logged.mockClear()
  })
  afterEach(() => vi.unstubAllGlobals())

  /** Hosts arrive as ASCII, or as Unicode if the local part needs SMTPUTF8 anyway. */
  const arrived = async (stored: string, subject: string) => {
    const { readEmailAddress } = await import('@/lib/email-address')
    return until(() => mailbox.mails.find((mail) => readEmailAddress(mail.to) === stored && mail.subject === subject))
  }

  it.each(addresses)(
    '%s signs up, signs in as %s, and sets a new password, with links',
    async (typed, alike, stored) => {
      const asked = await portal.post('sign-up', { body: { name: 'Ada', email: typed, password } })
      expect(asked.status).toBe(200)
      const { token } = await arrived(stored, 'Confirm your email address for Lectern')
      expect((await portal.post('confirm-email', { body: { token, password } })).status).toBe(200)
      expect((await portal.post('password-reset', { body: { email: alike } })).status).toBe(200)
      const reset = await arrived(stored, 'Reset your password for Lectern')
      expect(
        (
          await portal.post('password-reset/finish', {
            body: { token: reset.token, password: 'a new password, longer' },
          })
        ).status,
      ).toBe(200)
      expect(
        (await portal.post('sign-in', { body: { email: alike, password: 'a new password, longer' } })).status,
      ).toBe(200)
      expect(await portal.database.user.count({ where: { email: stored } })).toBe(1)
      await portal.post('sign-up', { body: { name: 'Ada', email: alike, password } })
      await arrived(stored, 'You have an account at Lectern')
    },
    40_000,
  )

  it('warns if not every server accepts it, and logs the reason of a refusal', async () => {
    mailbox.mood = 'refuse'
    const ask = async (email: string) =>
      (await portal.post('sign-up', { asForm: true, body: { name: 'Ada', email, password } })).headers
        .getSetCookie()
        .map((each) => Buffer.from(/=([^.;]*)/.exec(each)?.[1] ?? '', 'base64url').toString())
        .join('')
    expect(await ask('ada@bücher.example')).toMatch(/on its way to ada@bücher\.example\. Follow/)
    expect(await ask('bärbel@example.org')).toMatch(
      /on its way to bärbel@example\.org\. Not every mail server accepts letters like these before the “@”\. If no email arrives, use another address\. Follow/,
    )
    const lines = () => logged.mock.calls.map(([line]) => line)
    await until(() => lines().length === 2)
    expect(lines().filter((line) => line.includes('SMTPUTF8 (RFC 6531)'))).toHaveLength(1)
    expect(lines().join('')).not.toMatch(/rbel|cher\.example/)
  })

  it('stores an address from GitHub like a typed one, and links no account by itself', async () => {
    const standIn = (id: number, email: string) =>
      vi.stubGlobal('fetch', (input: string | URL | Request) => {
        const url = String(input instanceof Request ? input.url : input)
        return Promise.resolve(
          Response.json(
            url.includes('access_token')
              ? { access_token: 'x', token_type: 'bearer', scope: '' }
              : url.endsWith('/emails')
                ? [{ email, primary: true, verified: true }]
                : { id, login: 'ada', name: 'Ada', email },
          ),
        )
      })
    const goThrough = async () => {
      const out = await portal.post('sign-in/github', { asForm: true, body: { returnTo: '/' } })
      const state = new URL(out.headers.get('location') ?? '').searchParams.get('state')
      const { GET } = (await import('@/app/api/auth/callback/[provider]/route')) as {
        GET: (request: Request) => Promise<Response>
      }
      return (
        await GET(
          new Request(`http://localhost:3000/api/auth/callback/github?code=a-code&state=${state}`, {
            headers: { cookie: toCookie(out), 'x-lectern-address': '10.7.7.7' },
          }),
        )
      ).headers.get('location')
    }
    standIn(1, 'Grace@Bücher.example')
    expect(await goThrough()).toBe('http://localhost:3000/')
    expect(await portal.database.user.findUnique({ where: { email: 'grace@xn--bcher-kva.example' } })).toMatchObject({
      emailVerified: true,
    })
    standIn(2, 'grace@xn--bcher-kva.example')
    expect(await goThrough()).toContain('error=account_not_linked')
  })
})
