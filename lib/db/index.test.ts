import { randomUUID } from 'node:crypto'
import { connect as dial, createServer, type AddressInfo, type Socket } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Client } from '@libsql/client'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestDatabase, providers, withoutHaste } from '@/scripts/testing/databases'
import { startProcess, type TestProcess } from '@/scripts/testing/processes'
import type { Env } from '../env'
import { getMetrics } from '../observing'
import { connect, DatabaseUnavailable, migrate, type Database } from './index'
import { LibSql } from './libsql'

describe.each(providers)('the database on %s', (provider) => {
  let address: Env['database']
  let database: Database
  let remove: () => void

  beforeAll(async () => {
    ;({ database: address, remove } = await createTestDatabase(provider))
    await migrate(address)
    database = connect(address)
  })
  afterAll(async () => {
    await database.$disconnect()
    remove()
  })

  const createReader = (client: Pick<Database, 'user'> = database) =>
    client.user.create({ data: { id: randomUUID(), name: 'Reader', email: `${randomUUID()}@example.org` } })

  it('refuses an undefined reader instead of matching all', async () => {
    const reader = await createReader()
    await database.mark.create({ data: { userId: reader.id, resourceId: 'one', changedAt: new Date() } })
    const missing = undefined as unknown as string
    const everything = { where: { userId: missing } }
    await expect(database.mark.findMany(everything)).rejects.toThrow('undefined')
    await expect(database.mark.deleteMany(everything)).rejects.toThrow('undefined')
    await expect(database.mark.updateMany({ ...everything, data: { percent: 1 } })).rejects.toThrow('undefined')
    expect(await database.mark.count()).toBeGreaterThan(0)
  })

  it('counts queries by outcome', async () => {
    const { queries } = getMetrics()
    const count = async (outcome: string) =>
      (await queries.get()).values
        .filter(({ labels }) => labels.operation === 'create' && labels.outcome === outcome)
        .reduce((sum, { value }) => sum + value, 0)
    const before = [await count('ok'), await count('constraint'), await count('error')]
    const { id } = await createReader()
    const again = { data: { id, name: 'Reader', email: `${randomUUID()}@example.org` } }
    await expect(database.user.create(again)).rejects.toThrow()
    await expect(database.user.create({ data: { ...again.data, id: 1 as unknown as string } })).rejects.toThrow()
    expect([await count('ok'), await count('constraint'), await count('error')]).toEqual(before.map((each) => each + 1))
  })

  it('refuses a mark without a reader', async () => {
    await expect(
      database.mark.create({ data: { userId: 'missing', resourceId: 'one', changedAt: new Date() } }),
    ).rejects.toMatchObject({ code: 'P2003' })
  })

  // On a shared connection, a rollback would also undo the neighbour's rows.
  it('keeps concurrent writes when a transaction is rolled back', async () => {
    const neighbour = await createReader()
    const kept: string[] = []
    for (let round = 0; round < 10; round++) {
      let open = () => {}
      let giveUp = () => {}
      const opened = new Promise<void>((resolve) => (open = resolve))
      const givenUp = new Promise<void>((resolve) => (giveUp = resolve))
      const rollBack = async (transaction: Pick<Database, 'user'>) => {
        await createReader(transaction)
        open()
        await givenUp
        throw new Error('rolled back')
      }
      const before = await database.user.count()
      const rolledBack = database.$transaction(rollBack)
      await opened
      const seen = database.user.count()
      const writes = Array.from({ length: 5 }, async (_, index) => {
        const resourceId = `${round}-${index}`
        await database.mark.create({ data: { userId: neighbour.id, resourceId, changedAt: new Date() } })
        kept.push(resourceId)
      })
      setImmediate(giveUp)
      await expect(rolledBack).rejects.toThrow('rolled back')
      await Promise.all(writes)
      expect([await seen, await database.user.count()]).toEqual([before, before])
    }
    const witness = connect(address)
    const found = await witness.mark.findMany({ where: { userId: neighbour.id }, select: { resourceId: true } })
    await witness.$disconnect()
    expect(found.map(({ resourceId }) => resourceId).sort()).toEqual(kept.sort())
    expect(kept).toHaveLength(50)
  })
})

