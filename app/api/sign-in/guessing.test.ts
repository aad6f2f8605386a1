import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { providers } from '@/scripts/testing/databases'
import { openPortal, type TestPortal, type TestReader } from '@/scripts/testing/portal'
import { startProcess, type TestProcess } from '@/scripts/testing/processes'

/** Another server of the portal: signs in as often as it is told to, all at once, and gives the statuses. */
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

describe.each(providers)('guessing a password on %s', (provider) => {
  let portal: TestPortal
  let ada: TestReader
  let known: string
  let servers: TestProcess[]
  let count = 0

  beforeAll(async () => {
    portal = await openPortal(provider)
    await portal.signUp('nobody-else@example.org')
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
    known = ada.cookie.split('; ').find((each) => each.startsWith('lectern-browser='))!
  })

  /** So many tries over all servers, as many at once as a server gets together. */
  async function attack(tries: Try[]): Promise<number[]> {
    return (
      await Promise.all(
        servers.map((each, index) => each.call<number[]>(tries.filter((_, place) => place % servers.length === index))),
      )
    ).flat()
  }
  /** That many, and all others are refused; no fewer either, unless the database was too busy to say. */
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

  it('A4: of one account from two hundred addresses gets ten tries, and its reader gets in', async () => {
    const statuses = []
    for (let round = 0; round < 10; round++) statuses.push(...(await attack(guesses(ada.email, round * 20, 20))))
    expectLookedAt(statuses, 10)
    // Not even the right one is looked at any more …
    const refused = await signIn()
    expect([refused.status, await refused.text()]).toEqual([
      429,
      expect.stringMatching(/Too many attempts\. Wait 1[45] minutes/),
    ])
    // … but from the browser that its reader signed in on before.
    expect((await signIn({ cookie: known })).status).toBe(200)
    // Nobody else's cookie is one of hers.
    const bea = await portal.signUp(`bea-${count}@example.org`)
    expect((await signIn({ cookie: bea.cookie })).status).toBe(429)
    for (const forged of ['lectern-browser=', 'lectern-browser=x.y', `${known}x`, known.replace('=', '=x')])
      expect((await signIn({ cookie: forged })).status).toBe(429)
    expect((await signIn({ email: bea.email, password: bea.password })).status).toBe(200)
    // A quarter of an hour later there are ten more.
    await portal.database.rateLimit.updateMany({
      where: { key: { startsWith: 'tries:' } },
      data: { hits: String(Date.now() - 15 * 60 * 1000).repeat(10) },
    })
    expectLookedAt(await attack(guesses(ada.email, 1000, 12)), 10)
  }, 60_000)

  it('A4: with a cookie of that browser gets ten tries as well', async () => {
    const statuses = []
    for (let tries = 0; tries < 12; tries++)
      statuses.push((await signIn({ cookie: known, password: 'not the password' })).status)
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429])
  }, 40_000)

  it('A4: never gets more than a hundred tries in a row, until its reader was there', async () => {
    expect((await signIn({ password: 'not the password' })).status).toBe(401)
    await portal.database.rateLimit.updateMany({
      where: { key: { startsWith: 'tries-row:' } },
      data: { hits: String(Date.now()).repeat(100) },
    })
    expect((await signIn()).status).toBe(429)
    expect((await signIn({ cookie: known })).status).toBe(200)
    expect((await signIn()).status).toBe(200)
  })

  it('A4: of an account that is not there is refused alike', async () => {
    expectLookedAt(await attack(guesses('not-there@example.org', 0, 14)), 10)
  })

  it('A4: by whoever sits at a reader’s browser gets ten tries too', async () => {
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

  it('A4: counts no try with the right password', async () => {
    for (let tries = 0; tries < 12; tries++) expect((await signIn()).status).toBe(200)
  }, 40_000)

  it.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'cf-connecting-ip'])(
    'A5: from one place is held up, whatever is claimed in %s',
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

  it('A6: from one place gets three tries in ten seconds over all servers together', async () => {
    const fromOne = Array.from({ length: 100 }, (_, index) => ({
      address: '198.51.100.7',
      email: `victim-${index}@example.org`,
      password: 'not the password',
    }))
    expectLookedAt(await attack(fromOne), 3)
  }, 40_000)

  it('A6: from a hundred addresses of one IPv6 network is from one place', async () => {
    const fromOne = Array.from({ length: 100 }, (_, index) => ({
      address: `2001:db8:7:8:${index.toString(16)}::1`,
      email: `victim-${index}@example.org`,
      password: 'not the password',
    }))
    expectLookedAt(await attack(fromOne), 3)
    expect(await attack([{ address: '2001:db8:7:9::1', email: ada.email, password: ada.password }])).toEqual([200])
  }, 40_000)

  it('keeps no address that somebody tried', async () => {
    await signIn({ password: 'not the password' })
    const keys = await portal.database.rateLimit.findMany({ select: { key: true } })
    expect(keys.length).toBeGreaterThan(2)
    expect(JSON.stringify(keys)).not.toContain(ada.email)
  })

  it('tells a browser that is known by a cookie that is no key', () => {
    expect(known).toMatch(/^lectern-browser=[\w-]{16}\.[\w-]{43}$/)
    expect(known).not.toContain(ada.id)
  })
})
