import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { logTo } from '@/lib/observing'
import { sampledProviders } from '@/scripts/testing/databases'
import type { Mailbox } from '@/scripts/testing/mailbox'
import { openPortal, openPortalWithMail, toNotice, type TestPortal } from '@/scripts/testing/portal'
import { until } from '@/scripts/testing/until'

const logged = vi.fn<(line: string) => void>()
logTo({ write: logged }, 'error')

const resets = 'Reset your password for Lectern'

const known = 'ada@example.org'
const unknown = 'no-one@example.org'

describe.each(sampledProviders)('a forgotten password on %s', (provider) => {
  let portal: TestPortal
  let mailbox: Mailbox

  beforeAll(async () => {
    ;({ portal, mailbox } = await openPortalWithMail(provider))
    await portal.signUp(known)
  })
  afterAll(() => portal.close())
  beforeEach(async () => {
    // Links are stored after the response; those of the previous test must not interfere.
    mailbox.mood = 'take'
    mailbox.release()
    await (await import('@/lib/after')).finishPendingWork(15_000)
    mailbox.mails.length = 0
    logged.mockClear()
    await portal.database.mailedLink.deleteMany()
    await portal.database.rateLimit.deleteMany()
  })

  const ask = (email: string, more = {}) => portal.post('password-reset', { body: { email }, ...more })
  const finish = (token: string, password = 'a new password, longer') =>
    portal.post('password-reset/finish', { body: { token, password } })
  const mailTo = (to: string) => until(() => mailbox.mails.find((mail) => mail.to === to && mail.subject === resets))
  const signIn = async (password: string) => (await portal.post('sign-in', { body: { email: known, password } })).status
  const isSignedIn = async (cookie: string) =>
    (await portal.post('account/name', { body: { name: 'Ada' }, cookie })).status === 200

  it('A11, A14: is replaced with the mailed link, and every browser is signed out', async () => {
    const reader = { id: '', email: known, password: 'reading by lamplight', cookie: '' }
    const cookies = [await portal.signIn(reader), await portal.signIn(reader)]
    expect(await isSignedIn(cookies[0]!)).toBe(true)
    expect((await ask(known)).status).toBe(200)
    const mail = await mailTo(known)
    expect(mail).toMatchObject({ from: 'Lectern <lectern@example.org>', subject: resets })
    expect(mail.text).toContain(`http://localhost:3000/reset-password?token=${mail.token}`)
    // The stored form of the link does not work as a link.
    expect(JSON.stringify(await portal.dump())).not.toContain(mail.token)

    expect((await finish(mail.token, 'elevenchars')).status).toBe(422)
    expect((await finish(mail.token)).status).toBe(200)
    for (const cookie of cookies) expect(await isSignedIn(cookie)).toBe(false)
    expect([await signIn('reading by lamplight'), await signIn('a new password, longer')]).toEqual([401, 200])
    await until(() => mailbox.mails.some(({ subject }) => subject === 'Your password for Lectern was changed'))
    expect(await portal.database.user.findUnique({ where: { email: known } })).toMatchObject({ emailVerified: true })

    const again = await finish(mail.token, 'another password still')
    expect([again.status, await again.json()]).toEqual([
      400,
      { error: { message: 'That link was already used or has expired. Request a new one.' } },
    ])
    expect(await signIn('a new password, longer')).toBe(200)
  }, 60_000)

  it('A14: is replaced once if twenty requests come at the same moment', async () => {
    await ask(known)
    const { token } = await mailTo(known)
    const passwords = Array.from({ length: 20 }, (_, index) => `the password number ${index}`)
    const answers = await Promise.all(passwords.map((password) => finish(token, password)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 400)).toHaveLength(19)
    const winner = passwords[statuses.indexOf(200)]!
    expect(await signIn(winner)).toBe(200)
    expect(await signIn(passwords.find((each) => each !== winner)!)).toBe(401)
  }, 60_000)

  it('A14: is not replaced with a link that is an hour old, or that never existed', async () => {
    await ask(known)
    const { token } = await mailTo(known)
    const [link] = await portal.database.mailedLink.findMany()
    expect(link!.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(60 * 60 * 1000)
    await portal.database.mailedLink.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    const answers = [
      await finish(token),
      await finish('neverwasneverwasneverwas'),
      await finish(link!.tokenHash),
      await finish('a b'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 422])
  })

  it('A13: removes sign-in methods from before the address was confirmed, and every other link', async () => {
    const eve = await portal.signUp('victim@example.org')
    await portal.database.user.update({ where: { id: eve.id }, data: { emailVerified: false } })
    await portal.database.account.create({
      data: { id: 'planted', accountId: '7', providerId: 'github', userId: eve.id },
    })
    await ask('victim@example.org')
    await ask('victim@example.org')
    await until(() => mailbox.mails.filter(({ subject }) => subject === resets).length === 2)
    const [first, second] = mailbox.mails.filter(({ subject }) => subject === resets)
    expect((await finish(first!.token)).status).toBe(200)
    expect(await portal.database.account.count({ where: { id: 'planted' } })).toBe(0)
    expect((await finish(second!.token)).status).toBe(400)
  })

  it.each(['take', 'refuse', 'stall'] as const)(
    'A8: answers alike whether the account exists or not, with a mail server in the mood to %s',
    async (mood) => {
      mailbox.mood = mood
      mailbox.offered.length = 0
      const read = async (answer: Response) => JSON.stringify([answer.status, [...answer.headers], await answer.text()])
      const answers = new Set<string>()
      for (let round = 0; round < 4; round++)
        for (const email of [known, unknown]) answers.add(await read(await ask(email)))
      expect(answers.size).toBe(1)
      // The signed notice contains its expiry, which is not secret.
      vi.useFakeTimers({ toFake: ['Date'] })
      const asForm = await Promise.all([known, unknown].map(async (email) => read(await ask(email, { asForm: true }))))
      vi.useRealTimers()
      expect(asForm[0]).toBe(asForm[1])
      // The control: these mails were attempted, though only a few per account.
      const offered = () => mailbox.offered.filter((subject) => subject === resets).length
      await until(() => {
        mailbox.release()
        return offered() === 5
      })
      expect((await ask(known)).status).toBe(200)
      expect((await ask('limited-by-others@example.org')).status).toBe(200)
      expect(offered()).toBe(5)
      if (mood === 'refuse') await until(() => logged.mock.calls.length > 0)
      // Package names contain an @ too.
      expect(JSON.stringify(logged.mock.calls)).not.toMatch(/example\.org|token=/)
    },
    60_000,
  )

  it('A7: is answered before any account is looked up', async () => {
    const rename = (from: string, to: string) =>
      portal.database.$executeRawUnsafe(`ALTER TABLE "${from}" RENAME TO "${to}"`)
    await rename('user', 'gone')
    await rename('mailed_link', 'gone too')
    try {
      const answers = await Promise.all([known, unknown].map((email) => ask(email)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      // The control: the account is looked up after the response.
      await until(
        () =>
          logged.mock.calls.filter(([line]) => line.includes('Mailing a link for a new password failed.')).length === 2,
      )
    } finally {
      await rename('gone', 'user')
      await rename('gone too', 'mailed_link')
    }
  })

  it('is requested at most three times a minute from one network, for any address', async () => {
    const from = { headers: { 'x-lectern-address': '10.9.9.9' } }
    const statuses = []
    const { email: limited } = await portal.signUp('limited@example.org')
    for (const email of [limited, unknown, limited, unknown]) statuses.push((await ask(email, from)).status)
    expect(statuses).toEqual([200, 200, 200, 429])
  })

  it('can’t be requested by another site', async () => {
    for (const route of ['password-reset', 'password-reset/finish'])
      expect(
        (
          await portal.post(route, {
            body: { email: known, token: 'x', password: 'a new password, longer' },
            headers: { origin: 'http://evil.example' },
          })
        ).status,
      ).toBe(403)
    expect(await portal.database.mailedLink.count()).toBe(0)
  })

  it('redirects a form to its pages with messages', async () => {
    const asked = await ask(known, { asForm: true })
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/forgot-password?again=1'])
    expect(toNotice(asked)).toContain('"done":true')
    const { token } = await mailTo(known)
    const short = await portal.post('password-reset/finish', { body: { token, password: 'short' }, asForm: true })
    expect(short.headers.get('location')).toBe('/reset-password?again=1&next=%2F')
    expect(toNotice(short)).toContain(token)
    const done = await portal.post('password-reset/finish', {
      body: { token, password: 'a new password, longer' },
      asForm: true,
    })
    expect(done.headers.get('location')).toBe('/sign-in?again=1')
  })
})

it('promises nothing without a mail server, and reveals no addresses', async () => {
  const portal = await openPortal('sqlite')
  await portal.signUp(known)
  const answers = await Promise.all(
    [known, unknown].map(async (email) => portal.post('password-reset', { body: { email } })),
  )
  const texts = await Promise.all(answers.map((answer) => answer.text()))
  expect(answers.map(({ status }) => status)).toEqual([404, 404])
  expect(texts[0]).toBe(texts[1])
  expect(texts[0]).toContain('This portal can’t send email')
  expect(await portal.database.mailedLink.count()).toBe(0)
  await portal.close()
})
