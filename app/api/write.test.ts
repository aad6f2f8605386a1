import { createHash, createHmac, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Resource } from '@/lib/content'
import { connect, migrate, type Database } from '@/lib/db'
import { createTestDatabase, providers } from '@/scripts/testing/databases'
import { startProcess } from '@/scripts/testing/processes'

const origin = 'http://localhost:3000'
const password = 'reading by lamplight'

type Handler = (request: Request) => Promise<Response>
type Fields = Record<string, unknown>

interface Sent {
  path?: string
  body: Fields | BodyInit | null
  headers?: Record<string, string | null>
}

describe.each(providers)('a write on %s', (provider) => {
  let dataDir: string
  let address: string
  let database: Database
  let remove: () => void
  let bookmarks: Handler
  let readingProgress: Handler
  let signUp: Handler
  let signIn: Handler
  let signOut: Handler
  let github: Handler
  let writing: typeof import('./write')
  let tutorial: Resource
  let tool: Resource | undefined
  let cookie: string
  let reader: string
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})

  beforeAll(async () => {
    const created = await createTestDatabase(provider)
    remove = created.remove
    address = created.database.url
    dataDir = mkdtempSync(path.join(tmpdir(), 'lectern-write-'))
    await migrate(created.database)
    database = connect(created.database)
    for (const [name, value] of Object.entries({ DATABASE_URL: created.database.url, DATA_DIR: dataDir, BASE_URL: origin, PORT: '3000', GITHUB_CLIENT_ID: '' })) vi.stubEnv(name, value)
    // Each provider's run with a database, accounts and portal of its own.
    vi.resetModules()
    writing = await import('./write')
    bookmarks = (await import('./bookmarks/route')).POST
    readingProgress = (await import('./reading-progress/route')).POST
    signUp = (await import('./sign-up/route')).POST
    signIn = (await import('./sign-in/route')).POST
    signOut = (await import('./sign-out/route')).POST
    github = (await import('./sign-in/github/route')).POST
    const resources = [...(await (await import('@/lib/content')).getPortal()).resources.values()]
    tutorial = resources.find(({ kind }) => kind === 'tutorial')!
    tool = resources.find(({ kind }) => kind === 'tool')

    const answer = await send(signUp, { body: { name: 'Ada', email: 'ada@example.org', password }, headers: { cookie: null } })
    expect(answer.status).toBe(200)
    cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ')
    reader = (await database.user.findUniqueOrThrow({ where: { email: 'ada@example.org' } })).id
  })
  afterAll(async () => {
    await (await import('@/lib/db')).getDatabase().$disconnect()
    await database.$disconnect()
    vi.unstubAllEnvs()
    rmSync(dataDir, { recursive: true, force: true })
    remove()
  })
  beforeEach(async () => {
    logged.mockClear()
    await database.rateLimit.deleteMany()
  })

  /** Sends what the portal's own page would send, but for what is named; a header of null is left out. */
  function send(handler: Handler, { path: address = '/api/x', body, headers = {} }: Sent): Promise<Response> {
    const asJson = body !== null && Object.getPrototypeOf(body) === Object.prototype
    const all = { host: 'localhost:3000', origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', cookie, ...headers }
    const set = Object.entries(all).flatMap(([name, value]): [string, string][] => (value === null || value === undefined ? [] : [[name, value]]))
    const request = new Request(origin + address, { method: 'POST', body: asJson ? JSON.stringify(body) : (body as BodyInit | null), duplex: 'half' } as RequestInit)
    request.headers.delete('content-type')
    for (const [name, value] of set) request.headers.set(name, value)
    return handler(request)
  }

  const formType = { 'content-type': 'application/x-www-form-urlencoded' }
  const asForm = (fields: Record<string, string>, headers: Sent['headers'] = {}): Sent => ({ body: new URLSearchParams(fields).toString(), headers: { ...formType, ...headers } })
  const bookmark = (more: Fields = {}): Sent => ({ body: { resource: tutorial.id, bookmarked: true, ...more } })

  /** All that readers have, as one number. Counters of attempts are not theirs. */
  async function checksum(): Promise<string> {
    const tables = await Promise.all([
      database.user.findMany({ orderBy: { id: 'asc' } }),
      database.session.findMany({ orderBy: { id: 'asc' } }),
      database.account.findMany({ orderBy: { id: 'asc' } }),
      database.verification.findMany({ orderBy: { id: 'asc' } }),
      database.bookmark.findMany({ orderBy: [{ userId: 'asc' }, { resourceId: 'asc' }] }),
      database.readingProgress.findMany({ orderBy: [{ userId: 'asc' }, { resourceId: 'asc' }] }),
      database.listedResource.findMany({ orderBy: { id: 'asc' } }),
    ])
    return createHash('sha256').update(JSON.stringify(tables)).digest('hex')
  }

  /** The status of what is refused, once sure that it changed nothing and says why. */
  async function refused(handler: Handler, sent: Sent): Promise<number> {
    const before = await checksum()
    const answer = await send(handler, sent)
    expect(await checksum()).toBe(before)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    const text = await answer.text()
    expect(text).not.toMatch(/\w+Error\b|\bat \/|prisma\./)
    if (answer.headers.get('content-type')?.startsWith('application/json')) expect(JSON.parse(text)).toEqual({ error: expect.objectContaining({ message: expect.stringMatching(/^.{10,}\.$/) }) })
    return answer.status
  }

  describe('that is as it should be', () => {
    it('changes the database: what every refusal below is measured against', async () => {
      const before = await checksum()
      const answer = await send(bookmarks, bookmark())
      expect(answer.status).toBe(200)
      expect(await answer.json()).toEqual({ resource: tutorial.id, bookmarked: true })
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
      expect(await checksum()).not.toBe(before)
      expect(await database.bookmark.findMany({ where: { userId: reader }, select: { resourceId: true } })).toEqual([{ resourceId: tutorial.id }])
    })

    it('answers a form with 303 to its resource, and a script with 200', async () => {
      const returnTo = `/prometheus#resource-${tutorial.id}`
      const form = await send(readingProgress, asForm({ resource: tutorial.id, progress: 'reading', percent: '40', returnTo }))
      expect([form.status, form.headers.get('location')]).toEqual([303, returnTo])
      expect(form.headers.get('cache-control')).toBe('private, no-store')
      expect(await database.readingProgress.findFirst({ where: { userId: reader } })).toMatchObject({ progress: 'reading', percent: 40 })

      const script = await send(readingProgress, { body: { resource: tutorial.id, progress: 'done', returnTo } })
      expect([script.status, script.headers.get('location'), await script.json()]).toEqual([200, null, { resource: tutorial.id, progress: 'done' }])
      expect(await database.readingProgress.findFirst({ where: { userId: reader } })).toMatchObject({ progress: 'done', percent: null })
    })

    it('takes true and false from a form as from a script', async () => {
      const count = () => database.bookmark.count({ where: { userId: reader } })
      await send(bookmarks, asForm({ resource: tutorial.id, bookmarked: 'false' }))
      expect(await count()).toBe(0)
      await send(bookmarks, asForm({ resource: tutorial.id, bookmarked: 'true' }))
      expect(await count()).toBe(1)
      await send(bookmarks, bookmark({ bookmarked: false }))
      expect(await count()).toBe(0)
    })

    it('done twice is done once', async () => {
      const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await send(bookmarks, bookmark())).status))
      expect(statuses).toEqual(Array(8).fill(200))
      expect(await database.bookmark.count({ where: { userId: reader } })).toBe(1)
    })

    it.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/.//evil.example', 'javascript:alert(1)', ''])('goes home rather than to %j', async (returnTo) => {
      const answer = await send(bookmarks, asForm({ resource: tutorial.id, bookmarked: 'true', returnTo }))
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
    })

    it('comes from the portal under the name it was called by, too', async () => {
      const answer = await send(bookmarks, { ...bookmark(), headers: { host: 'lectern.lan:3000', origin: 'http://lectern.lan:3000' } })
      expect(answer.status).toBe(200)
    })

    it('needs no Sec-Fetch-Site, which older browsers do not send', async () => {
      expect((await send(bookmarks, { ...bookmark(), headers: { 'sec-fetch-site': null } })).status).toBe(200)
    })
  })

  describe('from another site', () => {
    const foreign: Record<string, string | null>[] = [
      ...['http://evil.example', 'null', 'http://sub.localhost:3000', 'http://localhost.evil.example', 'http://localhost:3000.evil.example'].map((each) => ({ origin: each })),
      ...['https://localhost:3000', 'http://localhost', 'http://localhost:3001', 'http://127.0.0.1:3000', 'localhost:3000', 'file://', '%%%', '', ' '].map((each) => ({ origin: each })),
      ...['http://localhost:3000/', 'http://localhost:3000, http://evil.example', 'http://user@localhost:3000', 'HTTP://LOCALHOST:3000'].map((each) => ({ origin: each })),
      { origin: null },
      { origin: null, referer: `${origin}/prometheus` },
      ...['cross-site', 'same-site', 'none', '', 'x'].map((each) => ({ 'sec-fetch-site': each })),
      { origin: 'https://lectern.lan', host: 'lectern.lan' },
      { origin: 'null', host: 'null' },
      { host: 'evil.example', origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' },
    ]
    it.each(foreign)('is refused with 403: %j', async (headers) => {
      expect(await refused(bookmarks, { ...bookmark(), headers })).toBe(403)
      expect(await refused(readingProgress, { body: { resource: tutorial.id, progress: 'skipped' }, headers })).toBe(403)
    })

    it('cannot sign anyone in, up or out', async () => {
      const headers = { origin: 'http://evil.example' }
      expect(await refused(signIn, { body: { email: 'ada@example.org', password }, headers })).toBe(403)
      expect(await refused(signUp, { body: { name: 'Eve', email: 'eve@example.org', password }, headers })).toBe(403)
      expect(await refused(signOut, { body: {}, headers })).toBe(403)
      expect(await refused(github, { body: {}, headers })).toBe(403)
    })
  })

  describe('of a wrong type or size', () => {
    it.each([null, 'text/plain', 'text/plain;application/json', 'multipart/form-data; boundary=x', 'application/octet-stream'])('is refused with 415: %j', async (type) => {
      expect(await refused(bookmarks, { ...bookmark(), headers: { 'content-type': type } })).toBe(415)
    })

    it('is refused with 413 when it is large, whatever length it states', async () => {
      const large = JSON.stringify({ resource: tutorial.id, bookmarked: true, padding: 'x'.repeat(20_000) })
      const chunked = () => new ReadableStream<Uint8Array>({
        start(controller) {
          for (const part of large.match(/.{1,1000}/g) ?? []) controller.enqueue(new TextEncoder().encode(part))
          controller.close()
        },
      })
      expect(await refused(bookmarks, { body: large })).toBe(413)
      expect(await refused(bookmarks, { body: chunked() })).toBe(413)
      expect(await refused(bookmarks, { body: chunked(), headers: { 'content-length': '20' } })).toBe(413)
      expect(await refused(bookmarks, { body: `${' '.repeat(20_000)}{}` })).toBe(413)
    })

    it.each<[string, () => BodyInit]>([
      ['broken JSON', () => '{"resource":'],
      ['an array', () => `[{"resource":"${tutorial.id}","bookmarked":true}]`],
      ['null', () => 'null'],
      ['nothing', () => ''],
      ['bytes that are not UTF-8', () => new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
      ['a byte order mark', () => `\uFEFF{"resource":"${tutorial.id}","bookmarked":true}`],
    ])('is refused with 400 when it is %s', async (_, body) => {
      expect(await refused(bookmarks, { body: body() })).toBe(400)
    })

    it('is refused with 400 when a field of a form stands twice', async () => {
      expect(await refused(bookmarks, { body: `resource=${tutorial.id}&bookmarked=true&bookmarked=false`, headers: formType })).toBe(400)
    })
  })

  describe('by nobody', () => {
    const strangers = [null, '', 'lectern-session=x', 'lectern-session=x.y', '__Host-lectern-session=x']
    it.each(strangers)('is refused with 401, or led to sign-in and back: cookie %j', async (stranger) => {
      expect(await refused(bookmarks, { ...bookmark(), headers: { cookie: stranger } })).toBe(401)
      expect(await refused(readingProgress, { body: { resource: tutorial.id, progress: 'done' }, headers: { cookie: stranger } })).toBe(401)
      const before = await checksum()
      const form = await send(bookmarks, asForm({ resource: tutorial.id, bookmarked: 'false', returnTo: '/prometheus#x' }, { cookie: stranger }))
      expect([form.status, form.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fprometheus%23x'])
      expect(await checksum()).toBe(before)
    })

    it('is refused with 401 once the session has ended, or its signature is another', async () => {
      const account = { email: 'short@example.org', password }
      const answer = await send(signUp, { body: { ...account, name: 'Short' }, headers: { cookie: null } })
      const theirs = answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ')
      expect((await send(bookmarks, { ...bookmark(), headers: { cookie: theirs } })).status).toBe(200)
      expect(await refused(bookmarks, { ...bookmark({ bookmarked: false }), headers: { cookie: theirs.replace(/\.[^.]*$/, '.AAAA') } })).toBe(401)
      await database.session.updateMany({ where: { user: { email: account.email } }, data: { expiresAt: new Date(Date.now() - 1000) } })
      const marks = await database.bookmark.count()
      expect((await send(bookmarks, { ...bookmark({ bookmarked: false }), headers: { cookie: theirs } })).status).toBe(401)
      expect(await database.bookmark.count()).toBe(marks)
    })

    it('reaches no other reader’s marks, whatever fields it adds', async () => {
      expect(await refused(bookmarks, bookmark({ userId: 'somebody' }))).toBe(422)
      expect(await refused(bookmarks, bookmark({ reader: { id: 'somebody' } }))).toBe(422)
    })
  })

  describe('of fields that are not valid', () => {
    const wrong: [string, Fields][] = [
      ...[7, null, true, {}, [], { not: null }, { contains: '' }, { startsWith: '' }, ['a'], '', 'A', 'a b', '../x', 'x'.repeat(65), 'ü', 'a\n'].map((resource): [string, Fields] => ['resource', { resource }]),
      ...['yes', 1, 0, null, 'TRUE', '', {}, { not: null }, ['true'], 'on'].map((bookmarked): [string, Fields] => ['bookmarked', { bookmarked }]),
      ...['extra', 'userId', 'note', 'constructor', 'toString'].map((name): [string, Fields] => [name, { [name]: 'x' }]),
    ]
    it.each(wrong)('is refused with 422: a bookmark whose %s is in %j', async (_, fields) => {
      expect(await refused(bookmarks, bookmark(fields))).toBe(422)
    })

    it.each<Fields>([
      { progress: 'read' }, { progress: null }, { progress: { not: null } }, { progress: ['done'] }, {},
      { progress: 'reading', percent: 101 }, { progress: 'reading', percent: -1 }, { progress: 'reading', percent: 1.5 }, { progress: 'reading', percent: 2 ** 31 },
      { progress: 'reading', percent: 'half' }, { progress: 'reading', percent: {} }, { progress: 'reading', percent: { increment: 1 } }, { progress: 'reading', percent: 1e400 },
      { progress: 'reading', percent: [40] }, { progress: 'reading', percent: true }, { progress: 'reading', percent: null }, { progress: 'reading', percent: '' },
      { progress: 'reading', percent: ' 40 ' }, { progress: 'reading', percent: '0x10' },
    ])('is refused with 422: progress %j', async (fields) => {
      expect(await refused(readingProgress, { body: { resource: tutorial.id, ...fields } })).toBe(422)
    })

    it('is refused with 422 where it names __proto__, and changes no prototype', async () => {
      const body = `{"resource":"${tutorial.id}","bookmarked":false,"__proto__":{"bookmarked":true,"admin":true}}`
      expect(await refused(bookmarks, { body })).toBe(422)
      expect(await refused(bookmarks, { body: `resource=${tutorial.id}&bookmarked=false&__proto__=x`, headers: formType })).toBe(422)
      expect(({} as { admin?: boolean }).admin).toBeUndefined()
    })

    it('is refused with 404 where the portal lists no such resource, and with 422 where it is a tool', async () => {
      expect(await refused(bookmarks, bookmark({ resource: 'no-such-resource' }))).toBe(404)
      expect(await refused(bookmarks, bookmark({ resource: 'constructor' }))).toBe(404)
      expect(await refused(readingProgress, { body: { resource: 'no-such-resource', progress: 'done' } })).toBe(404)
      expect(tool).toBeDefined()
      expect(await refused(readingProgress, { body: { resource: tool?.id, progress: 'done' } })).toBe(422)
    })

    it('is refused, whichever leaf of it is broken', async () => {
      const junk = fc.oneof(fc.string({ maxLength: 20 }), fc.integer(), fc.constant(null), fc.object({ maxDepth: 2 }), fc.array(fc.string(), { maxLength: 3 }))
      const broken = fc.tuple(fc.constantFrom('resource', 'bookmarked', 'more'), junk).filter(([name, value]) => !(name === 'bookmarked' && (value === 'true' || value === 'false')))
      await fc.assert(
        fc.asyncProperty(broken, async ([name, value]) => {
          expect([404, 422]).toContain(await refused(bookmarks, bookmark({ bookmarked: false, [name]: value })))
        }),
        { numRuns: 60 },
      )
    })

    it('shows a form’s reason in words, safe from what was sent', async () => {
      const answer = await send(bookmarks, asForm({ resource: 'no-such-resource', bookmarked: 'true', returnTo: '/a?b="><script>x' }))
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
      const page = await answer.text()
      expect(page).toContain('The portal lists no such resource')
      expect(page).not.toContain('<script')
      expect(page).not.toContain('"><')
    })
  })

  describe('that several things are wrong with', () => {
    it('is refused for the first: its site, its type, its size, its text, its sender, its fields, its resource', async () => {
      const wrong = { origin: 'http://evil.example', 'content-type': 'text/plain', cookie: null }
      const large = `{"resource":7${' '.repeat(20_000)}`
      const order: [number, Sent][] = [
        [403, { body: large, headers: wrong }],
        [415, { body: large, headers: { ...wrong, origin } }],
        [413, { body: large, headers: { cookie: null } }],
        [400, { body: '{"resource":7', headers: { cookie: null } }],
        [401, { body: { resource: 7, bookmarked: true }, headers: { cookie: null } }],
        [422, { body: { resource: 'no-such-resource', bookmarked: 7 } }],
        [404, { body: { resource: 'no-such-resource', bookmarked: true } }],
      ]
      for (const [status, sent] of order) expect(await refused(bookmarks, sent)).toBe(status)
    })
  })

  describe('to an account', () => {
    const account = () => ({ name: 'Bea', email: `${randomUUID()}@example.org`, password })

    it('sends a refused form back to its page with what was typed, and never the password', async () => {
      const typed = { name: 'Bea', email: 'bea@', password: 'short but secret', returnTo: '/prometheus#x' }
      const answer = await send(signUp, asForm(typed, { cookie: null }))
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-up?again=1&next=%2Fprometheus%23x'])
      const state = decodeURIComponent(answer.headers.get('set-cookie') ?? '')
      expect(state).toContain('"email":"bea@"')
      expect(state).not.toContain('secret')
      expect(state).toMatch(/; Path=\/sign-up; Max-Age=60; HttpOnly; SameSite=Lax$/)
    })

    it('sends back no more than a cookie holds', async () => {
      const answer = await send(signUp, asForm({ name: 'ü'.repeat(1000), email: 'x'.repeat(5000), password }, { cookie: null }))
      expect(answer.status).toBe(303)
      expect(answer.headers.get('set-cookie')?.length).toBeLessThan(4096)
    })

    it.each<[string, Fields]>([
      ['a short password', { password: 'elevenchars' }],
      ['a long password', { password: 'x'.repeat(129) }],
      ['no name', { name: '   ' }],
      ['a long name', { name: 'x'.repeat(81) }],
      ['a name that is no text', { name: { not: null } }],
      ['no address', { email: 'bea' }],
      ['an address that is no text', { email: { contains: '@' } }],
      ['a field more', { emailVerified: true }],
      ['an id of its own', { id: 'ada' }],
    ])('is refused with 422: %s', async (_, fields) => {
      expect(await refused(signUp, { body: { ...account(), ...fields }, headers: { cookie: null } })).toBe(422)
    })

    it('is refused with 400 where a name holds a NUL', async () => {
      expect(await refused(signUp, { body: { ...account(), name: 'a\0b' }, headers: { cookie: null } })).toBe(400)
    })

    it('that has its address already is refused, as is a wrong password', async () => {
      expect(await refused(signUp, { body: { ...account(), email: 'ada@example.org' }, headers: { cookie: null } })).toBe(422)
      expect(await refused(signIn, { body: { email: 'ada@example.org', password: 'not her password' }, headers: { cookie: null } })).toBe(401)
      expect(await refused(signIn, { body: { email: { not: null }, password }, headers: { cookie: null } })).toBe(422)
    })

    it('answers a form that signs in with 303 and a session, and its end with the session gone', async () => {
      const answer = await send(signIn, asForm({ email: 'ada@example.org', password, returnTo: '/prometheus' }, { cookie: null }))
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/prometheus'])
      const set = answer.headers.getSetCookie().find((each) => each.startsWith('lectern-session='))
      expect(set).toMatch(/HttpOnly/)
      expect(set).toMatch(/SameSite=Lax/i)
      const sessions = await database.session.count({ where: { userId: reader } })
      const out = await send(signOut, asForm({}, { cookie: set?.split(';')[0] ?? '' }))
      expect([out.status, await database.session.count({ where: { userId: reader } })]).toEqual([303, sessions - 1])
      expect((await send(signOut, asForm({}, { cookie: set?.split(';')[0] ?? '' }))).status).toBe(303)
    })

    it('by GitHub is refused with 404 where that is not set up', async () => {
      expect(await refused(github, { body: {}, headers: { cookie: null } })).toBe(404)
    })
  })

  it('that breaks is refused with 500 in words, and logged', async () => {
    const broken = writing.writeAsAnyone({ fields: z.object({}), act: () => Promise.reject(new Error('secret detail')) })
    const answer = await send(broken, { body: {} })
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('secret')
    expect(logged).toHaveBeenCalledOnce()
  })

  it('while the database is away is refused with 503, says when to try again, and works once it is back', async () => {
    const before = await checksum()
    await whileAway(async () => {
      for (const [handler, sent] of [[bookmarks, bookmark({ bookmarked: false })], [signIn, { body: { email: 'ada@example.org', password } }]] as [Handler, Sent][]) {
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
  /** Holds a lock on what every write needs. */
  async function whileAway(run: () => Promise<void>): Promise<void> {
    if (provider === 'sqlite') {
      const holder = await startProcess(`import { createClient } from '@libsql/client'
        const work = async (url) => (globalThis.held = await createClient({ url }).transaction('write')) && 'held'`)
      await holder.call(address)
      return run().finally(() => holder.end())
    }
    const holder = new pg.Client({ connectionString: address })
    await holder.connect()
    await holder.query('BEGIN; LOCK TABLE "user", session IN ACCESS EXCLUSIVE MODE')
    return run().finally(() => holder.end())
  }
})

it('a write while nobody answers for PostgreSQL is refused with 503', async () => {
  const secret = 'a secret of at least thirty-two characters'
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  for (const [name, value] of Object.entries({ DATABASE_URL: 'postgresql://lectern:lectern@127.0.0.1:1/portal', AUTH_SECRET: secret, BASE_URL: origin })) vi.stubEnv(name, value)
  vi.resetModules()
  const { POST } = await import('./bookmarks/route')
  const cookie = `lectern-session=${encodeURIComponent(`token.${createHmac('sha256', secret).update('token').digest('base64')}`)}`
  const headers = { origin, cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const answer = await POST(new Request(`${origin}/api/bookmarks`, { method: 'POST', headers, body: '{"resource":"one","bookmarked":true}' }))
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
  expect(logged).toHaveBeenCalled()
  vi.unstubAllEnvs()
  logged.mockRestore()
})
