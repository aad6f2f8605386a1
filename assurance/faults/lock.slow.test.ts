import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from '@libsql/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startProcess, type TestProcess } from '../../scripts/testing/processes'
import { getContent } from '../prepared'
import { report } from '../report'
import { get, patience, post, startServer, type Server } from './server'
import { openStore, type Store } from './store'

// Another process locks the SQLite file for a long time.

let store: Store
let holder: TestProcess
let server: Server | undefined

beforeEach(async () => {
  store = await openStore()
  holder = await startProcess(`import { createClient } from '@libsql/client'
    let held
    async function work({ url, hold }) {
      held?.close()
      held = undefined
      if (!hold) return 'let go'
      const client = createClient({ url })
      held = await client.transaction(hold)
      await held.execute('SELECT count(*) FROM mark')
      return 'held'
    }`)
}, patience)
afterEach(async () => {
  await holder.end()
  await server?.stop('SIGKILL')
  server = undefined
  store.remove()
}, patience)

/** Returns the longest wait for a response without database access during some work, in milliseconds. */
async function watchGap<T>(base: string, work: () => Promise<T>): Promise<[gap: number, result: T]> {
  let over = false
  let gap = 0
  const watching = (async () => {
    while (!over) {
      gap = Math.max(gap, (await get(base, '/api/health')).took)
      await wait(15)
    }
  })()
  const result = await work()
  over = true
  await watching
  return [gap, result]
}

it(
  'R9: a lock of another process delays or refuses writes, blocks nothing else, and leaves no damage',
  async () => {
    const [reader] = await store.addReaders(1)
    const { id, cookie } = reader!
    const resource = getContent().resources[0]!.id
    server = await startServer(store.variables)
    const { base } = server
    let value = 0
    const write = () => post(base, 'notes', { resource, note: String(++value) }, cookie)
    expect((await write()).status).toBe(200)
    expect((await get(base, '/prometheus', cookie)).status).toBe(200)

    await holder.call({ url: store.env.url, hold: 'read' })
    expect((await write()).status).toBe(200)
    const [before] = await watchGap(base, () => wait(2000))
    await holder.call({ url: store.env.url, hold: 'write' })
    const [gap, refused] = await watchGap(base, () => Promise.all([write(), write(), write()]))
    expect(refused.map(({ status, headers }) => [status, headers['retry-after']])).toEqual(Array(3).fill([503, '5']))
    const slowest = Math.max(...refused.map(({ took }) => took))

    await holder.call({ url: store.env.url })
    const kept: number[] = []
    for (let index = 0; index < 5; index++) if ((await write()).status === 200) kept.push(value)
    expect(kept).toHaveLength(5)
    await server.stop('SIGKILL')
    expect(await store.read(`SELECT note FROM mark WHERE "userId" = '${id}'`)).toEqual([{ note: String(value) }])
    expect(await store.read('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
    report(
      'R9',
      '',
      `locked: other answers within ${Math.round(gap)} ms (${Math.round(before)} ms without the lock), writes 503 after ${Math.round(slowest)} ms; 5 of 5 kept after it, also through a kill`,
    )
    // Both take longer on a busy machine.
    expect(gap - before).toBeLessThan(300)
  },
  patience,
)

it(
  'R9: control: without a write-ahead log, a reader at the wrong moment stops writes',
  async () => {
    const url = `${store.env.url}.plain`
    const client = createClient({ url, timeout: 100 })
    await client.execute('CREATE TABLE mark (note TEXT)')
    await client.execute(`INSERT INTO mark VALUES ('before')`)
    await holder.call({ url, hold: 'read' })
    await expect(client.execute(`INSERT INTO mark VALUES ('after')`)).rejects.toThrow(/locked/)
    client.close()
  },
  patience,
)
