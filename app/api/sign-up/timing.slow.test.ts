import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { providers } from '@/scripts/testing/databases'
import { startMailbox, type Mailbox } from '@/scripts/testing/mailbox'
import { openPortal, type TestPortal } from '@/scripts/testing/portal'

// How long an answer takes says nothing of whether there is an account. A request for a new password looks for one
// only once it is answered (password-reset.test.ts).

/** Thirty pairs on a machine that does nothing else; elsewhere ten, and only what a hash makes of it, which is all but a tenth. */
const [pairs, tolerance] = process.env.LONG ? [30, 0.15] : [10, 0.75]

describe.each(providers)('the time of an answer on %s', (provider) => {
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
    'A7: %s takes as long whether there is an account or not',
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
      // What the machine does besides only adds to a time: the quicker ones say more than the median.
      const typical = (email: string) => times[email]!.sort((a, b) => a - b)[Math.floor(pairs / 8)]!
      for (const email of ['known@example.org', 'by-github@example.org'])
        expect(Math.abs(typical(email) - typical('new@example.org')) / typical('new@example.org')).toBeLessThan(
          tolerance,
        )
    },
    120_000,
  )
})
