import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Resource } from '@/lib/content'
import { connect, type Database } from '@/lib/db'
import { logTo } from '@/lib/observing'
import { parseMark } from '@/lib/responses/mark'
import { parseRefusal } from '@/lib/responses/refusal'
import { isSession } from '@/lib/responses/session'
import { countCases } from '@/scripts/testing/cases'
import { createMigratedDatabase, providers, withoutHaste } from '@/scripts/testing/databases'
import { startProcess } from '@/scripts/testing/processes'
import { toNotice } from '@/scripts/testing/portal'

const logged = vi.fn<(line: string) => void>()
logTo({ write: logged }, 'error')

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
  let notes: Handler
  let marks: Handler
  let removals: Handler
  let session: Handler
  let writing: typeof import('./write')
  let tutorial: Resource
  let tool: Resource | undefined
  let cookie: string
  let reader: string

  beforeAll(async () => {
    const created = await createMigratedDatabase(provider)
    const env = withoutHaste(created.database)
    remove = created.remove
    address = env.url
    dataDir = mkdtempSync(path.join(tmpdir(), 'lectern-write-'))
    database = connect(env)
    for (const [name, value] of Object.entries({
      DATABASE_URL: env.url,
      DATA_DIR: dataDir,
      BASE_URL: origin,
      PORT: '3000',
      GITHUB_CLIENT_ID: '',
    }))
      vi.stubEnv(name, value)
    // Each provider's run with a database, accounts and portal of its own.
    vi.resetModules()
    writing = await import('./write')
    bookmarks = (await import('./bookmarks/route')).POST
    readingProgress = (await import('./reading-progress/route')).POST
    signUp = (await import('./sign-up/route')).POST
    signIn = (await import('./sign-in/route')).POST
    signOut = (await import('./sign-out/route')).POST
    github = (await import('./sign-in/github/route')).POST
    notes = (await import('./notes/route')).POST
    marks = (await import('./marks/route')).POST
    removals = (await import('./removals/route')).POST
    session = (await import('./session/route')).POST
    const resources = [...(await (await import('@/lib/content')).getPortal()).resources.values()]
    tutorial = resources.find(({ kind }) => kind === 'tutorial')!
    tool = resources.find(({ kind }) => kind === 'tool')

    const answer = await send(signUp, {
      body: { name: 'Ada', email: 'ada@example.org', password },
      headers: { cookie: null },
    })
    expect(answer.status).toBe(200)
    cookie = cookiesOf(answer)
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

  const cookiesOf = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')

  /** Sends what the portal's own page would send, but for what is named; a header of null is left out. */
  function send(handler: Handler, { path: address = '/api/x', body, headers = {} }: Sent): Promise<Response> {
    const asJson = body !== null && Object.getPrototypeOf(body) === Object.prototype
    const all = {
      host: 'localhost:3000',
      origin,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      cookie,
      ...headers,
    }
    const set = Object.entries(all).flatMap(([name, value]): [string, string][] =>
      value === null || value === undefined ? [] : [[name, value]],
    )
    const request = new Request(origin + address, {
      method: 'POST',
      body: asJson ? JSON.stringify(body) : (body as BodyInit | null),
      duplex: 'half',
    } as RequestInit)
    request.headers.delete('content-type')
    for (const [name, value] of set) request.headers.set(name, value)
    return handler(request)
  }

  const formType = { 'content-type': 'application/x-www-form-urlencoded' }
  const asForm = (fields: Record<string, string>, headers: Sent['headers'] = {}): Sent => ({
    body: new URLSearchParams(fields).toString(),
    headers: { ...formType, ...headers },
  })
  const bookmark = (more: Fields = {}): Sent => ({ body: { resource: tutorial.id, bookmarked: true, ...more } })

  /** All that readers have, as one number. Counters of attempts are not theirs. */
  async function checksum(): Promise<string> {
    const tables = await Promise.all([
      database.user.findMany({ orderBy: { id: 'asc' } }),
      database.session.findMany({ orderBy: { id: 'asc' } }),
      database.account.findMany({ orderBy: { id: 'asc' } }),
      database.verification.findMany({ orderBy: { id: 'asc' } }),
      database.mark.findMany({ orderBy: [{ userId: 'asc' }, { resourceId: 'asc' }] }),
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
    if (answer.headers.get('content-type')?.startsWith('application/json')) {
      const json = JSON.parse(text)
      expect(json).toEqual({ error: expect.objectContaining({ message: expect.stringMatching(/^.{10,}\.$/) }) })
      expect(parseRefusal(json)).toEqual(json.error)
    }
    return answer.status
  }

  describe('that is as it should be', () => {
    it('changes the database: what every refusal below is measured against', async () => {
      const before = await checksum()
      const answer = await send(bookmarks, bookmark())
      expect(answer.status).toBe(200)
      expect(await answer.json()).toEqual({ resource: tutorial.id, bookmarked: true, reader, asOf: expect.any(Number) })
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
      expect(await checksum()).not.toBe(before)
      expect(
        await database.mark.findMany({ where: { userId: reader }, select: { resourceId: true, bookmarked: true } }),
      ).toEqual([{ resourceId: tutorial.id, bookmarked: true }])
    })

    it('answers a form with 303 to its resource, and a script with 200', async () => {
      const returnTo = `/prometheus#resource-${tutorial.id}`
      const form = await send(
        readingProgress,
        asForm({ resource: tutorial.id, progress: 'reading', percent: '40', returnTo }),
      )
      expect([form.status, form.headers.get('location')]).toEqual([303, returnTo])
      expect(form.headers.get('cache-control')).toBe('private, no-store')
      expect(await database.mark.findFirst({ where: { userId: reader } })).toMatchObject({
        progress: 'reading',
        percent: 40,
      })

      const script = await send(readingProgress, { body: { resource: tutorial.id, progress: 'done', returnTo } })
      expect([script.status, script.headers.get('location'), await script.json()]).toEqual([
        200,
        null,
        { resource: tutorial.id, progress: 'done', percent: null, reader, asOf: expect.any(Number) },
      ])
      expect(await database.mark.findFirst({ where: { userId: reader } })).toMatchObject({
        progress: 'done',
        percent: null,
      })
    })

    it('answers a script with what its outbox reads', async () => {
      const { id } = tutorial
      const answer = async (handler: Handler, fields: Fields) =>
        (await send(handler, { body: { resource: id, ...fields } })).json()
      const kept = (value: string) => ({ reader, value, asOf: expect.any(Number) })
      expect(parseMark(await answer(bookmarks, { bookmarked: true }), id, 'bookmarked')).toEqual(kept('true'))
      expect(parseMark(await answer(readingProgress, { progress: 'done' }), id, 'progress')).toEqual(kept('done'))
      expect(parseMark(await answer(notes, { note: 'Short.' }), id, 'note')).toEqual(kept('Short.'))
      expect(parseMark(await answer(notes, { note: '' }), id, 'note')).toEqual(kept(''))
    })

    it('takes true and false from a form as from a script', async () => {
      const count = () => database.mark.count({ where: { userId: reader, bookmarked: true } })
      await send(bookmarks, asForm({ resource: tutorial.id, bookmarked: 'false' }))
      expect(await count()).toBe(0)
      await send(bookmarks, asForm({ resource: tutorial.id, bookmarked: 'true' }))
      expect(await count()).toBe(1)
      await send(bookmarks, bookmark({ bookmarked: false }))
      expect(await count()).toBe(0)
    })

    it('done twice is done once', async () => {
      const statuses = await Promise.all(
        Array.from({ length: 8 }, async () => (await send(bookmarks, bookmark())).status),
      )
      expect(statuses).toEqual(Array(8).fill(200))
      expect(await database.mark.count({ where: { userId: reader, bookmarked: true } })).toBe(1)
    })

    it.each([
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/.//evil.example',
      'javascript:alert(1)',
      '',
    ])('goes home rather than to %j', async (returnTo) => {
      const answer = await send(bookmarks, asForm({ resource: tutorial.id, bookmarked: 'true', returnTo }))
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
    })

    it('comes from the portal under a name of its machine, too', async () => {
      const answer = await send(bookmarks, {
        ...bookmark(),
        headers: { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' },
      })
      expect(answer.status).toBe(200)
    })

    it('needs no Sec-Fetch-Site, which older browsers do not send', async () => {
      expect((await send(bookmarks, { ...bookmark(), headers: { 'sec-fetch-site': null } })).status).toBe(200)
    })
  })

  describe('from another site', () => {
    const foreign: Record<string, string | null>[] = [
      ...[
        'http://evil.example',
        'null',
        'http://sub.localhost:3000',
        'http://localhost.evil.example',
        'http://localhost:3000.evil.example',
      ].map((each) => ({ origin: each })),
      ...[
        'https://localhost:3000',
        'http://localhost',
        'http://localhost:3001',
        'http://127.0.0.1:3000',
        'localhost:3000',
        'file://',
        '%%%',
        '',
        ' ',
      ].map((each) => ({ origin: each })),
      ...[
        'http://localhost:3000/',
        'http://localhost:3000, http://evil.example',
        'http://user@localhost:3000',
        'HTTP://LOCALHOST:3000',
      ].map((each) => ({ origin: each })),
      { origin: null },
      { origin: null, referer: `${origin}/prometheus` },
      ...['cross-site', 'same-site', 'none', '', 'x'].map((each) => ({ 'sec-fetch-site': each })),
    ]
    // Names that may be another site's that points here.
    const foreignHosts: Record<string, string>[] = [
      { origin: 'https://lectern.lan', host: 'lectern.lan' },
      { origin: 'http://lectern.lan', host: 'lectern.lan' },
      { origin: 'null', host: 'null' },
      { host: 'evil.example', origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' },
    ]
    it.each(foreignHosts)('is refused with 421: %j', async (headers) => {
      expect(await refused(bookmarks, { ...bookmark(), headers })).toBe(421)
    })

    it.each(foreign)('is refused with 403: %j', async (headers) => {
      expect(await refused(bookmarks, { ...bookmark(), headers })).toBe(403)
      expect(await refused(readingProgress, { body: { resource: tutorial.id, progress: 'skipped' }, headers })).toBe(
        403,
      )
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
    it.each([
      null,
      'text/plain',
      'text/plain;application/json',
      'multipart/form-data; boundary=x',
      'application/octet-stream',
    ])('is refused with 415: %j', async (type) => {
      expect(await refused(bookmarks, { ...bookmark(), headers: { 'content-type': type } })).toBe(415)
    })

    it('is refused with 413 when it is large, whatever length it states', async () => {
      const large = JSON.stringify({ resource: tutorial.id, bookmarked: true, padding: 'x'.repeat(20_000) })
      const chunked = () =>
        new ReadableStream<Uint8Array>({
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
      expect(
        await refused(bookmarks, {
          body: `resource=${tutorial.id}&bookmarked=true&bookmarked=false`,
          headers: formType,
        }),
      ).toBe(400)
    })
  })

  describe('by nobody', () => {
    const strangers = [null, '', 'lectern-session=x', 'lectern-session=x.y', '__Host-lectern-session=x']
    const guests = () =>
      database.user.findMany({ where: { isAnonymous: true }, include: { marks: true, sessions: true } })

    it.each(strangers)('makes a guest, whose next mark is the same guest’s: cookie %j', async (stranger) => {
      const before = (await guests()).length
      const first = await send(bookmarks, { ...bookmark(), headers: { cookie: stranger } })
      const { reader: guest, ...data } = (await first.json()) as { reader: string }
      expect([first.status, data]).toEqual([200, { resource: tutorial.id, bookmarked: true, asOf: expect.any(Number) }])
      expect(guest).not.toBe(reader)
      expect(first.headers.getSetCookie().find((each) => each.startsWith('lectern-session='))).toMatch(
        /; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/,
      )

      const second = await send(readingProgress, {
        body: { resource: tutorial.id, progress: 'done', reader: guest },
        headers: { cookie: cookiesOf(first) },
      })
      expect([second.status, await second.json()]).toMatchObject([200, { progress: 'done', reader: guest }])
      const all = await guests()
      expect(all).toHaveLength(before + 1)
      const made = all.find(({ id }) => id === guest)
      expect(made?.marks).toEqual([
        expect.objectContaining({ resourceId: tutorial.id, bookmarked: true, progress: 'done' }),
      ])
      expect(made?.sessions).toHaveLength(1)
    })

    it('makes a guest of a form, which goes back to its resource', async () => {
      const returnTo = `/prometheus#resource-${tutorial.id}`
      const before = (await guests()).length
      const form = await send(
        readingProgress,
        asForm({ resource: tutorial.id, progress: 'reading', returnTo }, { cookie: null }),
      )
      expect([form.status, form.headers.get('location')]).toEqual([
        303,
        `/api/session?next=${encodeURIComponent(returnTo)}`,
      ])
      expect(cookiesOf(form)).toMatch(/^lectern-session=/)
      expect(await guests()).toHaveLength(before + 1)
    })

    it('makes no guest unless everything else is right', async () => {
      const headers = { cookie: null }
      expect(await refused(bookmarks, { ...bookmark({ bookmarked: 'yes' }), headers })).toBe(422)
      expect(await refused(bookmarks, { ...bookmark({ more: 1 }), headers })).toBe(422)
      expect(await refused(bookmarks, { ...bookmark({ age: -1 }), headers })).toBe(422)
      expect(await refused(bookmarks, { ...bookmark({ resource: 'no-such-resource' }), headers })).toBe(404)
      expect(await refused(removals, { body: { resource: 'no-such-resource' }, headers })).toBe(404)
      expect(await refused(notes, { body: { resource: tutorial.id, note: 'x'.repeat(2001) }, headers })).toBe(422)
      expect(
        await refused(bookmarks, { ...bookmark(), headers: { cookie: null, origin: 'http://evil.example' } }),
      ).toBe(403)
      expect(
        await refused(bookmarks, { body: 'resource=x', headers: { cookie: null, 'content-type': 'text/plain' } }),
      ).toBe(415)
    })

    it('from a page of a reader is refused with 401, or led to sign-in and back', async () => {
      for (const [handler, fields] of [
        [bookmarks, { bookmarked: true }],
        [readingProgress, { progress: 'done' }],
        [notes, { note: 'x' }],
        [removals, {}],
      ] as [Handler, Fields][])
        expect(
          await refused(handler, { body: { resource: tutorial.id, ...fields, reader }, headers: { cookie: null } }),
        ).toBe(401)
      const before = await checksum()
      const form = await send(
        bookmarks,
        asForm({ resource: tutorial.id, bookmarked: 'false', reader, returnTo: '/prometheus#x' }, { cookie: null }),
      )
      expect([form.status, form.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fprometheus%23x'])
      expect(await checksum()).toBe(before)
    })

    it('from a page of a reader is refused with 401 once the session has ended, or its signature is another', async () => {
      const account = { email: 'short@example.org', password }
      const theirs = cookiesOf(await send(signUp, { body: { ...account, name: 'Short' }, headers: { cookie: null } }))
      const { id } = await database.user.findUniqueOrThrow({ where: { email: account.email } })
      expect((await send(bookmarks, { ...bookmark({ reader: id }), headers: { cookie: theirs } })).status).toBe(200)
      expect(
        await refused(bookmarks, {
          ...bookmark({ bookmarked: false, reader: id }),
          headers: { cookie: theirs.replace(/(lectern-session=[^;]*)\.[^.;]*/, '$1.AAAA') },
        }),
      ).toBe(401)
      await database.session.updateMany({
        where: { user: { email: account.email } },
        data: { expiresAt: new Date(Date.now() - 1000) },
      })
      const before = await database.mark.findMany({ where: { userId: id } })
      expect(
        (await send(bookmarks, { ...bookmark({ bookmarked: false, reader: id }), headers: { cookie: theirs } })).status,
      ).toBe(401)
      expect(await database.mark.findMany({ where: { userId: id } })).toEqual(before)
    })

    it('from another reader’s page is refused with 409, and from that of the guest one was is not', async () => {
      expect(await refused(bookmarks, bookmark({ reader: 'somebody' }))).toBe(409)
      const guest = await send(bookmarks, { ...bookmark(), headers: { cookie: null } })
      const { reader: id } = (await guest.json()) as { reader: string }
      expect(await refused(bookmarks, bookmark({ reader: id }))).toBe(409)
      const signedIn = await send(signIn, {
        body: { email: 'ada@example.org', password },
        headers: { cookie: cookiesOf(guest) },
      })
      expect(signedIn.status).toBe(200)
      const answer = await send(bookmarks, bookmark({ reader: id }))
      expect([answer.status, await answer.json()]).toMatchObject([200, { reader }])
      expect(await refused(bookmarks, { ...bookmark({ reader: id }), headers: { cookie: cookiesOf(guest) } })).toBe(401)
    })

    it('makes at most sixty guests a minute at one address, and takes marks of those there are', async () => {
      const from = (address: string, cookie: string | null = null): Sent => ({
        ...bookmark(),
        headers: { cookie, 'x-lectern-address': address },
      })
      const first = await send(bookmarks, from('203.0.113.7'))
      expect(first.status).toBe(200)
      await database.rateLimit.updateMany({
        where: { key: { startsWith: 'network:' } },
        data: { hits: String(Date.now()).repeat(59) },
      })
      expect((await send(bookmarks, from('203.0.113.7'))).status).toBe(200)
      expect(await refused(bookmarks, from('203.0.113.7'))).toBe(429)
      expect((await send(bookmarks, from('203.0.113.8'))).status).toBe(200)
      expect((await send(bookmarks, from('203.0.113.7', cookiesOf(first)))).status).toBe(200)
    })

    it('reaches no other reader’s marks, whatever fields it adds', async () => {
      expect(await refused(bookmarks, bookmark({ userId: 'somebody' }))).toBe(422)
      expect(await refused(bookmarks, bookmark({ reader: { id: 'somebody' } }))).toBe(422)
    })

    it('whose account is gone is refused with 401', async () => {
      const account = { name: 'Gone', email: 'gone@example.org', password }
      const theirs = cookiesOf(await send(signUp, { body: account, headers: { cookie: null } }))
      const { id } = await database.user.findUniqueOrThrow({ where: { email: account.email } })
      await database.user.delete({ where: { id } })
      expect(await refused(bookmarks, { ...bookmark({ reader: id }), headers: { cookie: theirs } })).toBe(401)
      // Gone between the two: the session was there when it was looked up.
      const { setBookmarked } = await import('@/lib/shelf')
      const late = writing.writeAsAnyone({
        fields: z.object({}),
        act: async () => ({ data: { kept: await setBookmarked(id, [tutorial.id], true) } }),
      })
      expect(await refused(late, { body: {} })).toBe(401)
    })
  })

  describe('of a change that waited', () => {
    it('is made at the time that its age tells, and yields to what came after', async () => {
      await database.mark.deleteMany()
      const now = Date.now()
      expect(
        await (
          await send(readingProgress, { body: { resource: tutorial.id, progress: 'reading', age: 60_000 } })
        ).json(),
      ).toMatchObject({ progress: 'reading' })
      const mark = await database.mark.findFirstOrThrow({ where: { userId: reader } })
      expect(Math.abs(Number(mark.progressAt) - (now - 60_000))).toBeLessThan(10_000)
      expect(
        await (
          await send(readingProgress, { body: { resource: tutorial.id, progress: 'done', age: 3_600_000 } })
        ).json(),
      ).toMatchObject({ progress: 'reading' })
      expect(
        await (await send(readingProgress, { body: { resource: tutorial.id, progress: 'done', age: 0 } })).json(),
      ).toMatchObject({ progress: 'done' })
    })

    it('is no older than a guest may be', async () => {
      await database.mark.deleteMany()
      expect((await send(bookmarks, bookmark({ age: Number.MAX_SAFE_INTEGER }))).status).toBe(200)
      const { bookmarkedAt } = await database.mark.findFirstOrThrow({ where: { userId: reader } })
      expect(Date.now() - Number(bookmarkedAt)).toBeLessThan(91 * 24 * 3_600_000)
    })

    it.each([-1, 1.5, '60', null, 1e400, {}, [1]])('is refused with 422 where its age is %j', async (age) => {
      expect(await refused(bookmarks, bookmark({ age }))).toBe(422)
    })
  })

  describe('of a note', () => {
    const keep = async (note: unknown) =>
      (await (await send(notes, { body: { resource: tutorial.id, note } })).json()) as {
        note?: string | null
        error?: { message: string }
      }

    it('takes the same text from a form and from a script, each line’s end as one character', async () => {
      expect(await keep('one\r\ntwo\rthree\n\n')).toMatchObject({ note: 'one\ntwo\nthree' })
      await send(notes, asForm({ resource: tutorial.id, note: 'a\r\nb' }))
      expect((await database.mark.findFirstOrThrow({ where: { userId: reader, resourceId: tutorial.id } })).note).toBe(
        'a\nb',
      )
      expect(await keep('\r\n'.repeat(1999) + 'x')).toMatchObject({ note: '\n'.repeat(1999) + 'x' })
    })

    it('takes 2,000 characters and not one more', async () => {
      expect(await keep('x'.repeat(2000))).toMatchObject({ note: 'x'.repeat(2000) })
      expect(await keep('字'.repeat(2000))).toMatchObject({ note: '字'.repeat(2000) })
      expect(await refused(notes, { body: { resource: tutorial.id, note: 'x'.repeat(2001) } })).toBe(422)
      expect(await refused(notes, asForm({ resource: tutorial.id, note: 'x'.repeat(2001) }))).toBe(422)
      expect(await keep('🕯'.repeat(1000))).toMatchObject({ note: '🕯'.repeat(1000) })
      expect((await keep('🕯'.repeat(1001))).error?.message).toBe(
        'The note is longer than 2,000 characters. Shorten it.',
      )
    })

    it.each(['x', '字', '🕯'])(
      'of 20,000 times %s, as joining makes it, is whole again once its removal is undone, with script and without',
      async (character) => {
        const long = `${character.repeat(9999)}\n${character.repeat(10_000)}`
        await database.mark.deleteMany({ where: { userId: reader } })
        await keep('mine')
        await database.mark.updateMany({ where: { userId: reader, resourceId: tutorial.id }, data: { note: long } })
        const removed = (await (await send(removals, { body: { resource: tutorial.id } })).json()) as {
          removed: { note: string }
        }
        expect(removed.removed.note).toBe(long)
        const undone = await send(notes, { body: { resource: tutorial.id, note: long, restores: true } })
        expect([undone.status, ((await undone.json()) as { note: string }).note === long]).toEqual([200, true])

        const page = await (await send(removals, asForm({ resource: tutorial.id }))).text()
        const inputs = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
          ([, name = '', value = '']) => [name, value.replaceAll('\n', '\r\n')],
        )
        expect((await send(marks, asForm(Object.fromEntries(inputs) as Record<string, string>))).status).toBe(303)
        expect(
          (await database.mark.findFirstOrThrow({ where: { userId: reader, resourceId: tutorial.id } })).note,
        ).toBe(long)
      },
    )

    it('that is longer than any is refused also when it is put back, and a visitor who sends one is no guest', async () => {
      expect(await refused(notes, { body: { resource: tutorial.id, note: 'x'.repeat(20_001), restores: true } })).toBe(
        422,
      )
      expect(await refused(notes, { body: { resource: tutorial.id, note: 'x', restores: 'yes' } })).toBe(422)
      const guests = await database.user.count()
      expect(
        await refused(notes, { body: { resource: tutorial.id, note: 'x'.repeat(2001) }, headers: { cookie: null } }),
      ).toBe(422)
      expect(await database.user.count()).toBe(guests)
    })

    it.each(['', ' ', '\n \r\n'])('that is %j takes it back', async (empty) => {
      await keep('mine')
      expect(await keep(empty)).toMatchObject({ note: null })
      expect(
        (await database.mark.findFirstOrThrow({ where: { userId: reader, resourceId: tutorial.id } })).note,
      ).toBeNull()
    })

    it('is kept without the characters that nobody sees, and with those that a script needs', async () => {
      expect(await keep('\ufeffMind\u200b the\u202e gap\u2060\n\u200e')).toMatchObject({ note: 'Mind the gap' })
      expect(await keep('می\u200cخواهم\n\tक्\u200dष 👩\u200d💻')).toMatchObject({
        note: 'می\u200cخواهم\n\tक्\u200dष 👩\u200d💻',
      })
      expect(await keep('\u200b')).toMatchObject({ note: null })
    })

    it('is refused where a database could not keep it', async () => {
      for (const half of ['\ud83d', 'a\udd6fb'])
        expect(await refused(notes, { body: { resource: tutorial.id, note: half } })).toBe(422)
      expect(await refused(notes, { body: { resource: tutorial.id, note: 'a\0b' } })).toBe(400)
      for (const note of [null, 7, {}, ['a']])
        expect(await refused(notes, { body: { resource: tutorial.id, note } })).toBe(422)
    })
  })

  describe('that takes something off the shelf', () => {
    const stored = () =>
      database.mark.findFirst({
        where: { userId: reader, resourceId: tutorial.id },
        select: { bookmarked: true, progress: true, percent: true, note: true },
      })

    it('gives what was there, with which it is put back as it was', async () => {
      await send(bookmarks, bookmark())
      await send(readingProgress, { body: { resource: tutorial.id, progress: 'reading', percent: 40 } })
      await send(notes, { body: { resource: tutorial.id, note: 'mine “too”' } })
      const before = await stored()
      const { removed } = (await (await send(removals, { body: { resource: tutorial.id } })).json()) as {
        removed: Fields
      }
      expect(removed).toEqual(before)
      expect(await stored()).toEqual({ bookmarked: false, progress: 'to-read', percent: null, note: null })
      const { percent, ...rest } = removed
      expect((await send(marks, { body: { resource: tutorial.id, ...rest, percent } })).status).toBe(200)
      expect(await stored()).toEqual(before)
    })

    it('answers a form with a page whose one button puts it back', async () => {
      await send(bookmarks, bookmark())
      await send(notes, { body: { resource: tutorial.id, note: '"><b>mine</b>' } })
      const before = await stored()
      const answer = await send(removals, asForm({ resource: tutorial.id, returnTo: '/shelf' }))
      const page = await answer.text()
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
        200,
        'text/html; charset=utf-8',
        'private, no-store',
      ])
      expect(page).not.toContain('<b>')
      const unescape = (text: string) =>
        text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      const fields = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(
        ([, name = '', value = '']) => [name, unescape(value)],
      )
      const back = await send(marks, asForm(Object.fromEntries(fields) as Record<string, string>))
      expect([back.status, back.headers.get('location')]).toEqual([303, '/shelf'])
      expect(await stored()).toEqual(before)
    })

    it('says once, beside a visitor’s first mark, where marks live', async () => {
      const { readGuestNotice } = await import('@/lib/notice')
      const first = await send(bookmarks, { ...bookmark(), headers: { cookie: null } })
      const guest = ((await first.json()) as { reader: string }).reader
      expect(readGuestNotice(guest, cookiesOf(first))).toBe(tutorial.id)
      const second = await send(bookmarks, {
        ...bookmark({ resource: tool?.id }),
        headers: { cookie: cookiesOf(first) },
      })
      expect([second.status, readGuestNotice(guest, cookiesOf(second))]).toEqual([200, null])
      expect(cookiesOf(await send(bookmarks, bookmark()))).not.toContain('lectern-notice')
    })

    it('has the shelf and the first page say what a form changed, and with what to undo it', async () => {
      const { readChangeNotice } = await import('@/lib/notice')
      const resource = tutorial.id
      const read = (answer: Response, page = '/shelf') => readChangeNotice(reader, page, cookiesOf(answer))
      const set = (fields: Record<string, string>) =>
        asForm({ resource, returnTo: `/shelf?sort=title#resource-${resource}`, ...fields })
      await send(marks, { body: { resource, bookmarked: false, progress: 'reading', percent: 40, note: '' } })
      const done = await send(readingProgress, set({ progress: 'done' }))
      expect(done.status).toBe(303)
      const common = { page: '/shelf', resource, title: tutorial.title }
      expect(read(done)).toEqual({
        ...common,
        field: 'progress',
        before: 'reading 40',
        done: `“${tutorial.title}” is done.`,
      })
      expect(read(done, '/')).toBeNull()
      expect(readChangeNotice('another', '/shelf', cookiesOf(done))).toBeNull()
      expect(read(await send(bookmarks, set({ bookmarked: 'true' })))).toMatchObject({
        field: 'bookmarked',
        before: 'false',
      })
      expect(read(await send(notes, set({ note: 'New', returnTo: '/' })), '/')).toMatchObject({
        field: 'note',
        before: '',
      })
      // Nothing changed; a topic shows it by itself; script says it.
      expect(read(await send(bookmarks, set({ bookmarked: 'true' })))).toBeNull()
      expect(cookiesOf(await send(bookmarks, set({ bookmarked: 'false', returnTo: '/prometheus' })))).not.toContain(
        'notice',
      )
      expect(cookiesOf(await send(bookmarks, bookmark()))).not.toContain('notice')
    })

    it('takes what the portal no longer lists, from a reader who marked it while it did', async () => {
      const resource = 'once-listed'
      await database.listedResource.create({
        data: { id: resource, href: 'https://example.org/once', title: 'Once', kind: 'tutorial' },
      })
      expect(await refused(bookmarks, bookmark({ resource }))).toBe(404)
      expect(await refused(notes, { body: { resource, note: 'mine' } })).toBe(404)
      expect(await refused(removals, { body: { resource } })).toBe(404)
      await database.mark.create({
        data: {
          userId: reader,
          resourceId: resource,
          bookmarked: true,
          bookmarkedAt: new Date(0),
          changedAt: new Date(0),
        },
      })
      expect((await send(notes, { body: { resource, note: 'mine' } })).status).toBe(200)
      expect((await send(removals, { body: { resource } })).status).toBe(200)
      expect(await database.mark.findFirst({ where: { userId: reader, resourceId: resource } })).toMatchObject({
        bookmarked: false,
        note: null,
      })
      expect((await send(bookmarks, bookmark({ resource }))).status).toBe(200)
      expect(await refused(bookmarks, { ...bookmark({ resource }), headers: { cookie: null } })).toBe(404)
    })

    it('keeps the hidden progress of a former tutorial, and shows each reader’s when it is a tutorial again', async () => {
      const { getPortal, replacePortal } = await import('@/lib/content/current')
      const { readShownMarks, readShownShelf } = await import('@/lib/shown-marks')
      const portal = await getPortal()
      const { id } = tutorial
      const become = (kind: Resource['kind']) =>
        replacePortal({ ...portal, resources: new Map(portal.resources).set(id, { ...tutorial, kind }) }, kind)
      // A guest, who has nothing but how far they are.
      const first = await send(readingProgress, {
        body: { resource: id, progress: 'reading', percent: 40 },
        headers: { cookie: null },
      })
      const other = { cookie: cookiesOf(first), id: ((await first.json()) as { reader: string }).reader }
      await send(readingProgress, { body: { resource: id, progress: 'done' } })
      await send(notes, { body: { resource: id, note: 'mine' } })
      await send(bookmarks, bookmark({ bookmarked: false }))
      const rows = () =>
        database.mark.findMany({
          where: { resourceId: id, userId: { in: [reader, other.id] } },
          orderBy: { changedAt: 'asc' },
          select: { userId: true, progress: true, percent: true, progressAt: true },
        })
      const before = await rows()
      expect(before).toMatchObject([
        { userId: other.id, progress: 'reading', percent: 40 },
        { userId: reader, progress: 'done' },
      ])
      const show = async () => ({
        mine: (await readShownShelf(reader, await getPortal())).get(id),
        other: (await readShownShelf(other.id, await getPortal())).get(id),
        mark: (await readShownMarks(reader, [id], await getPortal())).get(id),
        otherMark: (await readShownMarks(other.id, [id], await getPortal())).get(id),
      })
      const shown = await show()
      expect(shown).toMatchObject({
        mine: { progress: 'done' },
        other: { progress: 'reading' },
        mark: { note: 'mine' },
      })
      try {
        become('reference')
        // A note is left on the one shelf, nothing on the other.
        expect(await show()).toMatchObject({
          mine: { progress: 'to-read', bookmarked: false },
          other: undefined,
          mark: { progress: 'to-read', percent: null, progressAt: null, note: 'mine' },
          otherMark: { progress: 'to-read', percent: null },
        })
        const refusal = await send(readingProgress, { body: { resource: id, progress: 'to-read' } })
        expect([refusal.status, parseRefusal(await refusal.json())?.message]).toEqual([
          422,
          'A reference has no reading progress. Bookmark it, or write a note on it.',
        ])
        expect((await send(bookmarks, bookmark())).status).toBe(200)
        // Off the shelf and back, by script and by form.
        const { removed } = (await (await send(removals, { body: { resource: id } })).json()) as { removed: Fields }
        expect(removed).toEqual({ bookmarked: true, progress: 'to-read', percent: null, note: 'mine' })
        expect((await show()).mine).toBeUndefined()
        const { percent: _, ...back } = removed
        expect((await send(marks, { body: { resource: id, ...back } })).status).toBe(200)
        const page = await (await send(removals, asForm({ resource: id, returnTo: '/shelf' }))).text()
        expect(page).toContain('<input type="hidden" name="progress" value="to-read">')
        expect((await send(marks, { body: { resource: id, ...back } })).status).toBe(200)
        expect((await show()).mine).toEqual({ progress: 'to-read', bookmarked: true })
        expect(await rows()).toEqual(expect.arrayContaining(before))

        become('tutorial')
        const { mine, other: others, otherMark } = await show()
        expect([mine, others, otherMark]).toEqual([
          { progress: 'done', bookmarked: true },
          shown.other,
          shown.otherMark,
        ])
      } finally {
        replacePortal(portal, '')
      }
    })

    it('gives a tool no progress by putting it back', async () => {
      const body = { resource: tool?.id, bookmarked: true, progress: 'done', note: '' }
      expect(await refused(marks, { body })).toBe(422)
      expect((await send(marks, { body: { ...body, progress: 'to-read' } })).status).toBe(200)
    })
  })

  it('that keeps a session needs one', async () => {
    const answer = await send(session, { body: {} })
    expect(answer.status).toBe(200)
    expect(isSession(await answer.json())).toBe(true)
    expect(await refused(session, { body: {}, headers: { cookie: null } })).toBe(401)
    expect(await refused(session, { body: { more: 1 } })).toBe(422)
  })

  describe('of fields that are not valid', () => {
    const wrong: [string, Fields][] = [
      ...[
        7,
        null,
        true,
        {},
        [],
        { not: null },
        { contains: '' },
        { startsWith: '' },
        ['a'],
        '',
        'A',
        'a b',
        '../x',
        'x'.repeat(65),
        'ü',
        'a\n',
      ].map((resource): [string, Fields] => ['resource', { resource }]),
      ...['yes', 1, 0, null, 'TRUE', '', {}, { not: null }, ['true'], 'on'].map((bookmarked): [string, Fields] => [
        'bookmarked',
        { bookmarked },
      ]),
      ...['extra', 'userId', 'note', 'constructor', 'toString'].map((name): [string, Fields] => [
        name,
        { [name]: 'x' },
      ]),
    ]
    it.each(wrong)('is refused with 422: a bookmark whose %s is in %j', async (_, fields) => {
      expect(await refused(bookmarks, bookmark(fields))).toBe(422)
    })

    it.each<Fields>([
      { progress: 'read' },
      { progress: null },
      { progress: { not: null } },
      { progress: ['done'] },
      {},
      { progress: 'reading', percent: 101 },
      { progress: 'reading', percent: -1 },
      { progress: 'reading', percent: 1.5 },
      { progress: 'reading', percent: 2 ** 31 },
      { progress: 'reading', percent: 'half' },
      { progress: 'reading', percent: {} },
      { progress: 'reading', percent: { increment: 1 } },
      { progress: 'reading', percent: 1e400 },
      { progress: 'reading', percent: [40] },
      { progress: 'reading', percent: true },
      { progress: 'reading', percent: null },
      { progress: 'reading', percent: '' },
      { progress: 'reading', percent: ' 40 ' },
      { progress: 'reading', percent: '0x10' },
    ])('is refused with 422: progress %j', async (fields) => {
      expect(await refused(readingProgress, { body: { resource: tutorial.id, ...fields } })).toBe(422)
    })

    it('is refused with 422 where it names __proto__, and changes no prototype', async () => {
      const body = `{"resource":"${tutorial.id}","bookmarked":false,"__proto__":{"bookmarked":true,"admin":true}}`
      expect(await refused(bookmarks, { body })).toBe(422)
      expect(
        await refused(bookmarks, { body: `resource=${tutorial.id}&bookmarked=false&__proto__=x`, headers: formType }),
      ).toBe(422)
      expect(({} as { admin?: boolean }).admin).toBeUndefined()
    })

    it('is refused with 404 where the portal lists no such resource, and with 422 where it is a tool', async () => {
      expect(await refused(bookmarks, bookmark({ resource: 'no-such-resource' }))).toBe(404)
      expect(await refused(bookmarks, bookmark({ resource: 'constructor' }))).toBe(404)
      expect(await refused(readingProgress, { body: { resource: 'no-such-resource', progress: 'done' } })).toBe(404)
      expect(tool).toBeDefined()
      expect(await refused(readingProgress, { body: { resource: tool?.id, progress: 'done' } })).toBe(422)
    })

    const leaves = countCases(20, 60)
    it(`is refused, whichever leaf of it is broken (${leaves} cases)`, async () => {
      const junk = fc.oneof(
        fc.string({ maxLength: 20 }),
        fc.integer(),
        fc.constant(null),
        fc.object({ maxDepth: 2 }),
        fc.array(fc.string(), { maxLength: 3 }),
      )
      const broken = fc
        .tuple(fc.constantFrom('resource', 'bookmarked', 'more'), junk)
        .filter(([name, value]) => !(name === 'bookmarked' && (value === 'true' || value === 'false')))
      await fc.assert(
        fc.asyncProperty(broken, async ([name, value]) => {
          expect([404, 422]).toContain(await refused(bookmarks, bookmark({ bookmarked: false, [name]: value })))
        }),
        { numRuns: leaves },
      )
    })

    it('shows a form’s reason in words, safe from what was sent', async () => {
      const answer = await send(
        bookmarks,
        asForm({ resource: 'no-such-resource', bookmarked: 'true', returnTo: '/a?b="><script>x' }),
      )
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
      const page = await answer.text()
      expect(page).toContain('The portal lists no such resource')
      // Its own script chooses the theme; nothing of what was sent is one.
      expect(page.match(/<script/g)).toHaveLength(1)
      expect(page).not.toContain('<script>x')
    })
  })

  describe('that several things are wrong with', () => {
    it('is refused for the first: its site, its type, its size, its text, its fields, its sender, its resource', async () => {
      const wrong = { origin: 'http://evil.example', 'content-type': 'text/plain', cookie: null }
      const large = `{"resource":7${' '.repeat(20_000)}`
      const order: [number, Sent][] = [
        [403, { body: large, headers: wrong }],
        [415, { body: large, headers: { ...wrong, origin } }],
        [413, { body: large, headers: { cookie: null } }],
        [400, { body: '{"resource":7', headers: { cookie: null } }],
        [422, { body: { resource: 'no-such-resource', bookmarked: 7, reader }, headers: { cookie: null } }],
        [401, { body: { resource: 'no-such-resource', bookmarked: true, reader }, headers: { cookie: null } }],
        [409, { body: { resource: 'no-such-resource', bookmarked: true, reader: 'somebody' } }],
        [404, { body: { resource: 'no-such-resource', bookmarked: true, reader } }],
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
      const state = toNotice(answer)
      expect(state).toContain('"email":"bea@"')
      expect(state).not.toContain('secret')
      expect(answer.headers.get('set-cookie')).toMatch(/; Path=\/; Max-Age=60; HttpOnly; SameSite=Lax$/)
    })

    it('sends back no more than a cookie holds', async () => {
      const answer = await send(
        signUp,
        asForm({ name: 'ü'.repeat(1000), email: 'x'.repeat(5000), password }, { cookie: null }),
      )
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
      expect(
        await refused(signUp, { body: { ...account(), email: 'ada@example.org' }, headers: { cookie: null } }),
      ).toBe(422)
      expect(
        await refused(signIn, {
          body: { email: 'ada@example.org', password: 'not her password' },
          headers: { cookie: null },
        }),
      ).toBe(401)
      expect(await refused(signIn, { body: { email: { not: null }, password }, headers: { cookie: null } })).toBe(422)
    })

    it('answers a form that signs in with 303 and a session, and its end with the session gone', async () => {
      const answer = await send(
        signIn,
        asForm({ email: 'ada@example.org', password, returnTo: '/prometheus' }, { cookie: null }),
      )
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
    const broken = writing.writeAsAnyone({
      fields: z.object({}),
      act: () => Promise.reject(new Error('secret detail')),
    })
    const answer = await send(broken, { body: {} })
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('secret')
    expect(logged).toHaveBeenCalledOnce()
  })

  it('while the database is away is refused with 503, says when to try again, and works once it is back', async () => {
    const before = await checksum()
    await whileAway(async () => {
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
  /** Locks a file, or sends everyone off a server's database and lets nobody in. */
  async function whileAway(run: () => Promise<void>): Promise<void> {
    if (provider === 'sqlite') {
      const holder = await startProcess(`import { createClient } from '@libsql/client'
        const work = async (url) => (globalThis.held = await createClient({ url }).transaction('write')) && 'held'`)
      await holder.call(address)
      return run().finally(() => holder.end())
    }
    const server = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
    await server.connect()
    const name = new URL(address).pathname.slice(1)
    const letIn = (allowed: boolean) => server.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS ${allowed}`)
    await letIn(false)
    await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name])
    return run().finally(async () => {
      await letIn(true)
      await server.end()
    })
  }
})

it('a write while nobody answers for PostgreSQL is refused with 503', async () => {
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
  const cookie = `lectern-session=${encodeURIComponent(`token.${createHmac('sha256', secret).update('token').digest('base64')}`)}`
  const headers = { origin, cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const answer = await POST(
    new Request(`${origin}/api/bookmarks`, { method: 'POST', headers, body: '{"resource":"one","bookmarked":true}' }),
  )
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
  expect(logged).toHaveBeenCalled()
  vi.unstubAllEnvs()
})
