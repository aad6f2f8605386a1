import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { connect as dial, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { getPortal } from '@/lib/content'
import { connect, migrate } from '@/lib/db'
import type { Env } from '@/lib/env'
import { logTo, setStopping } from '@/lib/observing'
import { findUnready } from '@/lib/readiness'
import { createTestDatabase, providers } from '@/scripts/testing/databases'
import { until } from '@/scripts/testing/until'

logTo({ write: () => {} })
// Like a portal, which has read its content before it answers.
beforeAll(() => getPortal())

/** A proxy to a PostgreSQL server that can cut or freeze the connection. */
async function startWay(url: string) {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  let mood: 'open' | 'cut' | 'frozen' = 'open'
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    if (mood === 'cut') return socket.destroy()
    if (mood === 'frozen') return
    const there = dial(Number(port), hostname).on('error', () => {})
    sockets.add(there)
    socket.pipe(there).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const own = new URL(url)
  own.port = String((server.address() as AddressInfo).port)
  own.hostname = '127.0.0.1'
  return {
    url: own.href,
    set(wanted: typeof mood) {
      mood = wanted
      if (mood === 'frozen') for (const socket of sockets) socket.unpipe()
      else for (const socket of sockets) socket.destroy()
    },
    stop: () => server.close(),
  }
}

describe.each(providers)('/healthz and /readyz on %s', (provider) => {
  let database: Env['database']
  let remove: () => void
  let takeAway: () => void
  let bringBack: () => void
  let freeze: (() => void) | undefined
  let dataDir: string
  const get = async (name: 'healthz' | 'readyz' | 'api/health') => {
    const { GET } = (await import(path.resolve('app', name, 'route.ts'))) as { GET: () => Response | Promise<Response> }
    const begun = performance.now()
    const response = await GET()
    expect(response.headers.get('cache-control')).toBe('no-store')
    const text = await response.text()
    expect(performance.now() - begun).toBeLessThan(3000)
    return [response.status, JSON.parse(text) as object]
  }
  const ok = [200, { status: 'ok' }]
  const ready = [200, { status: 'ready' }]
  const unready = (failed: string) => [503, { status: 'not ready', failed }]

  beforeAll(async () => {
    ;({ database, remove } = await createTestDatabase(provider))
    await migrate(database)
    dataDir = mkdtempSync(path.join(tmpdir(), 'lectern-readyz-'))
    if (provider === 'sqlite') {
      const file = database.url.slice('file:'.length)
      takeAway = () => renameSync(file, `${file}.away`)
      bringBack = () => renameSync(`${file}.away`, file)
    } else {
      const way = await startWay(database.url)
      database = { provider, url: way.url }
      takeAway = () => way.set('cut')
      bringBack = () => way.set('open')
      freeze = () => way.set('frozen')
      const removeDatabase = remove
      remove = () => (way.stop(), removeDatabase())
    }
    for (const [name, value] of Object.entries({ DATABASE_URL: database.url, DATA_DIR: dataDir, BASE_URL: '' }))
      vi.stubEnv(name, value)
    vi.resetModules()
    // The first statement compiles Prisma's engine.
    await (await import('@/lib/db')).getDatabase().user.count()
    await Promise.all(['healthz', 'readyz', 'api/health'].map((name) => import(path.resolve('app', name, 'route.ts'))))
  })
  afterAll(async () => {
    await (await import('@/lib/db')).getDatabase().$disconnect()
    vi.unstubAllEnvs()
    rmSync(dataDir, { recursive: true })
    remove()
  })
  afterEach(() => setStopping(false))

  it('differ while the database is unavailable, and agree once it is back', async () => {
    expect([await get('healthz'), await get('readyz')]).toEqual([ok, ready])
    takeAway()
    expect([await get('healthz'), await get('api/health'), await get('readyz')]).toEqual([ok, ok, unready('database')])
    bringBack()
    await until(async () => (await get('readyz'))[0] === 200)
    if (!freeze) return
    freeze()
    expect([await get('healthz'), await get('readyz')]).toEqual([ok, unready('database')])
    bringBack()
    await until(async () => (await get('readyz'))[0] === 200)
  }, 40_000)

  it('differ once the process is stopping', async () => {
    setStopping()
    expect([await get('healthz'), await get('readyz')]).toEqual([ok, unready('stopping')])
  })

  it('differ if a migration is missing, unfinished or not started', async () => {
    const { getDatabase } = await import('@/lib/db')
    const shared = getDatabase()
    await shared.$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%first'`
    expect([await get('healthz'), await get('readyz')]).toEqual([ok, unready('migrations')])
    await shared.$executeRaw`DELETE FROM _prisma_migrations`
    expect(await get('readyz')).toEqual(unready('migrations'))
    await shared.$executeRaw`DROP TABLE _prisma_migrations`
    expect(await get('readyz')).toEqual(unready('migrations'))
  })
})

it('a SQLite file on a disk that is nearly full is not ready', async () => {
  const { database: env, remove } = await createTestDatabase('sqlite')
  await migrate(env)
  const database = connect(env)
  expect(await findUnready(database, env, Number.MAX_SAFE_INTEGER)).toBe('disk')
  expect(await findUnready(database, env, 0)).toBeNull()
  await database.$disconnect()
  remove()
})

it('a SQLite file that is not in WAL mode is not ready', async () => {
  const { database: env, remove } = await createTestDatabase('sqlite')
  // The mode that libSQL creates by default.
  const client = createClient({ url: env.url })
  await client.execute('CREATE TABLE theirs (id TEXT)')
  client.close()
  const database = connect(env)
  await database.$queryRaw`SELECT 1`
  expect(await findUnready(database, env, 0)).toBe('wal')
  await database.$disconnect()
  remove()
})
