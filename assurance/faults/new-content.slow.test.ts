import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { request } from 'undici'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { publishContent } from '../../lib/editing'
import { createTestDatabase, withoutHaste } from '../../scripts/testing/databases'
import { findFreePort } from '../../scripts/testing/postgres'
import '../prepared'
import { get, startServer, type Server } from './server'

// Content is changed ten times, twice with an error, while two processes answer 50 requests a second.

const asked = [
  '/',
  '/making',
  '/writing-a-page',
  '/choosing-tutorials',
  '/making.md',
  '/feed.xml',
  '/manifest.webmanifest',
  '/figures/chapter-pages-tutorials.svg',
  '/search?q=page',
  '/contents',
]
const pages = ['making', 'writing-a-page', 'choosing-tutorials']
const faulty = new Set([4, 8])
/** How long new content may take to be served, in milliseconds. */
const promised = 2000
const secret = 'the-secret-of-a-webhook'

let top: string
let folder: string
let dataDir: string
let servers: Server[] = []
let removeDatabase = () => {}
beforeEach(() => {
  top = realpathSync(mkdtempSync(path.join(tmpdir(), 'lectern-new-content-')))
  ;[folder, dataDir] = [path.join(top, 'wood'), path.join(top, 'data')]
  cpSync('templates/content', folder, { recursive: true })
})
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop('SIGKILL')))
  servers = []
  removeDatabase()
  rmSync(top, { recursive: true, force: true })
})

async function startTwo(variables: Record<string, string>): Promise<void> {
  const { database, remove } = await createTestDatabase('sqlite', inject('prepared').databases.sqlite)
  removeDatabase = remove
  const DATABASE_URL = withoutHaste(database).url
  for (let count = 0; count < 2; count++)
    servers.push(await startServer({ DATABASE_URL, DATA_DIR: dataDir, ...variables }, { port: await findFreePort() }))
}

/** Asks both servers 50 times a second in turn, until it is told to stop; returns what failed. */
function startLoad() {
  const failed: string[] = []
  const open = new Set<Promise<void>>()
  let sent = 0
  const timer = setInterval(() => {
    const { base } = servers[sent % servers.length]!
    const address = asked[Math.floor(sent / servers.length) % asked.length]!
    sent++
    const one = get(base, address).then(({ status, text }) => {
      if (status !== 200) failed.push(`${address}: ${status} ${text.slice(0, 80)}`)
    })
    open.add(one)
    void one.finally(() => open.delete(one))
  }, 20)
  return async () => {
    clearInterval(timer)
    await Promise.all(open)
    return { sent, failed }
  }
}

const fileOf = (slug: string) => path.join(folder, `making/${slug}.mdx`)
const setTitle = (slug: string, title: string) =>
  writeFileSync(fileOf(slug), readFileSync(fileOf(slug), 'utf8').replace(/^title: .*/m, `title: ${title}`))

/** Writes a version into all pages, one after the other as a pull does; an error is in the last. */
async function write(version: number): Promise<void> {
  for (const slug of pages) {
    setTitle(slug, faulty.has(version) && slug === pages.at(-1) ? '[' : `Version ${version}`)
    await wait(30)
  }
}

/** Waits until both servers answer with these titles, and returns how long it took. */
async function untilServed(expected: string[]): Promise<number> {
  const begun = performance.now()
  const titles = async ({ base }: Server) =>
    Promise.all(pages.map(async (slug) => /<title>([^<]*?) · /.exec((await get(base, `/${slug}`)).text)?.[1]))
  for (;;) {
    const found = await Promise.all(servers.map(titles))
    const took = performance.now() - begun
    if (found.every((each) => each.join() === expected.join())) return took
    if (took > promised)
      throw new Error(`After ${Math.round(took)} ms: ${JSON.stringify(found)}, not ${expected.join()}`)
    await wait(25)
  }
}

const readFaults = () =>
  Promise.all(
    servers.map(
      async ({ base }) => JSON.parse((await get(base, '/readyz')).text) as { pages?: string[]; content?: string[] },
    ),
  )

/** Requests every page once, so that the measurement excludes the first rendering. */
async function warmUp(): Promise<void> {
  for (const { base } of servers) for (const address of asked) expect((await get(base, address)).status).toBe(200)
}

async function changeTenTimes(
  change: (version: number) => Promise<void>,
  expected: (version: number, lastGood: number) => string[],
): Promise<void> {
  let stopped = { sent: 0, failed: [] as string[] }
  await warmUp()
  const stop = startLoad()
  let lastGood = 0
  try {
    for (let version = 1; version <= 10; version++) {
      await change(version)
      if (!faulty.has(version)) lastGood = version
      // What stays as it is was right all the time.
      if (faulty.has(version)) await wait(promised)
      await untilServed(expected(version, lastGood))
    }
  } finally {
    stopped = await stop()
  }
  const { sent, failed } = stopped
  expect(failed).toEqual([])
  expect(sent).toBeGreaterThan(500)
}

it('new content in the folder fails no request, and a page with an error stays as it was', async () => {
  await startTwo({ CONTENT_DIR: folder })
  await changeTenTimes(
    async (version) => write(version),
    (version, lastGood) => [`Version ${version}`, `Version ${version}`, `Version ${lastGood}`],
  )
  setTitle('making', '[')
  await wait(promised)
  for (const { pages: named } of await readFaults()) expect(named?.[0]).toMatch(/^making\/making\.mdx:2:/)
})

it('published content fails no request, and one with an error changes nothing', async () => {
  const served = path.join(top, 'served')
  await publishContent(folder, served)
  await startTwo({ CONTENT_DIR: served })
  await changeTenTimes(
    async (version) => {
      await write(version)
      const { version: published } = await publishContent(folder, served)
      expect(published === null).toBe(faulty.has(version))
    },
    (_, lastGood) => pages.map(() => `Version ${lastGood}`),
  )
})

it('pulled content fails no request, and a commit with an error changes nothing', async () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=a@example.org', ...args], { cwd: folder })
  git('init', '-q', '-b', 'main')
  const commit = () => (git('add', '-A'), git('commit', '-qm', 'x'))
  commit()
  await startTwo({
    CONTENT_GIT: `${folder}#main`,
    CONTENT_GIT_INTERVAL: '0',
    CONTENT_WEBHOOK_SECRET: secret,
  })
  const sign = (body: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  await changeTenTimes(
    async (version) => {
      await write(version)
      commit()
      const body = JSON.stringify({ version })
      // One of the two is told; both share the data folder.
      const { statusCode } = await request(`${servers[version % 2]!.base}/api/content-webhook`, {
        method: 'POST',
        headers: { 'x-hub-signature-256': sign(body) },
        body,
      })
      expect(statusCode).toBe(202)
    },
    (_, lastGood) => pages.map(() => `Version ${lastGood}`),
  )
  setTitle('making', '[')
  commit()
  await request(`${servers[0]!.base}/api/content-webhook`, { method: 'POST', headers: { 'x-gitlab-token': secret } })
  await wait(promised)
  expect((await readFaults())[0]?.content?.[0]).toMatch(
    / is not served: making\/making\.mdx:2:.* The previous content is still served\.$/,
  )
  // Neither of them says the secret.
  for (const server of servers) expect(server.output()).not.toContain(secret)
})
