import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { finishPendingWork } from '@/lib/after'
import { sampledProviders } from '@/scripts/testing/databases'
import type { Mailbox } from '@/scripts/testing/mailbox'
import { openPortalWithMail, toCookie, toNotice, type TestPortal, withGithub } from '@/scripts/testing/portal'
import { until } from '@/scripts/testing/until'

const confirm = 'Confirm your email address for Lectern'
const exists = 'You have an account at Lectern'
const password = 'a password of my own'

describe.each(sampledProviders)('signing up by mail on %s', (provider) => {
  let portal: TestPortal
  let mailbox: Mailbox
  let email: string
  let count = 0
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})

  beforeAll(async () => {
    ;({ portal, mailbox } = await openPortalWithMail(provider, withGithub))
    await portal.signUp('known@example.org')
    const { id } = await portal.signUp('by-github@example.org')
    await portal.database.account.updateMany({ where: { userId: id }, data: { providerId: 'github', password: null } })
  })
  afterAll(() => portal.close())
  beforeEach(async () => {
    // Waits for mail of earlier tests.
    await finishPendingWork(15_000)
    email = `new-${++count}@example.org`
    mailbox.mails.length = 0
    logged.mockClear()
  })
  afterEach(() => {
    mailbox.mood = 'take'
    mailbox.release()
  })

  const signUp = (address = email, more = {}) =>
    portal.post('sign-up', { body: { name: 'Bea', email: address, password, returnTo: '/prometheus' }, ...more })
  const signIn = async (typed: string, address = email) =>
    (await portal.post('sign-in', { body: { email: address, password: typed } })).status
  const follow = (token: string, typed?: string, more = {}) =>
    portal.post('confirm-email', { body: { token, ...(typed ? { password: typed } : {}) }, ...more })
  const mailTo = (to: string, subject: string) =>
    until(() => mailbox.mails.find((mail) => mail.to === to && mail.subject === subject))

  it('A3, A14: creates an account only after its link is followed with the password', async () => {
    const asked = await signUp(email.toUpperCase())
    expect([asked.status, await asked.text(), asked.headers.getSetCookie()]).toEqual([200, '{}', []])
    const { token, text } = await mailTo(email, confirm)
    expect(text).toContain(`http://localhost:3000/confirm-email?token=${token}`)
    const kept = JSON.stringify(await portal.dump())
    expect([kept.includes(token), kept.includes(password)]).toEqual([false, false])
    expect(await signIn(password)).toBe(401)
    expect([(await follow(token)).status, (await follow(token, 'not the password')).status]).toEqual([422, 400])
    expect(await portal.database.user.count({ where: { email } })).toBe(0)

    const made = await follow(token, password, { asForm: true })
    expect([made.status, made.headers.get('location')]).toEqual([303, '/prometheus'])
    expect((await portal.post('account/name', { body: { name: 'Bea' }, cookie: toCookie(made) })).status).toBe(200)
    expect(await portal.database.user.findUnique({ where: { email } })).toMatchObject({
      name: 'Bea',
      emailVerified: true,
    })
    expect([(await follow(token, password)).status, await signIn(password)]).toEqual([400, 200])
  })

  it('A14: succeeds once for twenty requests, and not with a link that is an hour old', async () => {
    await signUp()
    const { token } = await mailTo(email, confirm)
    // Each from its own network; ten attempts per link are checked.
    const statuses = (await Promise.all(Array.from({ length: 20 }, () => follow(token, password)))).map(
      ({ status }) => status,
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => ![200, 400, 429].includes(status))).toEqual([])
    expect(await portal.database.user.count({ where: { email } })).toBe(1)

    await signUp(`late-${email}`)
    const late = await mailTo(`late-${email}`, confirm)
    await portal.database.mailedLink.updateMany({
      where: { email: `late-${email}` },
      data: { expiresAt: new Date(Date.now() - 1000) },
    })
    expect((await follow(late.token, password)).status).toBe(400)
  }, 40_000)

  it('A13: by someone else gives them nothing, whichever link the owner follows', async () => {
    await portal.post('sign-up', { body: { name: 'Eve', email, password: 'the password of eve' } })
    const evil = await mailTo(email, confirm)
    mailbox.mails.length = 0
    await signUp()
    const own = await mailTo(email, confirm)
    // The owner can't follow Eve's link without her password; the owner's own link creates the account.
    expect((await follow(evil.token, password)).status).toBe(400)
    expect((await follow(own.token, password)).status).toBe(200)
    expect((await follow(evil.token, 'the password of eve')).status).toBe(400)
    expect([await signIn('the password of eve'), await signIn(password)]).toEqual([401, 200])
  })

  it('A8: says only by mail that an address has an account, five times an hour', async () => {
    for (let tries = 0; tries < 7; tries++) expect((await signUp('known@example.org')).status).toBe(200)
    await until(() => mailbox.mails.length === 5)
    expect(new Set(mailbox.mails.map(({ subject }) => subject))).toEqual(new Set([exists]))
    expect(mailbox.mails[0]?.text).not.toContain('token')
    expect(await signIn(password, 'known@example.org')).toBe(401)
    await portal.database.rateLimit.deleteMany()
  })

  const ways: [string, (address: string, asForm: boolean) => Promise<Response>][] = [
    ['signing up', (address, asForm) => signUp(address, { asForm })],
    [
      'signing in',
      (address, asForm) => portal.post('sign-in', { body: { email: address, password: 'not the password' }, asForm }),
    ],
    ['a new password', (address, asForm) => portal.post('password-reset', { body: { email: address }, asForm })],
  ]
  describe.each(['take', 'refuse', 'stall'] as const)('with a mail server that is set to %s', (mood) => {
    it.each(ways)(
      'A8: %s answers the same, byte for byte, whether the account exists or not',
      async (_, ask) => {
        mailbox.mood = mood
        const read = async (address: string, asForm: boolean) => {
          const answer = await ask(address, asForm)
          // The notice contains the typed address and its expiry, and signs both.
          const headers = [...answer.headers].map(([name, value]) => [
            name,
            name === 'set-cookie'
              ? value.replace(/notice~3000=[^;]+/, toNotice(answer).replace(/"until":\d+/, ''))
              : value,
          ])
          return JSON.stringify([answer.status, headers, await answer.text()]).replaceAll(address, 'ADDRESS')
        }
        for (const asForm of [false, true]) {
          const [unknown, ...others] = [
            await read(email, asForm),
            await read('known@example.org', asForm),
            await read('by-github@example.org', asForm),
          ]
          expect(others).toEqual([unknown, unknown])
        }
        await portal.database.rateLimit.deleteMany()
      },
      40_000,
    )
  })
})
