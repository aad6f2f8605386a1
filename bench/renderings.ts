import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { readMailedToken } from '../e2e/mail'

// Measures a topic page signed out (cached) and signed in (rendered): requests per second and CPU time. Read ratios,
// not milliseconds, on a shared machine. Needs the production build. npx tsx bench/renderings.ts

const port = 3290
const base = `http://localhost:${port}`
const rounds = 7
const requests = 300
const concurrency = 8

const server = spawn(
  process.execPath,
  ['--conditions=react-server', '--import', 'tsx', 'e2e/serve.ts', 'sqlite', String(port)],
  { stdio: ['ignore', 'ignore', 'inherit'] },
)
process.once('exit', () => server.kill())
while (
  !(await fetch(`${base}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  ))
)
  await wait(100)

const post = (path: string, body: unknown, headers = {}) =>
  fetch(base + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: base, ...headers },
    body: JSON.stringify(body),
  })

const [email, password] = ['bench@example.org', 'a long enough one']
await post('/api/sign-up', { name: 'Bench', email, password })
const signedUp = await post('/api/confirm-email', {
  token: await readMailedToken(base, email, 'Confirm your email address for Lectern'),
  password,
})
if (!signedUp.ok) throw new Error(`Signing up answered ${signedUp.status}.`)
const cookie = signedUp.headers
  .getSetCookie()
  .map((each) => each.split(';')[0])
  .join('; ')
const page = await (await fetch(`${base}/prometheus`)).text()
for (const [, resource] of page.matchAll(/id="resource-(\w+)"/g))
  await post('/api/reading-progress', { resource, progress: 'done' }, { cookie })

const cases = { 'signed out': {}, 'signed in, 9 marks': { cookie } }
const results: Record<string, { perSecond: number; cpu: number }> = {}
for (const [name, headers] of Object.entries(cases)) {
  await load(headers)
  const samples = []
  for (let round = 0; round < rounds; round++) samples.push(await load(headers))
  results[name] = {
    perSecond: median(samples.map(({ perSecond }) => perSecond)),
    cpu: median(samples.map(({ cpu }) => cpu)),
  }
}
console.table(results)
const [out, reader] = Object.values(results)
if (out && reader) console.log(`signed in / signed out: ${(reader.cpu / out.cpu).toFixed(1)} × the CPU`)
process.exit()

async function load(headers: Record<string, string>) {
  const cpuBefore = readCpu()
  const begun = performance.now()
  let left = requests
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (left-- > 0) await (await fetch(`${base}/prometheus`, { headers })).arrayBuffer()
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  return { perSecond: Math.round(requests / seconds), cpu: Number(((readCpu() - cpuBefore) / requests).toFixed(2)) }
}

/** Returns the CPU time of the listening process in milliseconds; Linux counts hundredths of a second. */
function readCpu(): number {
  const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8').trim().split(' ')
  return children.reduce((total, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return total + (Number(fields[11]) + Number(fields[12])) * 10
  }, 0)
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}
