import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { listProcesses, readCpu, readMemory } from '../assurance/faults/process'
import { listPages } from '../lib/content'
import { writeContent } from './generated'

// Measures the cost of content: the start, a changed page, changes of all pages, memory.
// npx tsx --conditions=react-server bench/content.ts [number of topics]

const count = Number(process.argv[2] ?? 2000)
const port = 3977
const base = `http://localhost:${port}`
const folder = mkdtempSync(path.join(tmpdir(), 'lectern-bench-'))
const dataDir = mkdtempSync(path.join(tmpdir(), 'lectern-bench-data-'))
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const show = (name: string, value: string) => console.log(`${name.padEnd(52)} ${value}`)
const ms = (value: number) => `${Math.round(value)} ms`

await writeContent(folder, count)
const begun = performance.now()
const portal = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', 'scripts/start.ts'], {
  env: { ...process.env, CONTENT_DIR: folder, DATA_DIR: dataDir, PORT: String(port), BASE_URL: base },
  stdio: ['ignore', 'ignore', 'inherit'],
})
process.on('exit', () => portal.kill())
while (!(await fetch(`${base}/healthz`).catch(() => null))) await wait(50)
show(`${count} topics: start until the first answer`, ms(performance.now() - begun))
const server = () => listProcesses(portal.pid!).toSorted((a, b) => readMemory(b) - readMemory(a))[0]!
const memory = () => `${Math.round(readMemory(server()) / 2 ** 20)} MB`
show('memory (RSS) then', memory())

const files = await listPages(folder)
const slugs = files.map((file) => path.basename(file, '.mdx'))
const edit = (file: string, text: string) => {
  const place = path.join(folder, file)
  writeFileSync(place, `${readFileSync(place, 'utf8')}\n${text}\n`)
}

const served: number[] = []
for (let round = 0; round < 5; round++) {
  const words = `Changed in round ${round}.`
  edit(files[3]!, words)
  const from = performance.now()
  while (!(await (await fetch(`${base}/${slugs[3]}`)).text()).includes(words)) await wait(10)
  served.push(performance.now() - from)
  await wait(1500)
}
show('a changed page is served after (median of 5, longest)', `${ms(median(served))}, ${ms(Math.max(...served))}`)

for (const file of files) edit(file, 'All of them changed.')
const waits: number[] = []
const last = files.at(-1)!
for (;;) {
  const from = performance.now()
  await (await fetch(`${base}/healthz`)).text()
  waits.push(performance.now() - from)
  if ((await (await fetch(`${base}/${path.basename(last, '.mdx')}.md`)).text()).includes('All of them changed.')) break
  await wait(20)
}
show('/healthz while all pages are read again (median, max)', `${ms(median(waits))}, ${ms(Math.max(...waits))}`)

const cpuBefore = readCpu(server())
const from = performance.now()
for (const slug of slugs) await (await fetch(`${base}/${slug}`)).text()
show(
  'every page asked for once: CPU a page, clock',
  `${ms(((readCpu(server()) - cpuBefore) * 1000) / slugs.length)}, ${ms(performance.now() - from)}`,
)
await wait(5000)
show('memory (RSS) after it', memory())

const rounds = 5000
const before = readCpu(server())
for (let index = 0; index < rounds; index++) await (await fetch(`${base}/${slugs[index % 50]}`)).arrayBuffer()
show('CPU of a page from the cache', `${(((readCpu(server()) - before) * 1000) / rounds).toFixed(2)} ms`)
show('load of the machine', String(loadavg()[0]?.toFixed(1)))
portal.kill()
for (const each of [folder, dataDir]) rmSync(each, { recursive: true, force: true })
process.exit()
