import { createHash, randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { LibsqlError, type Client } from '@libsql/client'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { providers } from '../../scripts/testing/databases'
import { openPortal, type TestPortal, type TestReader } from '../../scripts/testing/portal'
import { getContent } from '../prepared'
import { report } from '../report'
import { patience } from './server'
import { secret, signSession } from './store'

// Makes each database call of each write fail, before or after it is done. The write answers 503 and is stored as a
// whole or not at all; repeating it succeeds.

/** No write makes more calls. */
const mostCalls = 60

/** The call that fails, counted down, and when it fails. */
const fault = { after: 0, when: 'before' as 'before' | 'after', calls: 0 }

function arm(after: number, when: typeof fault.when): void {
  Object.assign(fault, { after, when, calls: 0 })
}

async function pass<T>(run: () => Promise<T>, failure: () => Error): Promise<T> {
  const fails = ++fault.calls === fault.after
  if (fails && fault.when === 'before') throw failure()
  const result = await run()
  if (fails) throw failure()
  return result
}

const restore: (() => void)[] = []

interface Queryable {
  query: (...given: unknown[]) => unknown
}

function spoil(asked: Queryable, failure: (asked: unknown) => Error): void {
  const { query } = asked
  asked.query = function (...given) {
    if (typeof given.at(-1) === 'function' || typeof given[0] !== 'object') return query.apply(this, given)
    return pass(
      () => query.apply(this, given) as Promise<unknown>,
      () => failure(this),
    )
  }
  restore.push(() => (asked.query = query))
}

/** Injects the fault between the portal and its database, in the driver. */
async function sabotage(provider: (typeof providers)[number]): Promise<void> {
  if (provider === 'postgresql') {
    // A pool queries its connections by callback; a transaction queries its connection by promise.
    const noRoom = () =>
      Object.assign(new Error('could not extend file: No space left on device'), {
        code: '53100',
        severity: 'ERROR',
        length: 1,
      })
    spoil(pg.Pool.prototype as unknown as Queryable, noRoom)
    spoil(pg.Client.prototype as unknown as Queryable, (client) => {
      // In a transaction, only closing the connection rolls back by itself.
      ;(client as unknown as { connection: { stream: Socket } }).connection.stream.destroy()
      return new Error('Connection terminated unexpectedly')
    })
    return
  }
  const { LibSql } = await import('@/lib/db/libsql')
  const create = LibSql.prototype.createClient
  vi.spyOn(LibSql.prototype, 'createClient').mockImplementation(function (this: InstanceType<typeof LibSql>, config) {
    const client: Client = create.call(this, config)
    const failure = () => new LibsqlError('disk I/O error', 'SQLITE_IOERR', 'SQLITE_IOERR_WRITE', 778)
    const { execute, transaction } = client
    client.execute = ((...given: Parameters<typeof execute>) =>
      pass(() => execute.apply(client, given), failure)) as typeof execute
    client.transaction = (async (...given: Parameters<typeof transaction>) => {
      const opened = await transaction.apply(client, given)
      const run = opened.execute.bind(opened)
      opened.execute = (statement) => pass(() => run(statement), failure)
      return opened
    }) as typeof transaction
    return client
  })
}

/** A reader as stored in the database. */
interface Seen {
  ways: string[]
  sessions: number
}

interface Write {
  route: string
  body: Record<string, unknown>
  /** Runs before each attempt, on a separate reader. */
  prepare?: (reader: TestReader) => Promise<void>
  /** Sends no session, so the reader does not matter. */
  signedOut?: boolean
  /** Statuses of the repeated write if the first one was stored but its response was lost. */
  again?: number[]
  /** The allowed partial result of an interrupted write, and a check of it. */
  half?: { is: string; test: (between: Seen | undefined, before: Seen | undefined) => boolean }
}

describe.each(providers)('on %s', (provider) => {
  let portal: TestPortal
  let tutorial: string
  let readers = 0
  /** The hash of the shared password. */
  let hash: string | null

  beforeAll(async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    portal = await openPortal(provider, { AUTH_SECRET: secret })
    await sabotage(provider)
    const { id } = await portal.signUp('first@example.org')
    hash = (await portal.database.account.findFirstOrThrow({ where: { userId: id } })).password
    tutorial = getContent().resources.find(({ kind }) => kind === 'tutorial')!.id
  }, patience)
  afterAll(async () => {
    arm(0, 'before')
    await portal.close()
    for (const each of restore.splice(0)) each()
    vi.restoreAllMocks()
  })
  beforeEach(() => arm(0, 'before'))
  afterEach(() => arm(0, 'before'))

  const at = '2026-01-01T00:00:00.000Z'
  const marks = { bookmarked: true, progress: 'reading', percent: 40, note: 'mine' }
  const row = {
    resource: '',
    href: null,
    bookmarked: true,
    bookmarkedAt: at,
    progress: 'to-read',
    percent: null,
    progressAt: null,
    note: 'imported',
    noteAt: at,
  }
  const writes = (): Record<string, Write> => ({
    bookmarks: { route: 'bookmarks', body: { resource: tutorial, bookmarked: true } },
    'a guest’s first bookmark': { route: 'bookmarks', body: { resource: tutorial, bookmarked: true }, signedOut: true },
    'reading-progress': { route: 'reading-progress', body: { resource: tutorial, progress: 'reading', percent: 40 } },
    notes: { route: 'notes', body: { resource: tutorial, note: 'mine' } },
    marks: { route: 'marks', body: { resource: tutorial, ...marks } },
    removals: {
      route: 'removals',
      body: { resource: tutorial },
      prepare: async ({ cookie }) =>
        void (await portal.post('marks', { cookie, body: { resource: tutorial, ...marks } })),
    },
    'shelf-imports': { route: 'shelf-imports', body: { dryRun: false, rows: [{ ...row, resource: tutorial }] } },
    session: { route: 'session', body: {} },
    'sign-up': {
      route: 'sign-up',
      body: { name: 'Eve', password: 'a long enough one' },
      signedOut: true,
      again: [422],
    },
    'sign-in': { route: 'sign-in', body: {}, signedOut: true },
    'sign-out': { route: 'sign-out', body: {} },
    'account/name': { route: 'account/name', body: { name: 'Grace' } },
    'account/email': { route: 'account/email', body: {}, again: [422] },
    'account/password': {
      route: 'account/password',
      body: { newPassword: 'another long one' },
      again: [401, 422],
      half: {
        is: 'every browser signed out, and the password as it was',
        test: (user, before) => user?.sessions === 0 && user.ways[0] === before?.ways[0],
      },
    },
    'account/sessions/end-others': {
      route: 'account/sessions/end-others',
      body: {},
      prepare: async (reader) => void (await portal.signIn(reader)),
    },
    'confirm-email': { route: 'confirm-email', body: {}, again: [400] },
    'the link to a new account': {
      route: 'confirm-email',
      body: { password: 'reading by lamplight' },
      signedOut: true,
      again: [400],
    },
    'account/delete': { route: 'account/delete', body: {}, again: [401] },
  })

  /** Adds a reader like signing up, without a hash each time. */
  async function addReader(email: string): Promise<TestReader> {
    const [id, token] = [randomUUID(), randomUUID()]
    await portal.database.user.create({
      data: {
        id,
        name: 'Ada',
        email,
        accounts: { create: { id, accountId: id, providerId: 'credential', password: hash } },
        sessions: { create: { id: token, token, expiresAt: new Date(Date.now() + 1e9) } },
      },
    })
    return { id, email, password: 'reading by lamplight', cookie: signSession(token) }
  }

  /** Creates a mailed link. */
  async function makeLink(purpose: string, content: { email: string } & Record<string, string>): Promise<string> {
    const token = randomUUID()
    const tokenHash = createHash('sha256').update(`${purpose}:${token}`).digest('base64url')
    await portal.database.mailedLink.create({
      data: { id: token, purpose, tokenHash, ...content, expiresAt: new Date(Date.now() + 60_000) },
    })
    return token
  }

  /** Describes one reader's data in the database. */
  async function look(email: string): Promise<string> {
    const database = portal.database
    const users = await database.user.findMany({
      where: { OR: [{ email }, { email: `new-${email}` }] },
      include: { accounts: true, sessions: true, marks: true },
    })
    return JSON.stringify(
      users.map((user) => ({
        email: user.email === email ? 'old' : 'new',
        name: user.name,
        ways: user.accounts.map(({ providerId, password }) => `${providerId} ${password}`),
        sessions: user.sessions.length,
        marks: user.marks.map(({ bookmarked, progress, percent, note }) => ({ bookmarked, progress, percent, note })),
      })),
    )
  }

  it.each(Object.keys(writes()))(
    'R8: %s, with an error at each call of the database',
    async (name) => {
      const write = writes()[name]!
      const found: string[] = []
      let calls = 0
      for (const when of ['before', 'after'] as const)
        for (let n = 1; n <= mostCalls; n++) {
          const label = `${name}, call ${n}, ${when}`
          const email = `reader-${++readers}@example.org`
          arm(0, when)
          await portal.database.rateLimit.deleteMany()
          const isNew = name === 'sign-up' || name === 'the link to a new account'
          const reader = isNew ? null : await addReader(email)
          if (reader) await write.prepare?.(reader)
          const body = { ...write.body }
          if (name === 'sign-up') body.email = email
          if (name === 'sign-in') Object.assign(body, { email, password: reader?.password })
          if (name === 'account/email') Object.assign(body, { email: `new-${email}`, password: reader?.password })
          if (name === 'account/password') body.currentPassword = reader?.password
          if (name === 'confirm-email')
            body.token = await makeLink('confirm-address', {
              userId: reader!.id,
              fromEmail: email,
              email: `new-${email}`,
            })
          if (name === 'the link to a new account')
            body.token = await makeLink('sign-up', { email, name: 'Eve', password: hash ?? '', next: '/' })
          if (name === 'account/delete' || name === 'account/sessions/end-others') body.password = reader?.password
          const cookie = write.signedOut ? undefined : reader?.cookie
          const send = () => portal.post(write.route, { body, cookie })

          const before = await look(email)
          arm(n, when)
          const first = await send()
          const made = fault.calls
          const hit = made >= n
          arm(0, when)
          if (!hit) break
          calls++
          const between = await look(email)
          if (![200, 503].includes(first.status)) found.push(`${label}: answered ${first.status}`)
          if (first.status === 503 && !first.headers.get('retry-after')) found.push(`${label}: 503 without Retry-After`)
          await portal.database.rateLimit.deleteMany()
          const isHalf =
            between !== before &&
            (write.half?.test((JSON.parse(between) as Seen[])[0], (JSON.parse(before) as Seen[])[0]) ?? false)
          const second = await send()
          const after = await look(email)
          const isDone = between !== before && !isHalf
          const mayAnswer = isDone || isHalf ? [200, ...(write.again ?? [])] : [200]
          if (!mayAnswer.includes(second.status))
            found.push(`${label}: sent again answered ${second.status} ${await second.text()}, after ${between}`)
          if (name === 'sign-in') continue
          if (isDone && first.status !== 200 && between !== after)
            found.push(`${label}: half of it is there: ${before} → ${between} → ${after}`)
          if (first.status === 200 && between !== after)
            found.push(`${label}: acknowledged, and not all there: ${between} → ${after}`)
        }
      report(
        'R8',
        `${provider}, ${name}`,
        `${calls} faults${write.half ? ` (what may be half done: ${write.half.is})` : ''}`,
      )
      expect(found).toEqual([])
      expect(calls).toBeGreaterThan(0)
    },
    patience,
  )
})
