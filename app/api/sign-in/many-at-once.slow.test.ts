import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { providers } from '@/scripts/testing/databases'
import { openPortal, toNotice, type TestPortal, type TestReader } from '@/scripts/testing/portal'

/** How long a hash takes unless a test ends it, in milliseconds. */
const hashTime = 100
const hashing = vi.hoisted(() => ({ isSlow: false, running: 0, most: 0, held: null as Promise<void> | null }))

vi.mock('@node-rs/argon2', async (load) => {
  const argon2 = await load<typeof import('@node-rs/argon2')>()
  const slowly =
    <Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (!hashing.isSlow) return work(...args)
      hashing.most = Math.max(hashing.most, ++hashing.running)
      await (hashing.held ?? new Promise((resolve) => setTimeout(resolve, hashTime)))
      hashing.running--
      return work(...args)
    }
  return { ...argon2, hash: slowly(argon2.hash), verify: slowly(argon2.verify) }
})

const tooMany = 'Many people are signing in right now. Wait a few seconds and try again.'

describe.each(providers)('many sign-ins at once on %s', (provider) => {
  let portal: TestPortal
  let ada: TestReader
  let known: string
  let count = 0

  beforeAll(async () => {
    portal = await openPortal(provider)
  })
  afterAll(() => portal.close())
  beforeEach(async () => {
    Object.assign(hashing, { isSlow: false, running: 0, most: 0, held: null })
    await portal.database.rateLimit.deleteMany()
    ada = await portal.signUp(`ada-${++count}@example.org`)
    known = ada.cookie.split('; ').find((each) => each.startsWith('portal-browser~3000='))!
  })

  const signIn = (email: string, password: string, cookie?: string, asForm?: boolean) =>
    portal.post('sign-in', { body: { email, password }, cookie, asForm })
  const crowd = (size: number) =>
    Array.from({ length: size }, (_, index) => signIn(`someone-${count}-${index}@example.org`, 'not the password'))
  const readTries = async () =>
    (await portal.database.rateLimit.findMany({ where: { key: { startsWith: 'tries' } } })).map(
      ({ hits }) => hits.length,
    )

  /** Fills the queue with hashes that do not end before `release` is called. */
  async function fill(): Promise<{ release: () => Promise<void> }> {
    let end = () => {}
    Object.assign(hashing, { isSlow: true, held: new Promise<void>((resolve) => (end = resolve)) })
    const { hashPassword } = await import('@/lib/account')
    const waiting: Promise<unknown>[] = []
    let isFull = false
    while (!isFull) {
      const next = hashPassword('a password that waits')
      next.catch(() => (isFull = true))
      waiting.push(next)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return {
      async release() {
        hashing.isSlow = false
        end()
        await Promise.allSettled(waiting)
      },
    }
  }

  it('answer each of 120, and refuse those that would wait too long', async () => {
    hashing.isSlow = true
    const { hashPassword } = await import('@/lib/account')
    // The queue learns how slow hashes are now.
    await Promise.all(Array.from({ length: 20 }, () => hashPassword('a password')))
    const answers = await Promise.all(crowd(120))
    const busy = answers.filter(({ status }) => status === 503)
    const checked = answers.filter(({ status }) => status === 401)
    expect([checked.length + busy.length, checked.length > 10, busy.length > 10, hashing.most]).toEqual([
      120,
      true,
      true,
      2,
    ])
    for (const answer of busy)
      expect([answer.headers.get('retry-after'), (await answer.json()) as unknown]).toEqual([
        '5',
        { error: { message: tooMany } },
      ])
    // The queue is empty.
    hashing.isSlow = false
    expect((await signIn(ada.email, ada.password)).status).toBe(200)
  }, 60_000)

  it('let a known device in, and no one with another cookie', async () => {
    const queue = await fill()
    const [stranger, forged, reader] = [
      signIn(ada.email, ada.password),
      signIn(ada.email, ada.password, `${known}x`),
      signIn(ada.email, ada.password, known),
    ]
    expect([(await stranger).status, (await forged).status]).toEqual([503, 503])
    await queue.release()
    expect((await reader).status).toBe(200)
  })

  it('count no attempt whose password was not checked, and keep the series of wrong ones', async () => {
    for (let tries = 0; tries < 3; tries++) expect((await signIn(ada.email, 'not the password')).status).toBe(401)
    const before = await readTries()
    expect(before).toEqual([3 * 13, 3 * 13])
    const queue = await fill()
    for (let tries = 0; tries < 15; tries++) expect((await signIn(ada.email, 'not the password')).status).toBe(503)
    expect(await readTries()).toEqual(before)
    await queue.release()
    expect((await signIn(ada.email, ada.password)).status).toBe(200)
  })

  it('answer every other request that hashes a password in the same way, and change nothing', async () => {
    const { createInvitation, readInvitation } = await import('@/lib/account')
    const invitation = (await createInvitation(`invited-${count}@example.org`))!
    const token = await portal.makeResetLink(ada)
    const password = 'reading by candlelight'
    const queue = await fill()
    try {
      const answers = [
        await portal.post('sign-up', { body: { name: 'Bea', email: `bea-${count}@example.org`, password } }),
        await portal.post('sign-up', {
          body: { name: 'Cem', email: `invited-${count}@example.org`, password, invitation },
        }),
        await portal.post('password-reset/finish', { body: { token, password } }),
      ]
      for (const answer of answers)
        expect([answer.status, answer.headers.get('retry-after'), (await answer.json()) as unknown]).toEqual([
          503,
          '5',
          { error: { message: tooMany } },
        ])
      const form = await signIn(ada.email, ada.password, undefined, true)
      expect([form.status, form.headers.get('retry-after'), toNotice(form)]).toEqual([
        303,
        '5',
        expect.stringContaining(tooMany),
      ])
    } finally {
      await queue.release()
    }
    expect([
      await portal.database.user.count({
        where: { email: { in: [`bea-${count}@example.org`, `invited-${count}@example.org`] } },
      }),
      await readInvitation(invitation),
    ]).toEqual([0, `invited-${count}@example.org`])
    expect((await portal.post('password-reset/finish', { body: { token, password } })).status).toBe(200)
  })
})
