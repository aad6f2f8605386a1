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

/** What a test sends with a write. */
export interface Sent {
  body?: Record<string, unknown>
  cookie?: string
  /** As a plain form, not as a script. */
  asForm?: boolean
  headers?: Record<string, string>
}

/** A reader of a test, signed in. */
export interface TestReader {
  id: string
  email: string
  password: string
  cookie: string
}

/** The portal's writes on a database of their own, without a server around them. */
export interface TestPortal {
  database: Database
  address: string
  /** Posts to `/api/<route>` as the portal's own page would, from a network address of its own unless one is given. */
  post(route: string, sent?: Sent): Promise<Response>
  /** Makes an account, its address confirmed where the portal sends mail, and signs its reader in. */
  signUp(email: string): Promise<TestReader>
  /** Signs a reader in on another browser, and gives its cookie. */
  signIn(reader: TestReader, userAgent?: string): Promise<string>
  /** Confirms a session with its reader's password, and gives its cookies: for ten minutes it may change how the account is opened. */
  prove(reader: TestReader): Promise<string>
  /** Makes a link for a new password, as it is mailed, and gives its token. */
  makeResetLink(reader: Pick<TestReader, 'id' | 'email'>): Promise<string>
  /** All rows of all tables, for looking something up in everything there is. */
  dump(): Promise<Record<string, string[]>>
  close(): Promise<void>
}

/** The cookies that an answer set, as a browser sends them back. */
export function toCookie(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
}

/** The notice for the next page that an answer's cookie holds, as JSON text. */
export function toNotice(answer: Response): string {
  const value = answer.headers.getSetCookie().find((each) => /^(__Host-)?lectern-notice=/.test(each)) ?? ''
  return Buffer.from(/=([^.;]*)/.exec(value)?.[1] ?? '', 'base64url').toString()
}

/** Starts the portal's writes afresh on an empty database of that kind, with these variables set. */
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
        // What following the link of a message leaves behind; it is tried in sign-up.test.ts.
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

/** Opens a portal, as `openPortal` does, that sends its mail to a mailbox of its own, which is closed with it. */
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

/** GitHub as another way in, which these tests never reach. */
export const withGithub = { GITHUB_CLIENT_ID: 'an-id', GITHUB_CLIENT_SECRET: 'a-secret' }
