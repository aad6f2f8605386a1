import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
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

/** What a test asks of a portal. A header of null is left out. */
export interface Asked {
  method?: string
  body?: string | Uint8Array
  headers?: Record<string, string | null>
  /** Of what stands before the portal, where that is asked. */
  port?: number
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** Somebody with an account, signed in. */
export interface Member {
  id: string
  email: string
  password: string
  cookie: string
}

/** All rows of all tables, as text, by table. */
export type Snapshot = Record<string, string[]>

/** The production build at work, on a real database of its own. */
export interface Portal {
  origin: string
  port: number
  database: Database
  mailbox: Mailbox
  process: Server
  /** Sends exactly that, addresses and headers that no browser would send too. A body that is too large may be answered by `cut`. */
  ask(path: string, asked?: Asked): Promise<Answer>
  /** Posts JSON as the portal's own page would, from a network address of its own. */
  post(path: string, body: unknown, cookie?: string, headers?: Asked['headers']): Promise<Answer>
  /** Makes an account, its address confirmed where the portal sends mail, and signs its reader in. */
  signUp(name?: string): Promise<Member>
  /** The tables named are left out: counters of tries are nobody's. */
  snapshot(leftOut?: string[]): Promise<Snapshot>
  checksum(): Promise<string>
  stop(): Promise<void>
}

/** Does it for all of them, several at a time. */
export const forAll = <T, R>(all: Iterable<T>, each: (one: T) => Promise<R>): Promise<R[]> => pLimit(8).map(all, each)

/** In place of a status, where the connection was cut while a body of more than 16 KB was sent. */
export const cut = 0

export const password = 'reading by lamplight'
/** Its hash, made once. */
let hash: Promise<string> | undefined

/** Starts the build on a database of that kind that nobody has used yet, with mail and GitHub set up; variables may say otherwise. */
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
  // A connection each: one that is kept may be closed by the server at the moment that it is used again.
  const agent = new Agent({ maxSockets: 32 })
  // Of a body that is not read to its end the connection is cut behind the answer, and at times before that is read.
  const isLarge = (body: Asked['body']) => body !== undefined && Buffer.byteLength(body) > 16 * 1024
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
      // The rows that signing up leaves; that it leaves them is tried in app/api. Mail and a hash for each would take most of a run.
      const [id, email] = [randomUUID(), `${randomUUID()}@example.org`]
      hash ??= hashPassword(password)
      const account = { id: randomUUID(), accountId: id, providerId: 'credential', password: await hash }
      const emailVerified = variables.SMTP_URL === undefined
      await database.user.create({ data: { id, name, email, emailVerified, accounts: { create: account } } })
      const answer = await portal.post('/api/sign-in', { email, password })
      if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}: ${answer.body}`)
      return { id, email, password, cookie: toCookie(answer) }
    },
    // What marks take is counted with them, and changes with nothing else.
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
      // Nobody waits for what is under way.
      await process.stop('SIGKILL')
      await database.$disconnect()
      await mailbox.stop()
      rmSync(dataDir, { recursive: true, force: true })
      remove()
    },
  }
  return portal
}

/** The cookies that an answer set, as a browser sends them back. */
export function toCookie({ headers }: Answer): string {
  return (headers['set-cookie'] ?? []).map((each) => each.split(';')[0]).join('; ')
}
