import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import { getPortal } from '../lib/content'
import { startMailbox, type Mailbox } from '../scripts/testing/mailbox'
import { startPortal, type OwnPortal } from './own-portal'
import { expect, test } from './test'

// The running portal from its operator's view: logs, health checks and metrics. Unit tests have the same claims (canaries,
// readyz, metrics).

const port = Number(process.env.E2E_PORT ?? 3210) + 8
const base = `http://127.0.0.1:${port}`
const metricsToken = 'metrics-token-of-this-test'

const canary = {
  name: 'Canary Quill',
  email: 'canary.quill@canary.example',
  password: 'canary-password-Vq7',
  note: 'canary note "with quotes"',
  token: 'canaryToken4f9d8e7c6b5a40392817',
}
const address = '203.0.113.77'

let scratch: string
let mailbox: Mailbox
let portal: OwnPortal
let sql: (statement: string) => Promise<unknown>

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'lectern-observing-'))
  const url = `file:${path.join(scratch, 'lectern.db')}`
  sql = async (statement) => {
    const client = createClient({ url })
    await client.execute(statement).finally(() => client.close())
  }
  mailbox = await startMailbox()
  portal = await startPortal({
    PORT: String(port),
    DATA_DIR: scratch,
    DATABASE_URL: url,
    BASE_URL: base,
    METRICS_TOKEN: metricsToken,
    LOG_LEVEL: 'debug',
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'Lectern <lectern@example.org>',
    GITHUB_CLIENT_ID: 'a-client',
    GITHUB_CLIENT_SECRET: 'a-secret',
  })
})
test.afterAll(async () => {
  await portal?.stop()
  await mailbox?.stop()
  rmSync(scratch, { recursive: true, force: true })
})

const secrets = new Set<string>([...Object.values(canary), address])

async function post(route: string, body: object | string, cookie = ''): Promise<Response> {
  const answer = await fetch(`${base}/api/${route}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: base, Cookie: cookie, 'X-Forwarded-For': address },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  for (const each of answer.headers.getSetCookie()) {
    const value = each.split(/[=;]/)[1] ?? ''
    if (value.length > 16) secrets.add(value).add(decodeURIComponent(value).split('.')[0]!)
  }
  return answer
}

const readMetrics = async () =>
  (await fetch(`${base}/metrics`, { headers: { Authorization: `Bearer ${metricsToken}` } })).text()

test('S6: health checks report liveness and readiness, and metrics need the token', async () => {
  expect(await (await fetch(`${base}/healthz`)).json()).toEqual({ status: 'ok' })
  expect(await (await fetch(`${base}/readyz`)).json()).toEqual({ status: 'ready' })
  expect((await fetch(`${base}/metrics`)).status).toBe(401)
  const text = await readMetrics()
  for (const name of [
    'lectern_build_info',
    'nodejs_eventloop_lag_p99_seconds',
    'nodejs_gc_duration_seconds_count',
    'process_resident_memory_bytes',
  ])
    expect(text).toContain(`\n${name}`)
})

test('S5: logs contain nothing of readers’, whatever they do and whatever fails', async () => {
  const resource = [...(await getPortal()).resources.values()].find(({ kind }) => kind === 'tutorial')!.id
  const account = { name: canary.name, email: canary.email, password: canary.password }
  expect((await post('sign-up', account)).status).toBe(200)
  const mailedTo = () => mailbox.mails.find(({ to }) => to === canary.email)?.token ?? ''
  await expect.poll(mailedTo).not.toBe('')
  const signedUp = await post('confirm-email', { token: mailedTo(), password: canary.password })
  expect(signedUp.status).toBe(200)
  const cookie = signedUp.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  expect((await post('sign-up', account)).status).toBe(200)
  expect((await post('sign-in', { email: canary.email, password: `${canary.password}x` })).status).toBe(401)
  expect((await post('notes', { resource, note: canary.note }, cookie)).status).toBe(200)
  expect((await post('notes', `{"note": "${canary.note}`, cookie)).status).toBe(400)
  expect((await post('password-reset', { email: canary.email })).status).toBe(200)
  await expect
    .poll(() => mailbox.mails.find(({ subject }) => /Reset your password/.test(subject))?.token ?? '')
    .not.toBe('')
  for (const { token } of mailbox.mails) if (token) secrets.add(token)
  expect((await post('password-reset/finish', { token: canary.token, password: canary.password })).status).toBe(400)
  for (const page of ['/reset-password', '/confirm-email', '/search', '/prometheus', '/no-such-page'])
    await fetch(`${base}${page}?token=${canary.token}&q=${canary.token}`, {
      headers: { Cookie: cookie, 'X-Forwarded-For': address },
    })

  await fetch(`${base}/api/auth/callback/github?code=${canary.token}&state=${canary.token}`, { redirect: 'manual' })

  expect(await readMetrics()).toMatch(/^lectern_marks_written_total\{kind="note"\} 1$/m)

  await sql('ALTER TABLE "mark" RENAME TO "gone"')
  expect((await post('notes', { resource, note: canary.note }, cookie)).status).toBe(500)
  for (const page of ['/shelf', '/account', '/prometheus']) await fetch(base + page, { headers: { Cookie: cookie } })
  await sql('ALTER TABLE "_prisma_migrations" RENAME TO "gone too"')
  const unready = await fetch(`${base}/readyz`)
  expect([unready.status, await unready.json()]).toEqual([503, { status: 'not ready', failed: 'migrations' }])

  await expect.poll(() => portal.output()).toContain('"check":"migrations"')
  const log = portal.output()
  // The control: the failure and better-auth's messages are logged.
  expect(log).toContain('A write failed.')
  expect(log).toContain('better-auth: ')
  for (const secret of secrets) expect(log.includes(secret), secret).toBe(false)
  expect(log).not.toMatch(/canary/i)
})
