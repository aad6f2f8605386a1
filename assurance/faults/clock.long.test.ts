import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { getContent } from '../prepared'
import { report } from '../report'
import { startBreakablePostgres, type BreakablePostgres } from './postgres'
import { patience, post, startServer, type Server } from './server'
import { openStore, type Store } from './store'

// One of two servers on one database has a wrong clock.

const library = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1',
].find((file) => existsSync(file))
const writes = 40
let postgres: BreakablePostgres
let store: Store
let servers: Server[] = []

beforeAll(async () => {
  postgres = await startBreakablePostgres()
  store = await openStore({ postgres })
}, patience)
afterAll(async () => {
  await postgres.remove()
  store.remove()
})

it.each(['+1d', '-1d'])(
  'R12: with one server’s clock off by %s the mark that was acknowledged last is kept',
  async (offset) => {
    if (!library) return report('R12', offset, 'not tried: libfaketime is not installed')
    const [reader] = await store.addReaders(1)
    const resource = getContent().resources[0]!.id
    const port = Number(process.env.FAULTS_PORT ?? 3490)
    servers = await Promise.all([
      startServer(store.variables, { port }),
      startServer(
        { ...store.variables, LD_PRELOAD: library, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' },
        { port: port + 1 },
      ),
    ])
    const dates: number[] = []
    let behind = 0
    for (let turn = 0; turn < writes; turn++) {
      const { status, text } = await post(
        servers[turn % 2]!.base,
        'notes',
        { resource, note: `turn ${turn}` },
        reader!.cookie,
      )
      expect(status).toBe(200)
      dates.push((JSON.parse(text) as { asOf: number }).asOf)
      const [row] = await store.read(`SELECT note FROM mark WHERE "userId" = '${reader!.id}'`)
      if (row?.note !== `turn ${turn}`) behind++
    }
    await Promise.all(servers.map((each) => each.stop('SIGKILL')))
    const apart = Math.round(((dates[1] ?? 0) - (dates[0] ?? 0)) / 3_600_000)
    report('R12', offset, `${writes} writes by turns on two servers ${apart} h apart: ${behind} overwritten by older`)
    expect(Math.abs(apart)).toBe(24)
    expect(behind).toBe(0)
  },
  patience,
)
