import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { vi } from 'vitest'
import { connect, type Database } from '../../lib/db'
import { createMigratedDatabase, withoutHaste, type providers } from './databases'
import { startMailbox, type Mailbox } from './mailbox'

const origin = 'http://localhost:3000'

type Handler = (request: Request) => Promise<Response>

/** The request of a test's write. */
export interface Sent {
  body?: Record<string, unknown>
  cookie?: string
  /** Sends a plain form instead of JSON. */
  asForm?: boolean
  headers?: Record<string, string>
}

/** A signed-in reader of a test. */
export interface TestReader {
  id: string
  email: string
  password: string
  cookie: string
}

/** The portal's route handlers on a separate database, without a server. */
export interface TestPortal {
  database: Database
  address: string
  /** Posts to `/api/<route>` like the portal's own page, by default from an unused network address. */
  post(route: string, sent?: Sent): Promise<Response>
  /** Creates an account, confirms its address if the portal sends mail, and signs in. */
  signUp(email: string): Promise<TestReader>
  /** Signs a reader in on another browser and returns the cookie. */
  signIn(reader: TestReader, userAgent?: string): Promise<string>
  /**
   * Confirms a session with the password and returns its cookies, with which the ways to sign in can be changed for ten
   * minutes.
   */
  prove(reader: TestReader): Promise<string>
  /** Creates a password reset link and returns its token. */
  makeResetLink(reader: Pick<TestReader, 'id' | 'email'>): Promise<string>
  /** Returns all rows of all tables as text, to search for anything. */
  dump(): Promise<Record<string, string[]>>
  close(): Promise<void>
}

/** Returns the Cookie header that a browser would send after a response. */
export function toCookie(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
}

/** Returns the notice for the next page in a response's cookies, as JSON text. */
export function toNotice(answer: Response): string {
  const value = answer.headers.getSetCookie().find((each) => /^(__Host-)?portal-notice~3000=/.test(each)) ?? ''
  return Buffer.from(/=([^.;]*)/.exec(value)?.[1] ?? '', 'base64url').toString()
}

/** Opens the route handlers on an empty database of this kind, with these variables. */
export async function openPortal(
  provider: (typeof providers)[number],
  variables: Record<string, string> = {},
): Promise<TestPortal> {
  const { database: created, remove } = await createMigratedDatabase(provider)
  const env = withoutHaste(created)
  const dataDir = mkdtempSync(path.join(tmpdir(), 'lectern-portal-'))
  const database = connect(env)
  const all = {
    DATABASE_URL: env.url,
    DATA_DIR: dataDir,
    BASE_URL: origin,
    PORT: '3000',
    GITHUB_CLIENT_ID: '',
    GITHUB_CLIENT_SECRET: '',
    SMTP_URL: '',
    MAIL_FROM: '',
    ...variables,
  }
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value)
  vi.resetModules()
  let visitors = 0

  const portal: TestPortal = {
    database,
    address: env.url,
    async post(route, { body = {}, cookie, asForm, headers = {} } = {}) {
      const { POST } = (await import(path.resolve('app/api', route, 'route.ts'))) as { POST: Handler }
      visitors++
      const sent = new Headers({
        host: 'localhost:3000',
        origin,
        'sec-fetch-site': 'same-origin',
        'content-type': asForm ? 'application/x-www-form-urlencoded' : 'application/json',
        'x-lectern-address': `10.0.${visitors >> 8}.${visitors & 255}`,
        ...(cookie ? { cookie } : {}),
        ...headers,
      })
      const text = asForm ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body)
      return POST(new Request(`${origin}/api/${route}`, { method: 'POST', headers: sent, body: text }))
    },
    async signUp(email) {
      const password = 'reading by lamplight'
      if (variables.SMTP_URL) {
        // Confirms the address like the mailed link; sign-up.test.ts tests the link itself.
        const id = randomUUID()
        const account = {
          id: randomUUID(),
          accountId: id,
          providerId: 'credential',
          password: await (await import('../../lib/account')).hashPassword(password),
        }
        await database.user.create({
          data: { id, name: 'Ada', email, emailVerified: true, accounts: { create: account } },
        })
        const reader = { id, email, password, cookie: '' }
        return { ...reader, cookie: await portal.signIn(reader) }
      }
      const answer = await portal.post('sign-up', { body: { name: 'Ada', email, password } })
      if (answer.status !== 200) throw new Error(`Signing up answered ${answer.status}.`)
      const { id } = await database.user.findUniqueOrThrow({ where: { email } })
      return { id, email, password, cookie: toCookie(answer) }
    },
    async signIn({ email, password }, userAgent) {
      const answer = await portal.post('sign-in', {
        body: { email, password },
        headers: userAgent ? { 'user-agent': userAgent } : {},
      })
      if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}.`)
      return toCookie(answer)
    },
    async prove({ password, cookie }) {
      const answer = await portal.post('account/confirm', { body: { password }, cookie })
      if (answer.status !== 200) throw new Error(`Confirming answered ${answer.status}.`)
      return `${cookie}; ${toCookie(answer)}`
    },
    async makeResetLink({ id, email }) {
      const { createLink } = await import('../../lib/account/mailed-links')
      return createLink('reset-password', { userId: id, email }, database)
    },
    async dump() {
      const listed =
        provider === 'sqlite'
          ? await database.$queryRaw<
              { name: string }[]
            >`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`
          : await database.$queryRaw<
              { name: string }[]
            >`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`
      const tables = listed.map(({ name }) => name)
      const rows = await Promise.all(
        tables.map((table) => database.$queryRawUnsafe<unknown[]>(`SELECT * FROM "${table}"`)),
      )
      const print = (row: unknown) =>
        JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value))
      return Object.fromEntries(tables.map((table, index) => [table, (rows[index] ?? []).map(print)]))
    },
    async close() {
      await (await import('../../lib/db')).getDatabase().$disconnect()
      await database.$disconnect()
      vi.unstubAllEnvs()
      rmSync(dataDir, { recursive: true, force: true })
      remove()
    },
  }
  return portal
}

/** Opens a portal like `openPortal`, which sends mail to its own mailbox. Closing the portal closes the mailbox. */
export async function openPortalWithMail(
  provider: (typeof providers)[number],
  variables: Record<string, string> = {},
): Promise<{ portal: TestPortal; mailbox: Mailbox }> {
  const mailbox = await startMailbox()
  const portal = await openPortal(provider, {
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'Lectern <lectern@example.org>',
    ...variables,
  })
  const { close } = portal
  portal.close = async () => {
    await close()
    await mailbox.stop()
  }
  return { portal, mailbox }
}

/** Variables that enable signing in with GitHub, which these tests never call. */
export const withGithub = { GITHUB_CLIENT_ID: 'an-id', GITHUB_CLIENT_SECRET: 'a-secret' }
