import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient } from '@libsql/client'
import pg from 'pg'
import { findBroken, type SentChange } from '../scripts/testing/history'
import { createDatabase, startPostgres, type TestPostgres } from '../scripts/testing/postgres'
import { startPortal, type OwnPortal } from './own-portal'
import { expect, test } from './test'

// Eight readers mark at once, disconnect and come back, while the server is restarted, gracefully or not: exactly the
// acknowledged marks are stored. The long run: MARKS=100 RESTARTS=8 npm run test:e2e -- e2e/eight-readers.slow.spec.ts
// --project=sqlite (on PostgreSQL with ON=postgresql).

const readers = 8
const marks = Number(process.env.MARKS ?? 25)
const restarts = Number(process.env.RESTARTS ?? 2)
const port = Number(process.env.E2E_PORT ?? 3210) + 7
const base = `http://127.0.0.1:${port}`

const fields = ['bookmarked', 'progress', 'note'] as const

interface Store {
  url: string
  read(sql: string): Promise<Record<string, unknown>[]>
}

let scratch: string
let store: Store
let postgres: TestPostgres | undefined
let portal: OwnPortal | undefined
/** The number of requests by result; 0 is a broken connection. */
const ends = { 'hung up': 0, 0: 0, 200: 0, 503: 0 }

test.describe.configure({ mode: 'serial', timeout: 120_000 + readers * marks * 500 + restarts * 30_000 })

test.beforeAll(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'lectern-eight-'))
  if (process.env.ON !== 'postgresql') {
    const url = `file:${path.join(scratch, 'lectern.db')}`
    store = {
      url,
      read: async (sql) => (await createClient({ url }).execute(sql)).rows as unknown as Record<string, unknown>[],
    }
    return
  }
  postgres = await startPostgres()
  const url = await createDatabase(postgres.url, `eight_${process.pid}`)
  store = {
    url,
    async read(sql) {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return (await client.query<Record<string, unknown>>(sql).finally(() => client.end())).rows
    },
  }
})
test.afterAll(async () => {
  await portal?.stop('SIGKILL')
  await postgres?.stop()
  rmSync(scratch, { recursive: true, force: true })
})

const start = async () => {
  portal = await startPortal({ PORT: String(port), DATA_DIR: scratch, DATABASE_URL: store.url, BASE_URL: base })
}

const answers = () =>
  fetch(`${base}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  )

function post(
  route: string,
  body: object,
  { cookie = '', signal, from = '' }: { cookie?: string; signal?: AbortSignal; from?: string } = {},
): Promise<Response> {
  return fetch(`${base}/api/${route}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Origin: base,
      Cookie: cookie,
      'X-Forwarded-For': from,
      'X-Lectern-Address': from,
    },
    body: JSON.stringify(body),
    signal,
  })
}

/**
 * Counts the attempts of all readers, and limits them until the next restart: the first marks after a start are so
 * quick that all could be made before the test knows that the server is up.
 */
class Pace extends EventEmitter {
  tries = 0
  limit = Infinity

  allow(limit: number): void {
    this.limit = limit
    this.emit('go')
  }

  async next(): Promise<void> {
    while (this.tries >= this.limit) await once(this, 'go')
    this.tries++
    this.emit('try')
  }

  async reached(tries: number): Promise<void> {
    while (this.tries < tries) await once(this, 'try')
  }
}

