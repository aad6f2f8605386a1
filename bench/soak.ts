import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { get, startServer } from '../assurance/faults/server'
import { openStore } from '../assurance/faults/store'
import { countAcked, newHistory, writeNext } from '../assurance/faults/writers'
import { getPortal } from '../lib/content'

// Whether a server grows: pages, searches and marks of 20 readers at a low rate, its memory and open handles
// once a minute. Needs the production build. Run by hand: npx tsx --conditions=react-server bench/soak.ts [minutes] [requests a second]

const minutes = Number(process.argv[2] ?? 60)
const rate = Number(process.argv[3] ?? 5)
/** Until then caches fill and code is compiled. */
const warmUp = Math.min(10, minutes / 3)

const store = await openStore()
const readers = await store.addReaders(20)
const server = await startServer(store.variables, { port: Number(process.env.FAULTS_PORT ?? 3490) + 9 })
const portal = await getPortal()
const [topics, resources] = [[...portal.topics.keys()], [...portal.resources.keys()].slice(0, 40)]
const history = newHistory()
const bad = new Map<number, number>()

const readRss = (pid: number) => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
const listProcesses = (pid: number): number[] => [pid, ...readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number).flatMap(listProcesses)]

/** The process that serves, which is the largest of them. */
await get(server.base, '/prometheus')
const [pid = server.pid] = listProcesses(server.pid).sort((a, b) => readRss(b) - readRss(a))
const read = () => ({ rss: readRss(pid), handles: readdirSync(`/proc/${pid}/fd`).length })

/** How much a line through the points rises a minute, by least squares. */
function slope(points: [x: number, y: number][]): number {
  const [mx, my] = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis as 0 | 1], 0) / points.length) as [number, number]
  return points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
}

const samples: { minute: number; rss: number; handles: number }[] = []
const began = performance.now()
let requests = 0
function finish(): void {
  const settled = samples.filter(({ minute }) => minute >= warmUp)
  const handles = settled.map((each) => each.handles)
  console.log(`${requests} requests, ${countAcked(history)} marks acknowledged in ${samples.at(-1)?.minute.toFixed(0)} min; other answers than 200: ${JSON.stringify([...bad])}`)
  console.log(`after ${warmUp.toFixed(0)} min memory rises ${(60 * slope(settled.map(({ minute, rss }) => [minute, rss]))).toFixed(1)} MB an hour, from ${settled[0]?.rss.toFixed(0)} to ${settled.at(-1)?.rss.toFixed(0)} MB; handles ${Math.min(...handles)} to ${Math.max(...handles)}; ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}`)
}
for (let turn = 0; performance.now() - began < minutes * 60_000; turn++) {
  const reader = readers[turn % readers.length]!
  const topic = topics[turn % topics.length]
  const kind = turn % 5
  const asked = kind === 0 ? writeNext(history, server.base, reader, resources[turn % resources.length]!, '') : get(server.base, kind === 1 ? `/${topic}` : kind === 2 ? `/search?q=${topic}` : kind === 3 ? '/shelf' : `/${topic}`, kind > 2 ? reader.cookie : '')
  void asked.then(({ status }) => {
    requests++
    if (status !== 200) bad.set(status, (bad.get(status) ?? 0) + 1)
  })
  await wait(1000 / rate)
  const minute = (performance.now() - began) / 60_000
  if (minute >= samples.length) {
    samples.push({ minute, ...read() })
    const last = samples.at(-1)!
    if (samples.length % 5 === 1) console.log(`${minute.toFixed(0)} min: ${last.rss.toFixed(0)} MB, ${last.handles} handles`)
  }
}
finish()
await server.stop('SIGKILL')
store.remove()
process.exit(0)