describe('R9: a lock of another process on the SQLite file', () => {
  let address: Env['database']
  let database: Database
  let remove: () => void
  let holder: TestProcess

  beforeEach(async () => {
    ;({ database: address, remove } = await createTestDatabase('sqlite'))
    await migrate(address)
    database = connect(address)
    holder = await startProcess(`import { createClient } from '@libsql/client'
      async function work({ url, ms, sql }) {
        if (sql) return (await createClient({ url }).execute(sql)).rows.length
        const transaction = await createClient({ url }).transaction('write')
        setTimeout(() => transaction.rollback(), ms)
        return 'held'
      }`)
  })
  afterEach(async () => {
    await holder.end()
    await database.$disconnect()
    remove()
  })

  const hold = (ms: number) => holder.call({ url: address.url, ms })
  const countOutside = () => holder.call<number>({ url: address.url, sql: 'SELECT * FROM "user"' })
  const write = (id: string) => database.user.create({ data: { id, name: id, email: id } })

  it('delays a write until it is free, while the server keeps answering', async () => {
    await write('before')
    const { busyRetries } = getMetrics()
    const retried = (await busyRetries.get()).values[0]?.value ?? 0
    await hold(1000)
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const began = performance.now()
    await write('a')
    const took = performance.now() - began
    delay.disable()
    expect((await busyRetries.get()).values[0]?.value).toBeGreaterThan(retried)
    expect(took).toBeGreaterThan(500)
    expect(took).toBeLessThan(2000)
    expect(delay.max / 1e6).toBeLessThan(300)
    expect(await countOutside()).toBe(2)
  })

  it('does not delay reads', async () => {
    await write('before')
    await hold(1000)
    const began = performance.now()
    expect(await database.user.count()).toBe(1)
    expect(performance.now() - began).toBeLessThan(300)
  })

  it('delays ten concurrent writes no longer than one', async () => {
    await hold(600)
    await Promise.all(Array.from({ length: 10 }, (_, index) => write(String(index))))
    expect(await countOutside()).toBe(10)
  })

  it('keeps the server responsive, however many writes wait', async () => {
    let waited = 0
    const create = vi.spyOn(LibSql.prototype, 'createClient').mockImplementation(function (this: LibSql, config) {
      const client = PrismaLibSql.prototype.createClient.call(this, config) as Client
      const { execute } = client
      client.execute = ((...statement: Parameters<typeof execute>) => {
        // libSQL does the work before it returns the promise.
        const began = performance.now()
        const done = execute.apply(client, statement)
        waited += performance.now() - began
        return done.catch((error: unknown) => {
          client.reconnect()
          throw error
        })
      }) as typeof execute
      return client
    })
    const crowded = connect(address)
    create.mockRestore()
    await crowded.user.count()
    await hold(900)
    waited = 0
    const began = performance.now()
    const writes: Promise<unknown>[] = []
    for (let index = 0; index < 10; index++) {
      writes.push(crowded.user.create({ data: { id: String(index), name: 'x', email: String(index) } }))
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    await new Promise((resolve) => setTimeout(resolve, 700 - (performance.now() - began)))
    expect(waited).toBeLessThan((performance.now() - began) * 0.6)
    await Promise.all(writes)
    expect(await countOutside()).toBe(10)
    await crowded.$disconnect()
  })

  it('that lasts too long gives DatabaseUnavailable, and nothing is written later', async () => {
    await hold(60_000)
    const began = performance.now()
    await expect(write('a')).rejects.toThrow(DatabaseUnavailable)
    expect(performance.now() - began).toBeGreaterThan(1900)
    expect(performance.now() - began).toBeLessThan(3000)
    await holder.end()
    expect(await database.user.count()).toBe(0)
  })

  it('leaves connections intact: later writes of both processes are kept and seen', async () => {
    await hold(400)
    await write('a')
    const insert = `INSERT INTO "user" (id, name, email, "updatedAt") VALUES ('x', 'x', 'x', '2026-01-01') RETURNING id`
    expect(await holder.call({ url: address.url, sql: insert })).toBe(1)
    expect(await database.user.count()).toBe(2)
    await database.$transaction([
      database.user.update({ where: { id: 'a' }, data: { name: 'b' } }),
      database.user.delete({ where: { id: 'x' } }),
    ])
    await write('c')
    expect(await countOutside()).toBe(2)
    await expect(
      database.mark.create({ data: { userId: 'missing', resourceId: 'one', changedAt: new Date() } }),
    ).rejects.toMatchObject({ code: 'P2003' })
  })
})

describe('R7: an unavailable PostgreSQL server', () => {
  const sockets = new Set<Socket>()
  const closing: (() => unknown)[] = []
  afterEach(async () => {
    for (const socket of sockets) socket.destroy()
    for (const close of closing.splice(0)) await close()
  })

  /** Starts a fake server, and returns its address. */
  async function listen(answer: (socket: Socket) => void): Promise<string> {
    const server = createServer((socket) => {
      sockets.add(socket.on('error', () => {}))
      answer(socket)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => server.close())
    return `postgresql://lectern:lectern@127.0.0.1:${(server.address() as AddressInfo).port}/portal`
  }

  async function expectUnavailable(url: string): Promise<void> {
    const database = connect({ provider: 'postgresql', url })
    const began = performance.now()
    await expect(database.user.count()).rejects.toThrow(DatabaseUnavailable)
    expect(performance.now() - began).toBeLessThan(3000)
    await database.$disconnect()
  }

  it('that does not run gives DatabaseUnavailable', () =>
    expectUnavailable('postgresql://lectern:lectern@127.0.0.1:1/portal'))

  it('with an unknown name gives DatabaseUnavailable', () =>
    expectUnavailable('postgresql://lectern:lectern@nowhere.invalid/portal'))

  it('that accepts connections without answering gives DatabaseUnavailable within three seconds', async () =>
    expectUnavailable(await listen(() => {})))

  it('that disconnects gives DatabaseUnavailable', async () =>
    expectUnavailable(await listen((socket) => socket.destroy())))

  it.each([
    '57P03 the database system is starting up',
    '53300 sorry, too many clients already',
    '57P01 terminating connection',
  ])('that answers "%s" gives DatabaseUnavailable', async (text) => {
    const url = await listen((socket) =>
      socket.once('data', () => socket.end(errorMessage(text.slice(0, 5), text.slice(6)))),
    )
    await expectUnavailable(url)
  })

  it('that stops during a query gives DatabaseUnavailable within three seconds, and is used again once it answers', async () => {
    const { database: address } = await createTestDatabase('postgresql')
    await migrate(address)
    const database = connect(address)
    expect(await database.user.count()).toBe(0)

    const holder = new pg.Client({ connectionString: address.url })
    await holder.connect()
    await holder.query('BEGIN; LOCK TABLE "user" IN ACCESS EXCLUSIVE MODE')
    const began = performance.now()
    await expect(Promise.all(Array.from({ length: 5 }, () => database.user.count()))).rejects.toThrow(
      DatabaseUnavailable,
    )
    expect(performance.now() - began).toBeLessThan(3000)
    await holder.query('ROLLBACK')
    await holder.end()
    expect(await database.user.count()).toBe(0)
    await database.$disconnect()
  })

  it('is waited for longer than three seconds if its address says so', async () => {
    const database = connect(withoutHaste((await createTestDatabase('postgresql')).database))
    expect(await database.$queryRaw`SELECT 1 AS answer FROM pg_sleep(3.2)`).toEqual([{ answer: 1 }])
    await database.$disconnect()
  })

  it('frozen with open connections gives DatabaseUnavailable within three seconds', async () => {
    const { database: address } = await createTestDatabase('postgresql')
    await migrate(address)
    const proxy = await startProxy(address.url)
    const database = connect({ provider: 'postgresql', url: proxy.url })
    expect(await database.user.count()).toBe(0)
    proxy.freeze()
    const began = performance.now()
    await expect(database.user.count()).rejects.toThrow(DatabaseUnavailable)
    expect(performance.now() - began).toBeLessThan(3000)
    proxy.thaw()
    expect(await database.user.count()).toBe(0)
    await database.$disconnect()
  })

  /** Starts a proxy to PostgreSQL that can stop forwarding without closing connections. */
  async function startProxy(url: string) {
    const { port, hostname } = new URL(url)
    const all: Socket[] = []
    const proxied = await listen((client) => {
      const server = dial(Number(port), hostname).on('error', () => {})
      all.push(client, server)
      client.pipe(server).pipe(client)
    })
    const address = new URL(url)
    address.port = new URL(proxied).port
    return {
      url: address.href,
      freeze: () => all.forEach((socket) => socket.pause()),
      thaw: () => all.forEach((socket) => socket.resume()),
    }
  }
})

/** Encodes a PostgreSQL error message. */
function errorMessage(code: string, message: string): Buffer {
  const body = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`)
  const head = Buffer.from('E\0\0\0\0')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