/** Runs one reader, who sends one request at a time and records each change with its result. */
async function read(number: number, resources: string[], history: SentChange[], pace: Pace): Promise<void> {
  const email = `reader-${number}@example.org`
  const from = `10.0.0.${number}`
  const signedUp = await post('sign-up', { name: 'Reader', email, password: randomUUID() }, { from })
  expect(signedUp.status).toBe(200)
  const cookie = signedUp.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const unknown = new Set<string>()

  for (let sent = 0; sent < marks; sent++) {
    await pace.next()
    // A change of unknown outcome would make later ones ambiguous, so this mark is not changed again.
    const free = resources
      .flatMap((id) => fields.map((each) => ({ resource: id, field: each, key: `${email} ${id} ${each}` })))
      .filter(({ key }) => !unknown.has(key))
    const { resource, field, key } = free[Math.floor(Math.random() * free.length)]!
    const value = {
      bookmarked: 'true',
      progress: ['reading', 'done', 'skipped'][sent % 3] ?? '',
      note: `${number}-${sent}`,
    }[field]
    const route = { bookmarked: 'bookmarks', progress: 'reading-progress', note: 'notes' }[field]
    const hangUp = new AbortController()
    const timer = Math.random() < 0.2 ? setTimeout(() => hangUp.abort(), Math.random() * 100) : undefined
    const status = await post(route, { resource, [field]: value }, { cookie, from, signal: hangUp.signal }).then(
      (answer) => answer.status,
      () => 0,
    )
    clearTimeout(timer)
    // A tool has no reading progress.
    if (status === 422) {
      unknown.add(key)
      continue
    }
    if (status !== 0 && status !== 200 && status !== 503) throw new Error(`A mark was answered with ${status}.`)
    const outcome = status === 200 ? 'acked' : 'unknown'
    ends[hangUp.signal.aborted ? 'hung up' : status]++
    history.push({ key, value, outcome })
    if (outcome === 'unknown') unknown.add(key)
    if (status === 0 && !hangUp.signal.aborted)
      await expect.poll(answers, { timeout: 60_000, intervals: [200] }).toBe(true)
  }
}

async function readStored(): Promise<Map<string, string>> {
  const rows = await store.read(
    'SELECT email, "resourceId", bookmarked, progress, note FROM mark JOIN "user" ON "user".id = mark."userId"',
  )
  return new Map(
    rows.flatMap(({ email, resourceId, bookmarked, progress, note }) => {
      const key = `${String(email)} ${String(resourceId)}`
      const set: [string, string][] = []
      if (bookmarked) set.push([`${key} bookmarked`, 'true'])
      if (progress !== 'to-read') set.push([`${key} progress`, String(progress)])
      if (note !== null) set.push([`${key} note`, String(note)])
      return set
    }),
  )
}

test('R1, R17: acknowledged marks of eight readers survive lost connections and killed servers', async () => {
  await start()
  const page = await (await fetch(`${base}/prometheus`)).text()
  const pages = [...new Set([...page.matchAll(/href="\/([a-z0-9-]+)"/g)].map(([, slug = '']) => slug))]
  const found = await Promise.all(
    pages.map(async (slug) =>
      [...(await (await fetch(`${base}/${slug}`)).text()).matchAll(/id="resource-([\w-]+)"/g)].map(([, id = '']) => id),
    ),
  )
  const resources = [...new Set(found.flat())]
  expect(resources.length).toBeGreaterThan(8)

  const history: SentChange[] = []
  const pace = new Pace().setMaxListeners(0)
  const reading = Promise.all(
    Array.from({ length: readers }, (_, number) => read(number + 1, resources, history, pace)),
  )
  const ending = (async () => {
    for (let restart = 1; restart <= restarts; restart++) {
      const due = Math.floor((restart * readers * marks) / (restarts + 1))
      // All readers have requests in progress at the restart.
      pace.allow(due + readers)
      await pace.reached(due)
      const stopped = portal?.stop(restart % 2 ? 'SIGKILL' : 'SIGTERM')
      pace.allow(due + 3 * readers)
      await stopped
      await start()
    }
    pace.allow(Infinity)
  })()
  await Promise.all([reading, ending])
  await portal?.stop('SIGKILL')

  const stored = await readStored()
  const acked = history.filter(({ outcome }) => outcome === 'acked')
  console.log(
    `${history.length} marks, ${acked.length} acknowledged, ${restarts} restarts, ${stored.size} values stored; ${resources.length} resources; requests:`,
    ends,
  )
  expect(findBroken(history, stored)).toEqual([])
  expect(acked.length).toBeGreaterThan(history.length / 4)
  expect(history.length - acked.length).toBeGreaterThan(restarts)

  // The control: the same checks detect a store that loses or invents changes.
  const last = acked.findLast(({ key }) => stored.has(key))!
  const forgetful = new Map([...stored].filter(([key]) => key !== last.key))
  expect(findBroken(history, forgetful)).toEqual([
    `${last.key}: "${last.value}" was acknowledged, and nothing is there`,
  ])
  expect(findBroken([...history, { ...last, value: 'never sent', outcome: 'acked' }], stored)).toHaveLength(1)
  expect(findBroken(history, new Map([...stored, ['reader-1@example.org nothing note', 'x']]))).toHaveLength(1)
})
