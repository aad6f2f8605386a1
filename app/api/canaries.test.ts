import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getPortal } from '@/lib/content'
import { captureConsole, getMetrics, logTo } from '@/lib/observing'
import { sampledProviders } from '@/scripts/testing/databases'
import type { Mailbox } from '@/scripts/testing/mailbox'
import { openPortalWithMail, toCookie, type TestPortal } from '@/scripts/testing/portal'
import { until } from '@/scripts/testing/until'

// Values that readers send and get in all their actions. The test searches the whole log for them, including output of libraries.

const canary = {
  name: 'Canary Quill',
  email: 'canary.quill@canary.example',
  password: 'canary-password-Vq7',
  wrongPassword: 'canary-wrong-Vq7',
  note: 'canary note "with quotes" 4711',
  token: 'canaryToken4f9d8e7c6b5a40392817',
}

const lines: string[] = []

describe.each(sampledProviders)('the log of all readers’ actions on %s', (provider) => {
  let portal: TestPortal
  let mailbox: Mailbox
  let resource: string
  const secrets = new Set<string>(Object.values(canary))
  let visitors = 0
  const post = async (
    route: string,
    body: Record<string, unknown>,
    more: { cookie?: string; asForm?: boolean } = {},
  ) => {
    // Each from its own address, so that no limit applies.
    const address = `203.0.113.${++visitors}`
    secrets.add(address)
    const answer = await portal.post(route, { body, headers: { 'x-forwarded-for': address }, ...more })
    for (const cookie of answer.headers.getSetCookie()) {
      const value = cookie.split(';')[0]?.split('=')[1] ?? ''
      if (value.length > 16) secrets.add(value).add(decodeURIComponent(value).split('.')[0]!)
    }
    return answer
  }
  const count = async (metric: 'signIns' | 'marks' | 'guests' | 'accounts', labels: Record<string, string> = {}) =>
    (await getMetrics()[metric].get()).values
      .filter((value) =>
        Object.entries(labels).every(([name, wanted]) => (value.labels as Record<string, unknown>)[name] === wanted),
      )
      .reduce((sum, { value }) => sum + value, 0)

  beforeAll(async () => {
    logTo({ write: (line) => void lines.push(line) }, 'trace')
    captureConsole()
    lines.length = 0
    ;({ portal, mailbox } = await openPortalWithMail(provider))
    resource = [...(await getPortal()).resources.values()].find(({ kind }) => kind === 'tutorial')!.id
  }, 120_000)
  afterAll(() => portal.close())

  it('contains no personal data, while each action is counted', async () => {
    const before = await Promise.all([
      count('accounts'),
      count('signIns', { outcome: 'ok' }),
      count('signIns', { outcome: 'refused' }),
      count('guests'),
      count('marks', { kind: 'note' }),
      count('marks', { kind: 'bookmark' }),
    ])
    const account = { name: canary.name, email: canary.email, password: canary.password }
    expect((await post('sign-up', account)).status).toBe(200)
    const { token } = await until(() => mailbox.mails.find(({ to }) => to === canary.email))
    const signedUp = await post('confirm-email', { token, password: canary.password })
    expect(signedUp.status).toBe(200)
    const cookie = toCookie(signedUp)
    expect((await post('sign-up', account)).status).toBe(200)
    // better-auth logs each of these itself.
    expect((await post('sign-in', { email: canary.email, password: canary.wrongPassword })).status).toBe(401)
    expect((await post('sign-in', { email: canary.email, password: canary.password })).status).toBe(200)
    expect((await post('notes', { resource, note: canary.note }, { cookie })).status).toBe(200)
    expect((await post('bookmarks', { resource, bookmarked: true }, { cookie })).status).toBe(200)
    expect((await post('notes', { resource, note: canary.note })).status).toBe(200)
    expect((await post('password-reset', { email: canary.email })).status).toBe(200)
    await until(() => mailbox.mails.some(({ subject }) => /Reset your password/.test(subject)))
    for (const { token } of mailbox.mails) if (token) secrets.add(token)
    expect((await post('password-reset/finish', { token: canary.token, password: canary.password })).status).toBe(400)
    expect((await post('confirm-email', { token: canary.token })).status).toBe(400)
    const after = await Promise.all([
      count('accounts'),
      count('signIns', { outcome: 'ok' }),
      count('signIns', { outcome: 'refused' }),
      count('guests'),
      count('marks', { kind: 'note' }),
      count('marks', { kind: 'bookmark' }),
    ])
    expect(after.map((each, index) => each - before[index]!)).toEqual([1, 2, 1, 1, 2, 1])
  }, 60_000)

  it('contains no personal data when mail, database and fields fail', async () => {
    const signedIn = await post('sign-in', { email: canary.email, password: canary.password })
    const cookie = toCookie(signedIn)
    mailbox.mood = 'refuse'
    await portal.database.rateLimit.deleteMany()
    await post('password-reset', { email: canary.email })
    await until(() => lines.some((line) => line.includes('Mailing a link for a new password failed.')))
    expect((await post('notes', { resource, note: { text: canary.note } }, { cookie })).status).toBe(422)
    expect(
      (
        await post(
          'notes',
          { resource, note: canary.note, returnTo: `/x?token=${canary.token}`, extra: canary.token },
          { cookie, asForm: true },
        )
      ).status,
    ).toBe(422)
    const failed = lines.length
    await portal.database.$executeRawUnsafe('ALTER TABLE "mark" RENAME TO "gone"')
    expect((await post('notes', { resource, note: canary.note }, { cookie })).status).toBe(500)
    await portal.database.$executeRawUnsafe('ALTER TABLE "session" RENAME TO "gone too"')
    expect((await post('notes', { resource, note: canary.note }, { cookie })).status).toBe(503)
    await portal.database.$executeRawUnsafe('ALTER TABLE "user" RENAME TO "gone three"')
    expect((await post('sign-in', { email: canary.email, password: canary.password })).status).toBeGreaterThanOrEqual(
      500,
    )
    await portal.database.$executeRawUnsafe('ALTER TABLE "mailed_link" RENAME TO "gone four"')
    expect(
      (await post('sign-up', { name: canary.name, email: `x${canary.email}`, password: canary.password })).status,
    ).toBeGreaterThanOrEqual(500)
    // Prisma's message about invalid arguments contains all of them.
    const wrong = { data: { id: 1 as unknown as string, name: canary.name, email: canary.email } }
    console.error('A query failed:', await portal.database.user.create(wrong).catch((error: unknown) => error))
    expect(lines.length).toBeGreaterThan(failed + 4)
  }, 60_000)

  it('was searched for each canary', () => {
    expect(secrets.size).toBeGreaterThan(10)
    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow()
    const whole = lines.join('')
    for (const secret of secrets)
      for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
        expect(whole.includes(form), form).toBe(false)
    expect(whole).not.toMatch(/canary/i)
  })
})
