import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '@/lib/db'
import { providers } from '../../scripts/testing/databases'
import { getContent } from '../prepared'
import { isLong, report } from '../report'
import { startBreakablePostgres, type BreakablePostgres } from './postgres'
import { get, startServer, type Server } from './server'
import { openStore, type Store } from './store'
import { countAcked, judge, newHistory, writeAll, type Verdict } from './writers'

// Acknowledged changes survive when the server or PostgreSQL is killed during 32 writes. The long run goes on until 100
// kills and 100,000 acknowledged changes, or for MINUTES.

const writers = 32
const rounds = Number(process.env.ROUNDS ?? (isLong ? 100 : 5))
const enough = isLong ? 100_000 : 0
const end = performance.now() + Number(process.env.MINUTES ?? 300) * 60_000
const kept: Verdict = { lost: 0, behind: 0, ghosts: 0 }

let resources: string[]
let postgres: BreakablePostgres | undefined
let server: Server | undefined
let store: Store

beforeAll(async () => {
  resources = getContent()
    .resources.map(({ id }) => id)
    .slice(0, 20)
})
afterEach(async () => {
  await server?.stop('SIGKILL')
  server = undefined
  store.remove()
})
afterAll(() => postgres?.remove())

/** The number of acknowledged changes before a kill. The first are slow, while the server warms up. */
const due = () => Math.round(isLong ? 600 + Math.random() * 900 : 40 + Math.random() * 60)

describe.each(providers)('on %s', (provider) => {
  it(
    'R1: a kill in the middle of 32 writes loses no acknowledged change',
    async () => {
      if (provider === 'postgresql') postgres = await startBreakablePostgres()
      store = await openStore({ postgres: provider === 'postgresql' ? postgres : undefined })
      const readers = await store.addReaders(writers)
      const history = newHistory()
      const total: Verdict = { ...kept }
      let round = 0
      let slowest = 0
      let writing = 0
      for (; (round < rounds || countAcked(history) < enough) && performance.now() < end; round++) {
        const began = performance.now()
        server ??= await startServer(store.variables)
        expect((await get(server.base, '/prometheus')).status).toBe(200)
        slowest = Math.max(slowest, performance.now() - began)

        let over = false
        const done = writeAll(history, server.base, readers, resources, () => over)
        const from = performance.now()
        for (const goal = countAcked(history) + due(); countAcked(history) < goal;) await wait(5)
        // At a random moment.
        await wait(Math.random() * 20)
        writing += performance.now() - from
        // Every other round kills the database instead of the server.
        if (postgres && provider === 'postgresql' && round % 2) {
          await postgres.crash()
          await postgres.start()
          await wait(200)
          over = true
        } else {
          await server.stop('SIGKILL')
          server = undefined
        }
        await done
        const verdict = await judge(history, store)
        for (const key of ['lost', 'behind', 'ghosts'] as const) total[key] = Math.max(total[key], verdict[key])
        if (isLong && round % 5 === 4)
          console.log(`${provider}: ${round + 1} rounds, ${countAcked(history)} acknowledged,`, verdict)
        expect(verdict, `round ${round + 1}`).toEqual(kept)
      }
      if (provider === 'sqlite') expect(await store.read('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
      const statuses = Object.fromEntries(history.statuses)
      report(
        'R1',
        provider,
        `${round} kills of 32 writers, ${countAcked(history)} acknowledged (${Math.round((1000 * countAcked(history)) / writing)}/s), ${total.lost} lost, ${total.behind} behind, ${total.ghosts} ghosts; ready again in ${Math.round(slowest)} ms at most; answers ${JSON.stringify(statuses)}`,
      )
      expect(countAcked(history)).toBeGreaterThan(round * 10)
      expect(Object.keys(statuses).filter((status) => !['0', '200', '503'].includes(status))).toEqual([])
      // The long run has a machine to itself.
      expect(slowest).toBeLessThan(isLong ? 5_000 : 30_000)
    },
    isLong ? 6 * 3600_000 : 240_000,
  )
})

it('R1: control: a store that acknowledges before writing is detected', async () => {
  store = await openStore()
  const readers = await store.addReaders(writers)
  const database = connect(store.env)
  const [history, behind] = [newHistory(), [] as { userId: string; resourceId: string; note: string }[]]
  const hasty = createServer(async (request, response) => {
    const { resource, note } = (await json(request)) as { resource: string; note: string }
    behind.push({
      userId: readers.find(({ cookie }) => cookie === request.headers.cookie)?.id ?? '',
      resourceId: resource,
      note,
    })
    response.end('{}')
  })
  await new Promise<void>((resolve) => hasty.listen(0, '127.0.0.1', resolve))
  const flush = async () => {
    const now = new Date()
    for (const { note, ...key } of behind.splice(0))
      await database.mark.upsert({
        where: { userId_resourceId: key },
        create: { ...key, note, noteAt: now, changedAt: now },
        update: { note },
      })
  }
  let over = false
  const done = writeAll(
    history,
    `http://127.0.0.1:${(hasty.address() as AddressInfo).port}`,
    readers,
    resources.slice(0, 3),
    () => over,
  )
  await wait(200)
  await flush()
  await wait(200)
  over = true
  hasty.closeAllConnections()
  hasty.close()
  await done
  await database.$disconnect()
  const verdict = await judge(history, store)
  expect(verdict.lost + verdict.behind).toBeGreaterThan(0)
})
