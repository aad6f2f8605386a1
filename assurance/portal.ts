import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pLimit from 'p-limit'
import { inject } from 'vitest'
import { hashPassword } from '../lib/account'
import { connect, type Database } from '../lib/db'
import { createTestDatabase, withoutHaste, type providers } from '../scripts/testing/databases'
import { startMailbox, type Mailbox } from '../scripts/testing/mailbox'
import { findFreePort } from '../scripts/testing/postgres'
import { startServer, type Server } from './faults/server'
import './prepared'

/** A test's request to a portal. A header of null is omitted. */
export interface RequestOptions {
  method?: string
  body?: string | Uint8Array
  headers?: Record<string, string | null>
  /** The port of a proxy in front of the portal. */
  port?: number
}

/** A portal's response. */
export interface PortalResponse {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** A signed-in reader with an account. */
export interface Member {
  id: string
  email: string
  password: string
  cookie: string
}

/** All rows of all tables as text, by table. */
export type Snapshot = Record<string, string[]>

/** The production build, running on a separate, real database. */
export interface Portal {
  origin: string
  port: number
  database: Database
  mailbox: Mailbox
  process: Server
  /**
   * Sends a request unchanged, including addresses and headers that browsers would not send. The status is `cut` if a
   * large body was cut off.
   */
  ask(path: string, asked?: RequestOptions): Promise<PortalResponse>
  /** Posts JSON like the portal's own page, from an unused network address. */
  post(path: string, body: unknown, cookie?: string, headers?: RequestOptions['headers']): Promise<PortalResponse>
  /** Creates an account, confirms its address if the portal sends mail, and signs in. */
  signUp(name?: string): Promise<Member>
  /** Returns all rows except those of the named tables, such as counters of attempts, which belong to no reader. */
  snapshot(leftOut?: string[]): Promise<Snapshot>
  checksum(): Promise<string>
  stop(): Promise<void>
}

/** Runs a function for each item, several at a time. */
export const forAll = <T, R>(all: Iterable<T>, each: (one: T) => Promise<R>): Promise<R[]> => pLimit(8).map(all, each)

/** Used as the status if the connection was cut while sending a body of more than 16 KB. */
export const cut = 0

/** The password of all members. */
export const password = 'reading by lamplight'
/** The password's hash, computed once. */
let hash: Promise<string> | undefined

/** Starts the build on a new database of this kind, with mail and GitHub enabled unless the variables say otherwise. */
export async function openPortal(
  provider: (typeof providers)[number],
  variables: Record<string, string> = {},
): Promise<Portal> {
  const { database: created, remove } = await createTestDatabase(provider, inject('prepared').databases[provider])
  const env = withoutHaste(created)
  const dataDir = mkdtempSync(path.join(tmpdir(), 'lectern-assurance-'))
  const [port, mailbox] = [await findFreePort(), await startMailbox()]
  const given = {
    DATA_DIR: dataDir,
    BASE_URL: '',
    DATABASE_URL: env.url,
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'Lectern <lectern@example.org>',
    GITHUB_CLIENT_ID: 'a-client',
    GITHUB_CLIENT_SECRET: 'a-secret',
    READER_CHANGES_PER_MINUTE: '999999',
    NETWORK_CHANGES_PER_MINUTE: '999999',
  }
  const process = await startServer({ ...given, ...variables }, { port })
  const database = connect(env)
  const origin = variables.BASE_URL ?? `http://localhost:${port}`
  // No keep-alive: the server could close a connection at the moment of its reuse.
  const agent = new Agent({ maxSockets: 32 })
  // The server cuts the connection after answering a body that it does not read, sometimes before the client has read
  // the answer.
  const isLarge = (body: RequestOptions['body']) => body !== undefined && Buffer.byteLength(body) > 16 * 1024
  let visitors = 0

  const portal: Portal = {
    origin,
    port,
    database,
    mailbox,
    process,
    ask: (address, { method = 'GET', body, headers = {}, port: asked = port } = {}) =>
      new Promise((resolve, reject) => {
        const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
        const all = Object.entries({ ...length, ...headers }).filter(
          (entry): entry is [string, string] => entry[1] !== null,
        )
        const sent = request(
          {
            host: '127.0.0.1',
            port: asked,
            path: address,
            method,
            agent,
            headers: { host: new URL(origin).host, ...Object.fromEntries(all) },
          },
          (answer) => {
            const chunks: Buffer[] = []
            answer.on('data', (chunk: Buffer) => chunks.push(chunk))
            answer.on('end', () =>
              resolve({
                status: answer.statusCode ?? 0,
                headers: answer.headers,
                body: Buffer.concat(chunks).toString('utf8'),
              }),
            )
            answer.on('error', reject)
          },
        )
        sent.on('error', (error) =>
          isLarge(body) ? resolve({ status: cut, headers: {}, body: error.message }) : reject(error),
        )
        sent.end(body)
      }),
    post(address, body, cookie, headers) {
      visitors++
      const from = `10.${visitors >> 16}.${(visitors >> 8) & 255}.${visitors & 255}`
      const usual = {
        origin,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
        'x-forwarded-for': from,
        cookie: cookie ?? null,
      }
      return portal.ask(address, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { ...usual, ...headers },
      })
    },
    async signUp(name = 'Ada') {
      // Inserts the rows that signing up would (tested in app/api); mail and hashes would take most of the run.
      const [id, email] = [randomUUID(), `${randomUUID()}@example.org`]
      hash ??= hashPassword(password)
      const account = { id: randomUUID(), accountId: id, providerId: 'credential', password: await hash }
      const emailVerified = variables.SMTP_URL === undefined
      await database.user.create({ data: { id, name, email, emailVerified, accounts: { create: account } } })
      const answer = await portal.post('/api/sign-in', { email, password })
      if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}: ${answer.body}`)
      return { id, email, password, cookie: toCookie(answer) }
    },
    // Quotas are derived from marks and change with them.
    async snapshot(leftOut = ['rate_limit', 'shelf_usage']) {
      const listed =
        provider === 'sqlite'
          ? await database.$queryRaw<
              { name: string }[]
            >`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`
          : await database.$queryRaw<
              { name: string }[]
            >`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`
      const tables = listed.map(({ name }) => name).filter((name) => !leftOut.includes(name))
      const rows = await Promise.all(
        tables.map((table) => database.$queryRawUnsafe<unknown[]>(`SELECT * FROM "${table}"`)),
      )
      const print = (row: unknown) =>
        JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value))
      return Object.fromEntries(tables.map((table, index) => [table, (rows[index] ?? []).map(print).sort()]))
    },
    async checksum() {
      return createHash('sha256')
        .update(JSON.stringify(await portal.snapshot()))
        .digest('hex')
    },
    async stop() {
      agent.destroy()
      // Doesn't wait for work in progress.
      await process.stop('SIGKILL')
      await database.$disconnect()
      await mailbox.stop()
      rmSync(dataDir, { recursive: true, force: true })
      remove()
    },
  }
  return portal
}

/** The shared portal of this process. */
let shared: Promise<Portal> | undefined

/**
 * Returns a portal that all files of a worker share, one after the other, since starting one takes 7 s of CPU. It has
 * the rows of former files, and ends with the run (setup.ts).
 */
export function sharePortal(): Promise<Portal> {
  shared ??= openPortal('sqlite').then((portal) => {
    writeFileSync(path.join(inject('prepared').servers, String(portal.process.pid)), '')
    return { ...portal, stop: async () => {} }
  })
  return shared
}

/** Returns the Cookie header that a browser would send after a response. */
export function toCookie({ headers }: PortalResponse): string {
  return (headers['set-cookie'] ?? []).map((each) => each.split(';')[0]).join('; ')
}
