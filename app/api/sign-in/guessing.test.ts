import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sampledProviders } from '@/scripts/testing/databases'
import { openPortal, type TestPortal, type TestReader } from '@/scripts/testing/portal'
import { startProcess, type TestProcess } from '@/scripts/testing/processes'

/** Another server of the portal, which tries many sign-ins at once and returns their statuses. */
const server = `import { POST } from './app/api/sign-in/route.ts'
  console.warn = console.error = () => {}
  const work = (tries) => Promise.all(tries.map(async ({ address, email, password }) => {
    const headers = { host: 'localhost:3000', origin: 'http://localhost:3000', 'content-type': 'application/json', 'x-lectern-address': address }
    return (await POST(new Request('http://localhost:3000/api/sign-in', { method: 'POST', headers, body: JSON.stringify({ email, password }) }))).status
  }))`

interface Try {
  address: string
  email: string
  password: string
}

describe.each(sampledProviders)('guessing a password on %s', (provider) => {
  let portal: TestPortal
  let ada: TestReader
  let known: string
  let servers: TestProcess[]
  let count = 0

  beforeAll(async () => {
    portal = await openPortal(provider)
    await portal.signUp('no-one-else@example.org')
    servers =
      provider === 'postgresql'
        ? await Promise.all([startProcess(server), startProcess(server)])
        : [await startProcess(server)]
  })
  afterAll(async () => {
    await Promise.all(servers.map((each) => each.end()))
    await portal.close()
  })
  beforeEach(async () => {
    await portal.database.rateLimit.deleteMany()
    ada = await portal.signUp(`ada-${++count}@example.org`)
    known = ada.cookie.split('; ').find((each) => each.startsWith('portal-browser~3000='))!
  })

  /** Makes attempts over all servers, as many at once as possible. */
  async function attack(tries: Try[]): Promise<number[]> {
    return (
      await Promise.all(
        servers.map((each, index) => each.call<number[]>(tries.filter((_, place) => place % servers.length === index))),
      )
    ).flat()
  }
  /** Expects exactly this many checked attempts; fewer only if the database was too busy. */
  function expectLookedAt(statuses: number[], most: number): void {
    const count = (status: number) => statuses.filter((each) => each === status).length
    expect(count(401) + count(429) + count(503)).toBe(statuses.length)
    expect(count(401)).toBeLessThanOrEqual(most)
    if (!count(503)) expect(count(401)).toBe(most)
  }
  const from = (place: number) => `203.0.${place >> 8}.${place & 255}`
  const guesses = (email: string, first: number, many: number): Try[] =>
    Array.from({ length: many }, (_, index) => ({
      address: from(first + index),
      email,
      password: `a wrong one, ${index}`,
    }))
  const signIn = (
    more: { cookie?: string; email?: string; password?: string; headers?: Record<string, string> } = {},
  ) =>
    portal.post('sign-in', {
      body: { email: more.email ?? ada.email, password: more.password ?? ada.password },
      cookie: more.cookie,
      headers: more.headers,
    })

  it('A4: gets ten attempts for one account from two hundred addresses, and its reader gets in', async () => {
    const statuses = []
    for (let round = 0; round < 10; round++) statuses.push(...(await attack(guesses(ada.email, round * 20, 20))))
    expectLookedAt(statuses, 10)
    // Not even the right password is checked any more …
    const refused = await signIn()
    expect([refused.status, await refused.text()]).toEqual([
      429,
      expect.stringMatching(/Too many attempts\. Wait 1[45] minutes/),
    ])
    // … except in a browser where its reader signed in before.
    expect((await signIn({ cookie: known })).status).toBe(200)
    // Another browser's cookie is not one of hers.
    const bea = await portal.signUp(`bea-${count}@example.org`)
    expect((await signIn({ cookie: bea.cookie })).status).toBe(429)
    for (const forged of ['portal-browser~3000=', 'portal-browser~3000=x.y', `${known}x`, known.replace('=', '=x')])
      expect((await signIn({ cookie: forged })).status).toBe(429)
    expect((await signIn({ email: bea.email, password: bea.password })).status).toBe(200)
    // A quarter of an hour later there are ten more attempts.
    await portal.database.rateLimit.updateMany({
      where: { key: { startsWith: 'tries:' } },
      data: { hits: String(Date.now() - 15 * 60 * 1000).repeat(10) },
    })
    expectLookedAt(await attack(guesses(ada.email, 1000, 12)), 10)
  }, 60_000)

  it('A4: gets ten attempts with a known browser’s cookie as well', async () => {
    const statuses = []
    for (let tries = 0; tries < 12; tries++)
      statuses.push((await signIn({ cookie: known, password: 'not the password' })).status)
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429])
  }, 40_000)

  it('A4: never gets more than a hundred attempts in a row until its reader has signed in', async () => {
    expect((await signIn({ password: 'not the password' })).status).toBe(401)
    await portal.database.rateLimit.updateMany({
      where: { key: { startsWith: 'tries-row:' } },
      data: { hits: String(Date.now()).repeat(100) },
    })
    expect((await signIn()).status).toBe(429)
    expect((await signIn({ cookie: known })).status).toBe(200)
    expect((await signIn()).status).toBe(200)
  })

  it('A4: is refused alike for an account that does not exist', async () => {
    expectLookedAt(await attack(guesses('not-there@example.org', 0, 14)), 10)
  })

  it('A4: gets ten attempts in a reader’s browser too', async () => {
    const statuses = []
    for (let tries = 0; tries < 12; tries++)
      statuses.push(
        (await portal.post('account/delete', { body: { password: 'not the password' }, cookie: ada.cookie })).status,
      )
    expect(statuses).toEqual([...Array<number>(10).fill(400), 429, 429])
    expect(
      (
        await portal.post('account/password', {
          body: { currentPassword: ada.password, newPassword: 'quite another one' },
          cookie: ada.cookie,
        })
      ).status,
    ).toBe(429)
  }, 40_000)

  it('A4: counts no attempt with the right password', async () => {
    for (let tries = 0; tries < 12; tries++) expect((await signIn()).status).toBe(200)
  }, 40_000)

  it.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'cf-connecting-ip'])(
    'A5: is slowed down from one network, whatever %s claims',
    async (name) => {
      const statuses = []
      for (let tries = 0; tries < 8; tries++)
        statuses.push(
          (
            await signIn({
              email: `victim-${tries}@example.org`,
              headers: {
                'x-lectern-address': '198.51.100.9',
                [name]: tries % 2 ? `10.1.1.${tries}` : `10.1.1.${tries}, 10.2.2.2, 10.3.3.3`,
              },
            })
          ).status,
        )
      expect(statuses).toEqual([401, 401, 401, 429, 429, 429, 429, 429])
      expect((await signIn({ headers: { 'x-lectern-address': '198.51.100.10' } })).status).toBe(200)
    },
  )

  it('A6: gets three attempts in ten seconds from one network over all servers', async () => {
    const fromOne = Array.from({ length: 100 }, (_, index) => ({
      address: '198.51.100.7',
      email: `victim-${index}@example.org`,
      password: 'not the password',
    }))
    expectLookedAt(await attack(fromOne), 3)
  }, 40_000)

  it('A6: counts a hundred addresses of one IPv6 network as one', async () => {
    const fromOne = Array.from({ length: 100 }, (_, index) => ({
      address: `2001:db8:7:8:${index.toString(16)}::1`,
      email: `victim-${index}@example.org`,
      password: 'not the password',
    }))
    expectLookedAt(await attack(fromOne), 3)
    expect(await attack([{ address: '2001:db8:7:9::1', email: ada.email, password: ada.password }])).toEqual([200])
  }, 40_000)

  it('stores no address that was tried', async () => {
    await signIn({ password: 'not the password' })
    const keys = await portal.database.rateLimit.findMany({ select: { key: true } })
    expect(keys.length).toBeGreaterThan(2)
    expect(JSON.stringify(keys)).not.toContain(ada.email)
  })

  it('recognises a known browser by a cookie that is not a key', () => {
    expect(known).toMatch(/^portal-browser~3000=[\w-]{16}\.[\w-]{43}$/)
    expect(known).not.toContain(ada.id)
  })
})
