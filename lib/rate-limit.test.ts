import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createTestDatabase, providers, sampledProviders, withoutHaste } from '@/scripts/testing/databases'
import { runTogether } from '@/scripts/testing/processes'
import { connect, migrate, type Database } from './db'
import { consumeRateLimit, refundRateLimit, removeExpiredRateLimits, resetRateLimit, toStoredKey } from './rate-limit'

const secret = 'FkVnq4SmzUQYzD3nDw7YbT0pJp8n5tJrKq2xv0H1c9E='
const start = Date.UTC(2026, 10, 1)
const day = 24 * 60 * 60

describe.each(providers)('a rate limit on %s', (provider) => {
  let database: Database
  let address: Parameters<typeof connect>[0]
  let remove: () => void
  let key = ''
  let count = 0

  beforeAll(async () => {
    vi.stubEnv('AUTH_SECRET', secret)
    vi.stubEnv('BASE_URL', 'http://localhost:3000')
    const created = await createTestDatabase(provider)
    remove = created.remove
    address = withoutHaste(created.database)
    await migrate(address)
    database = connect(address)
  })
  afterAll(async () => {
    await database.$disconnect()
    remove()
    vi.unstubAllEnvs()
  })
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
    key = `test:${++count}`
  })
  afterEach(() => void vi.useRealTimers())

  /** Sends one hit at each time, in seconds after the start. */
  const hit = (second: number, limit = { max: 3, window: 10 }) => {
    vi.setSystemTime(start + second * 1000)
    return consumeRateLimit(key, limit, database)
  }

  it('allows its number of hits, then returns the remaining seconds', async () => {
    expect([await hit(0), await hit(1), await hit(2), await hit(3), await hit(9.5)]).toEqual([null, null, null, 7, 1])
  })

  it('allows one hit for each that leaves the window', async () => {
    expect([
      await hit(0),
      await hit(1),
      await hit(2),
      await hit(10),
      await hit(10.5),
      await hit(11),
      await hit(11.5),
    ]).toEqual([null, null, null, null, 1, null, 1])
  })

  it('never allows more in any span of its length', async () => {
    let [seed, second] = [7, 0]
    const allowed: number[] = []
    for (let index = 0; index < 150; index++) {
      seed = (seed * 48271) % 2147483647
      second += seed % 3000
      if ((await hit(second / 1000)) === null) allowed.push(second)
    }
    expect(allowed.length).toBeGreaterThan(30)
    const spans = allowed.slice(3).map((each, index) => each - allowed[index]!)
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(10_000)
  })

  it('of sixty per minute never refuses one hit per minute for hours', async () => {
    for (let minute = 0; minute < 240; minute++) expect(await hit(minute * 60, { max: 60, window: 60 })).toBeNull()
  }, 60_000)

  it('of three in ten seconds never refuses one hit every four seconds', async () => {
    for (let index = 0; index < 60; index++) expect(await hit(index * 4)).toBeNull()
  }, 30_000)

  it('stores only its last hits', async () => {
    for (let index = 0; index < 20; index++) await hit(index * 4)
    const row = await database.rateLimit.findUnique({ where: { key: toStoredKey(key) } })
    expect(row?.hits).toHaveLength(3 * 13)
  })

  it.each([1, 3600, day, 40 * day])(
    'never delays for more than one window after a clock was %i s ahead',
    async (ahead) => {
      for (const second of [0, 1, 2]) expect(await hit(ahead + second)).toBeNull()
      const wait = await hit(0)
      expect([wait! >= 8, wait! <= 10]).toEqual([true, true])
      expect(await hit(4)).not.toBeNull()
      expect([await hit(10), await hit(11), await hit(12), await hit(13)]).toEqual([null, null, null, 7])
    },
  )

  it('allows no extra hits while the clock is set back repeatedly', async () => {
    expect([await hit(0), await hit(0), await hit(0)]).toEqual([null, null, null])
    for (let index = 1; index < 20; index++) expect(await hit(-index * 3600)).toBe(10)
    expect(await hit(-19 * 3600 + 9)).toBe(1)
    expect(await hit(-19 * 3600 + 10)).toBeNull()
  })

  it('counts hits dated by a clock that was ahead', async () => {
    expect([await hit(day), await hit(day), await hit(0), await hit(1)]).toEqual([null, null, null, 9])
    expect([await hit(10), await hit(10), await hit(10), await hit(10)]).toEqual([null, null, null, 10])
  })

  it('is shortened by at most max times the difference of two alternating clocks', async () => {
    const allowed: number[] = []
    for (let second = 0; second < 60; second++)
      if ((await hit(second + (second % 2) * 2)) === null) allowed.push(second)
    expect(Math.min(...allowed.slice(3).map((each, index) => each - allowed[index]!))).toBeGreaterThanOrEqual(
      10 - 3 * 2,
    )
    expect(allowed.length).toBeGreaterThanOrEqual(15)
  })

  it('allows a refunded hit again, and all hits after a reset', async () => {
    expect([await hit(0), await hit(0), await hit(0), await hit(0)]).toEqual([null, null, null, 10])
    await refundRateLimit(key, database)
    expect([await hit(1), await hit(1)]).toEqual([null, 9])
    for (let index = 0; index < 5; index++) await refundRateLimit(key, database)
    expect([await hit(2), await hit(2), await hit(2), await hit(2)]).toEqual([null, null, null, 10])
    await resetRateLimit(key, database)
    expect(await hit(3)).toBeNull()
  })

  it('refunds exactly the number of simultaneous refunds', async () => {
    for (let index = 0; index < 20; index++) expect(await hit(0, { max: 20, window: 60 })).toBeNull()
    await Promise.all(Array.from({ length: 7 }, () => refundRateLimit(key, database)))
    const after = []
    for (let index = 0; index < 8; index++) after.push(await hit(0, { max: 20, window: 60 }))
    expect(after).toEqual([...Array<null>(7).fill(null), 60])
  })

  it('stores neither the address nor the account that it counts', async () => {
    for (const each of ['network:203.0.113.7|/sign-in', 'tries:ada@example.org', '2001:db8:7:8::/64|/x', '203.0.113.8'])
      await consumeRateLimit(each, { max: 1, window: 1 }, database)
    const rows = JSON.stringify(await database.rateLimit.findMany({ select: { key: true } }))
    expect(rows).not.toMatch(/203\.0|2001|db8|ada|example/)
  })

  it('is removed once none of its hits count', async () => {
    await database.rateLimit.deleteMany()
    await hit(0)
    vi.setSystemTime(start + 10_000)
    expect(await removeExpiredRateLimits(database)).toBe(0)
    vi.setSystemTime(start + 10_001)
    expect([await removeExpiredRateLimits(database), await database.rateLimit.count()]).toEqual([1, 0])
  })
})

describe.each(sampledProviders)('a rate limit shared by processes, on %s', (provider) => {
  beforeAll(() => {
    vi.stubEnv('AUTH_SECRET', secret)
    vi.stubEnv('BASE_URL', 'http://localhost:3000')
  })
  afterAll(() => void vi.unstubAllEnvs())

  it('allows exactly its number to three at once', async () => {
    const { database, remove } = await createTestDatabase(provider)
    onTestFinished(remove)
    const address = withoutHaste(database)
    await migrate(address)
    const work = `
      import { connect } from './lib/db'
      import { consumeRateLimit } from './lib/rate-limit'
      const database = connect(${JSON.stringify(address)})
      const work = async (key) => Promise.all(Array.from({ length: 8 }, () => consumeRateLimit(key, { max: 11, window: 600 }, database).catch((error) => String(error))))`
    const answers = (await runTogether<(number | string | null)[]>(3, work, 'test')).flat()
    expect(answers.filter((each) => typeof each === 'string')).toEqual([])
    expect(answers.filter((each) => each === null)).toHaveLength(11)
  }, 60_000)
})
