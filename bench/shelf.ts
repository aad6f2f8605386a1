import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient } from '@libsql/client'
import { loadPortal } from '../lib/content'

// Measures the server's CPU time for a shelf of ten thousand marks, compared with one mark: the first page, also right
// after each of many changes, a search, and a topic's page. Builds and starts a portal of 200 topics with 50 tutorials each.
// npx tsx --conditions=react-server bench/shelf.ts [number of marks]

const wanted = Number(process.argv[2] ?? 10_000)
const port = Number(process.env.E2E_PORT ?? 3280) + 9
const base = `http://localhost:${port}`
const dist = '.cache/bench-shelf'
const [warmUp, rounds, requests] = [30, 9, 12]

const scratch = mkdtempSync(path.join(tmpdir(), 'lectern-bench-'))
const content = path.join(scratch, 'content')
const url = `file:${path.join(scratch, 'data', 'lectern.db')}`
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))

function writeTopic(index: number): void {
  const [chapter, place] = [Math.floor(index / 20) + 10, index % 20]
  const tutorials = Array.from(
    { length: 50 },
    (_each, item) =>
      `- [Tutorial ${item} of topic ${index}: from the start to the end](https://site${item}.example.org/on-topic-${index}/part-${item}) by someone who has done it, step by step.`,
  )
  const folder = path.join(content, `chapter-${chapter}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    path.join(folder, `topic-${index}.mdx`),
    [
      '---',
      `title: "Topic ${index}: what it is for"`,
      'category: page',
      `slug: topic-${index}`,
      `sortorder: "${chapter}${String(place).padStart(2, '0')}"`,
      `toc: ${place === 0}`,
      `sidebartitle: Topic ${index}`,
      `meta: What topic ${index} is for, and when it is not.`,
      '---',
      '',
      '## Tutorials',
      '',
      ...tutorials,
      '',
    ].join('\n'),
  )
}

for (let index = 0; index < 200; index++) writeTopic(index)
mkdirSync('.cache', { recursive: true })
const env: NodeJS.ProcessEnv = {
  ...process.env,
  PORT: String(port),
  DATA_DIR: path.join(scratch, 'data'),
  DATABASE_URL: '',
  BASE_URL: '',
  CONTENT_DIR: content,
  NEXT_DIST_DIR: dist,
}

const server = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'scripts/start.ts'], {
  env,
  stdio: ['ignore', 'ignore', 'inherit'],
})
process.once('exit', () => server.kill('SIGTERM'))
while (
  !(await fetch(`${base}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  ))
)
  await wait(200)

async function signUp(email: string): Promise<string> {
  const headers = { 'Content-Type': 'application/json', Origin: base }
  const answer = await fetch(`${base}/api/sign-up`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name: 'Bench', email, password: 'a long enough one' }),
  })
  return answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
}
const cookies = { 'ten thousand': await signUp('many@example.org'), one: await signUp('one@example.org') }

const portal = await loadPortal(content)
const ids = [...portal.resources.keys()].slice(0, wanted)
const database = createClient({ url })
const users = (await database.execute('SELECT id FROM "user" ORDER BY email')).rows.map(({ id }) => String(id))
const at = (index: number) => new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString().replace('Z', '+00:00')
const sql =
  'INSERT INTO mark ("userId", "resourceId", bookmarked, "bookmarkedAt", progress, "progressAt", note, "noteAt", "changedAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'
const row = (user: string, id: string, index: number) => ({
  sql,
  args: [
    user,
    id,
    index % 4 === 3 || index % 3 === 0,
    at(index),
    ['reading', 'done', 'skipped', 'to-read'][index % 4] ?? '',
    at(index),
    index % 5 === 0 ? `A note on number ${index}, of a usual length.` : null,
    at(index),
    at(index),
  ],
})
await database.batch(
  [...ids.map((id, index) => row(users[0] ?? '', id, index)), row(users[1] ?? '', ids[0] ?? '', 0)],
  'write',
)
database.close()

const pages = {
  'the shelf’s first page': '/shelf',
  'its last page': '/shelf?page=999',
  'a search in it': '/shelf?q=number+4',
  'sorted by title': '/shelf?sort=title',
  'a topic’s page': '/topic-77',
  'the home page': '/',
}
const results: Record<string, { 'CPU, ms': number; 'with one mark': number; bytes: number }> = {}
const changed = 'the first page, after a change'
for (const [name, address] of [...Object.entries(pages), [changed, pages['the shelf’s first page']] as const]) {
  const mark = name === changed ? markAgain : () => Promise.resolve()
  const [many, one] = [await measure(address, cookies['ten thousand'], mark), await measure(address, cookies.one, mark)]
  results[name] = { 'CPU, ms': many.cpu, 'with one mark': one.cpu, bytes: many.bytes }
}
console.log(
  `${ids.length} marks, ${portal.topics.size} topics; medians of ${rounds} × ${requests} requests, one after the other`,
)
console.table(results)
process.exit()

/** Bookmarks a tutorial that is marked already. */
async function markAgain(cookie: string): Promise<void> {
  const answer = await fetch(`${base}/api/bookmarks`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: base, cookie },
    body: JSON.stringify({ resource: ids[0], bookmarked: true }),
  })
  if (!answer.ok) throw new Error(`The bookmark answered ${answer.status}`)
}

type Prepare = (cookie: string) => Promise<void>

async function measure(address: string, cookie: string, prepare: Prepare) {
  // Warms the server up: for its first few hundred pages, CPU time goes into compiling.
  for (let round = 0; round < warmUp; round++) await load(address, cookie, prepare)
  const samples = []
  for (let round = 0; round < rounds; round++) samples.push(await load(address, cookie, prepare))
  return { cpu: median(samples.map(({ cpu }) => cpu)), bytes: samples[0]?.bytes ?? 0 }
}

/** Loads a page several times; leaves the CPU time of `prepare` out. */
async function load(address: string, cookie: string, prepare: Prepare) {
  let [bytes, cpu] = [0, 0]
  for (let request = 0; request < requests; request++) {
    await prepare(cookie)
    const before = readCpu()
    const answer = await fetch(base + address, { headers: { cookie } })
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
    bytes = (await answer.arrayBuffer()).byteLength
    cpu += readCpu() - before
  }
  return { cpu: Number((cpu / requests).toFixed(1)), bytes }
}

/** Returns the CPU time of Next's process in milliseconds; Linux counts hundredths of a second. */
function readCpu(): number {
  const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
  return children.reduce((total, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return total + (Number(fields[11]) + Number(fields[12])) * 10
  }, 0)
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}
