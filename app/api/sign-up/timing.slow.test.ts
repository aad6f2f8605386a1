import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { providers } from '@/scripts/testing/databases'
import { startMailbox, type Mailbox } from '@/scripts/testing/mailbox'
import { openPortal, type TestPortal } from '@/scripts/testing/portal'

// The response time must not reveal whether an account exists. A password reset looks for it only after the response
// (password-reset.test.ts).

/** Thirty pairs with LONG, on an idle machine; else ten, which only detect a missing hash: nine tenths of the time. */
const [pairs, tolerance] = process.env.LONG ? [30, 0.15] : [10, 0.75]

describe.each(providers)('the response time on %s', (provider) => {
  let portal: TestPortal
  let mailbox: Mailbox

  beforeAll(async () => {
    mailbox = await startMailbox()
    mailbox.mood = 'stall'
    portal = await openPortal(provider, {
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'lectern@example.org',
      GITHUB_CLIENT_ID: 'an-id',
      GITHUB_CLIENT_SECRET: 'a-secret',
    })
    await portal.signUp('known@example.org')
    const { id } = await portal.signUp('by-github@example.org')
    await portal.database.account.updateMany({ where: { userId: id }, data: { providerId: 'github', password: null } })
  })
  afterAll(async () => {
    mailbox.release()
    await portal.close()
    await mailbox.stop()
  })

  const ways: [string, (email: string) => Promise<Response>][] = [
    [
      'signing up',
      (email) =>
        portal.post('sign-up', {
          body: { name: 'Bea', email, password: 'a password of my own', returnTo: '/prometheus' },
        }),
    ],
    ['signing in', (email) => portal.post('sign-in', { body: { email, password: 'not the password' } })],
  ]
  it.each(ways)(
    'A7: %s takes as long whether the account exists or not',
    async (_, ask) => {
      const times: Record<string, number[]> = {
        'known@example.org': [],
        'by-github@example.org': [],
        'new@example.org': [],
      }
      for (let pair = 0; pair < pairs; pair++)
        for (const email of Object.keys(times)) {
          await portal.database.rateLimit.deleteMany()
          const began = performance.now()
          await ask(email)
          times[email]!.push(performance.now() - began)
        }
      // Other work only adds to a time, so fast responses say more than the median.
      const typical = (email: string) => times[email]!.sort((a, b) => a - b)[Math.floor(pairs / 8)]!
      for (const email of ['known@example.org', 'by-github@example.org'])
        expect(Math.abs(typical(email) - typical('new@example.org')) / typical('new@example.org')).toBeLessThan(
          tolerance,
        )
    },
    120_000,
  )
})
