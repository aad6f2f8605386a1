import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, vi } from 'vitest'
import type { Resource } from '../../lib/content'
import { connect, type Database } from '../../lib/db'
import { logTo } from '../../lib/observing'
import { parseRefusal } from '../../lib/responses/refusal'
import { createMigratedDatabase, withoutHaste, type providers } from './databases'

/** The lines that the portal logs, from level "error". */
export const logged = vi.fn<(line: string) => void>()
logTo({ write: logged }, 'error')

/** The portal's own origin. */
export const origin = 'http://localhost:3000'

/** The reader's password. */
export const password = 'reading by lamplight'

/** A POST handler. */
export type Handler = (request: Request) => Promise<Response>

/** The fields of a JSON body. */
export type Fields = Record<string, unknown>

/** A request. A header of null is left out. */
export interface Sent {
  path?: string
  body: Fields | BodyInit | null
  headers?: Record<string, string | null>
}

/** The header of a form. */
export const formType = { 'content-type': 'application/x-www-form-urlencoded' }

/** A portal with one reader, filled in before the tests of a `describe` run. */
export interface PortalForWrites {
  databaseUrl: string
  database: Database
  tutorial: Resource
  tool: Resource | undefined
  /** The id of the reader. */
  reader: string
}

/** Returns the cookies that a response sets, as a request header. */
export const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')

/** Returns a form post with the given fields. */
export const asForm = (fields: Record<string, string>, headers: Sent['headers'] = {}): Sent => ({
  body: new URLSearchParams(fields).toString(),
  headers: { ...formType, ...headers },
})

/** Prepares a portal with its own database and a signed-up reader, and returns functions to write to it. */
export function setUpWrites(provider: (typeof providers)[number]) {
  const portal = {} as PortalForWrites
  let cookie: string
  let dataDir: string
  let remove: () => void

  beforeAll(async () => {
    const created = await createMigratedDatabase(provider)
    const env = withoutHaste(created.database)
    remove = created.remove
    dataDir = mkdtempSync(path.join(tmpdir(), 'lectern-write-'))
    const database = connect(env)
    for (const [name, value] of Object.entries({
      DATABASE_URL: env.url,
      DATA_DIR: dataDir,
      BASE_URL: origin,
      PORT: '3000',
      GITHUB_CLIENT_ID: '',
    }))
      vi.stubEnv(name, value)
    // Each provider's run has its own database, accounts and portal.
    vi.resetModules()
    const resources = [...(await (await import('../../lib/content')).getPortal()).resources.values()]
    Object.assign(portal, {
      databaseUrl: env.url,
      database,
      tutorial: resources.find(({ kind }) => kind === 'tutorial')!,
      tool: resources.find(({ kind }) => kind === 'tool'),
    })
    const answer = await send(handlers.signUp, {
      body: { name: 'Ada', email: 'ada@example.org', password },
      headers: { cookie: null },
    })
    expect(answer.status).toBe(200)
    cookie = cookiesOf(answer)
    portal.reader = (await database.user.findUniqueOrThrow({ where: { email: 'ada@example.org' } })).id
  })
  afterAll(async () => {
    await (await import('../../lib/db')).getDatabase().$disconnect()
    await portal.database.$disconnect()
    vi.unstubAllEnvs()
    rmSync(dataDir, { recursive: true, force: true })
    remove()
  })
  beforeEach(async () => {
    logged.mockClear()
    await portal.database.rateLimit.deleteMany()
  })

  const load =
    (route: string): Handler =>
    async (request) => {
      const { POST } = (await import(path.resolve('app/api', route, 'route.ts'))) as { POST: Handler }
      return POST(request)
    }
  const handlers = {
    bookmarks: load('bookmarks'),
    readingProgress: load('reading-progress'),
    signUp: load('sign-up'),
    signIn: load('sign-in'),
    signOut: load('sign-out'),
    github: load('sign-in/github'),
    notes: load('notes'),
    marks: load('marks'),
    removals: load('removals'),
    session: load('session'),
  }

  /** Sends a request like one from the portal's own page, with the given differences. */
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

  /** Returns a request that bookmarks the tutorial, with further fields. */
  const bookmark = (more: Fields = {}): Sent => ({ body: { resource: portal.tutorial.id, bookmarked: true, ...more } })

  /** Returns a checksum of all readers' data. Counters of attempts are not included. */
  async function checksum(): Promise<string> {
    const { database } = portal
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

  /** Returns the status of a refusal, after checking that it changed nothing and has a message. */
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

  return { portal, ...handlers, send, bookmark, checksum, refused }
}
