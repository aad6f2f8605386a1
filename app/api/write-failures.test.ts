import { createHmac, randomBytes } from 'node:crypto'
import pg from 'pg'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Resource } from '@/lib/content'
import { providers } from '@/scripts/testing/databases'
import { startProcess } from '@/scripts/testing/processes'
import { asForm, logged, origin, password, setUpWrites, type Handler, type Sent } from '@/scripts/testing/writes'

describe.each(providers)('a write on %s', (provider) => {
  const { portal, bookmarks, signIn, send, bookmark, checksum } = setUpWrites(provider)
  let tutorial: Resource
  let writing: typeof import('./write')
  beforeAll(async () => {
    ;({ tutorial } = portal)
    writing = await import('./write')
  })

  it('that fails unexpectedly is answered with 500 and a message, and logged', async () => {
    const broken = writing.writeAsAnyone({
      fields: z.object({}),
      act: () => Promise.reject(new Error('secret detail')),
    })
    const answer = await send(broken, { body: {} })
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('secret')
    expect(logged).toHaveBeenCalledOnce()
  })

  it('is refused with 503 and Retry-After while the database is unavailable, and works once it is back', async () => {
    const before = await checksum()
    await whileUnavailable(async () => {
      for (const [handler, sent] of [
        [bookmarks, bookmark({ bookmarked: false })],
        [signIn, { body: { email: 'ada@example.org', password } }],
      ] as [Handler, Sent][]) {
        const answer = await send(handler, sent)
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
        expect(await answer.json()).toEqual({ error: { message: expect.stringContaining('database') } })
      }
      const form = await send(bookmarks, asForm({ resource: tutorial.id, bookmarked: 'false' }))
      expect([form.status, form.headers.get('retry-after')]).toEqual([503, '5'])
    })
    expect(await checksum()).toBe(before)
    expect((await send(bookmarks, bookmark())).status).toBe(200)
  }, 40_000)

  /** Runs `run` while the SQLite file is locked, or the PostgreSQL database accepts no connections. */
  async function whileUnavailable(run: () => Promise<void>): Promise<void> {
    if (provider === 'sqlite') {
      const holder = await startProcess(`import { createClient } from '@libsql/client'
        const work = async (url) => (globalThis.held = await createClient({ url }).transaction('write')) && 'held'`)
      await holder.call(portal.databaseUrl)
      return run().finally(() => holder.end())
    }
    const server = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
    await server.connect()
    const name = new URL(portal.databaseUrl).pathname.slice(1)
    const letIn = (allowed: boolean) => server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS ${allowed}`)
    await letIn(false)
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name])
    return run().finally(async () => {
      await letIn(true)
      await server.end()
    })
  }
})

it('a write without a PostgreSQL server is refused with 503', async () => {
  logged.mockClear()
  const secret = randomBytes(32).toString('base64')
  for (const [name, value] of Object.entries({
    DATABASE_URL: 'postgresql://lectern:lectern@127.0.0.1:1/portal',
    AUTH_SECRET: secret,
    BASE_URL: origin,
  }))
    vi.stubEnv(name, value)
  vi.resetModules()
  const { POST } = await import('./bookmarks/route')
  const cookie = `portal-session~3000=${encodeURIComponent(`token.${createHmac('sha256', secret).update('token').digest('base64')}`)}`
  const headers = { origin, cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const answer = await POST(
    new Request(`${origin}/api/bookmarks`, { method: 'POST', headers, body: '{"resource":"one","bookmarked":true}' }),
  )
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
  expect(logged).toHaveBeenCalled()
  vi.unstubAllEnvs()
})
