import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { t } from '@/messages/generated/layout'
import { openPages } from '../../lib/addresses'
import { getContent } from '../prepared'
import { report } from '../report'
import { startBreakablePostgres, type BreakablePostgres } from './postgres'
import { get, post, startServer, type TimedResponse, type Server, patience } from './server'
import { openStore, type Store, type StoredReader } from './store'

// The database stops or hangs: pages still work, writes are refused in time, and the portal recovers by itself.

let postgres: BreakablePostgres
let store: Store
let server: Server
let reader: StoredReader
let topics: string[]
let tutorial: string

beforeAll(async () => {
  postgres = await startBreakablePostgres()
  store = await openStore({ postgres })
  reader = (await store.addReaders(1))[0]!
  const content = getContent()
  topics = content.topics
  tutorial = content.resources.find(({ kind }) => kind === 'tutorial')!.id
  server = await startServer({ ...store.variables, GUESTS: 'on' })
}, patience)
afterAll(async () => {
  await server.stop('SIGKILL')
  await postgres.remove()
  store.remove()
})

const writes = (): [string, object, string?][] => {
  const mark = { bookmarked: true, progress: 'done', note: 'mine' }
  return [
    ['bookmarks', { resource: tutorial, bookmarked: true }, reader.cookie],
    ['reading-progress', { resource: tutorial, progress: 'done' }, reader.cookie],
    ['notes', { resource: tutorial, note: 'mine' }, reader.cookie],
    ['marks', { resource: tutorial, ...mark }, reader.cookie],
    ['removals', { resource: tutorial }, reader.cookie],
    ['session', {}, reader.cookie],
    ['account/name', { name: 'Grace' }, reader.cookie],
    ['bookmarks', { resource: tutorial, bookmarked: true }],
    ['sign-up', { name: 'Ada', email: 'ada@example.org', password: 'a long enough one' }],
    ['sign-in', { email: 'ada@example.org', password: 'a long enough one' }],
  ]
}
const writeAll = () =>
  Promise.all(
    writes().map(([route, fields, cookie], index) => post(server.base, route, fields, cookie, `10.2.0.${index}`)),
  )

/** Requests every topic's page, signed out and signed in, one by one. */
async function browse(): Promise<{ answers: TimedResponse[]; p99: number }> {
  const answers: TimedResponse[] = []
  for (const slug of topics) answers.push(await get(server.base, `/${slug}`))
  const times = answers.map(({ took }) => took).sort((a, b) => a - b)
  return { answers, p99: times[Math.floor(times.length * 0.99)]! }
}

const asReader = () => Promise.all(topics.slice(0, 10).map((slug) => get(server.base, `/${slug}`, reader.cookie)))
const askHealth = async (path: string) => (await get(server.base, path)).status
const statuses = (answers: TimedResponse[]) => [...new Set(answers.map(({ status }) => status))]
const slowest = (answers: TimedResponse[]) => Math.max(...answers.map(({ took }) => took))

/** Returns the milliseconds until a mark is stored again. */
async function recover(): Promise<number> {
  const began = performance.now()
  while ((await post(server.base, 'notes', { resource: tutorial, note: 'back' }, reader.cookie)).status !== 200)
    await wait(50)
  return performance.now() - began
}

describe.each([
  [
    'R6, S6: that is unavailable stops no page; every write is refused in time and works again afterwards',
    'unavailable',
    () => postgres.crash(),
    () => postgres.start(),
  ],
  [
    'R7, S6: that hangs stops no page; every write is refused in time and works again afterwards',
    'hanging',
    async () => postgres.freeze(),
    async () => postgres.thaw(),
  ],
] as const)('a database', (title, state, harm, repair) => {
  it(
    title,
    async () => {
      await recover()
      await asReader()
      await browse()
      await writeAll()
      const [before, usual, usualOfWrites] = [await browse(), slowest(await asReader()), slowest(await writeAll())]
      await harm()
      try {
        const during = await browse()
        const readers = await asReader()
        const refused = await writeAll()
        const health = await Promise.all(['/healthz', '/readyz'].map(askHealth))
        const figure = [
          `${during.answers.length} topic pages ${statuses(during.answers).join()} (99 of 100 within ${Math.round(during.p99)} ms, ${Math.round(before.p99)} ms before)`,
          `${readers.length} as a reader sees them at once ${statuses(readers).join()} within ${Math.round(slowest(readers))} ms (${Math.round(usual)} ms before)`,
          `${refused.length} writes ${statuses(refused).join()} within ${Math.round(slowest(refused))} ms (${Math.round(usualOfWrites)} ms before)`,
        ]
        await repair()
        const back = await recover()
        const healthAfter = await Promise.all(['/healthz', '/readyz'].map(askHealth))
        report('S6', state, `/healthz ${health[0]}, /readyz ${health[1]}; afterwards ${healthAfter.join(' and ')}`)
        report(title.slice(0, 2), '', `${figure.join('; ')}; back after ${Math.round(back)} ms`)
        expect(statuses(during.answers)).toEqual([200])
        expect(during.p99).toBeLessThan(3 * before.p99 + 300)
        expect(statuses(readers)).toEqual([200])
        expect(refused.map(({ status, headers }) => `${status} ${String(headers['retry-after'])}`)).toEqual(
          refused.map(() => '503 5'),
        )
        expect(slowest(refused)).toBeLessThan(3000)
        // Rendering on a busy machine takes this long by itself.
        expect(slowest(readers) - usual).toBeLessThan(3000)
        expect(back).toBeLessThan(5000)
        expect(health).toEqual([200, 503])
        expect(healthAfter).toEqual([200, 200])
      } finally {
        await repair().catch(() => {})
      }
    },
    patience,
  )
})

it(
  'R6: a page that was never rendered is served while the database is unavailable; a reader’s page says that marks can’t be loaded',
  async () => {
    // A new process, which has cached no page.
    await server.stop('SIGKILL')
    server = await startServer(store.variables)
    await postgres.crash()
    try {
      const open = [...openPages, ...topics.slice(0, 20).map((slug) => `/${slug}`)]
      const forms = ['/search?q=prometheus', '/sign-in', '/sign-up', '/forgot-password']
      const forPrograms = ['/sitemap.xml', '/llms.txt', `/${topics[0]}.md`]
      // Readers first: their pages must not end up in the cache.
      const askAll = (pages: string[], cookie = '') =>
        Promise.all(pages.map(async (page) => ({ page, ...(await get(server.base, page, cookie)) })))
      const readers = await askAll([...open, '/shelf'], reader.cookie)
      const visitors = await askAll([...open, ...forms, ...forPrograms])
      report(
        'R6',
        'never rendered',
        `${visitors.length} pages and feeds that were never rendered ${statuses(visitors).join()}, ${readers.length} as a reader sees them ${statuses(readers).join()}, each with the line that marks can’t be loaded`,
      )
      for (const { page, status, text } of visitors)
        expect([page, status, text.includes(t('marksUnavailable'))]).toEqual([page, 200, false])
      // An incomplete feed would look complete.
      const feeds = await askAll(['/feed.xml', '/feed.json'])
      expect(feeds.map(({ status, headers }) => `${status} ${String(headers['retry-after'])}`)).toEqual([
        '503 60',
        '503 60',
      ])
      for (const { page, status, text } of readers)
        expect([page, status, text.includes(t('marksUnavailable'))]).toEqual([page, 200, true])
    } finally {
      await postgres.start()
    }
  },
  patience,
)
