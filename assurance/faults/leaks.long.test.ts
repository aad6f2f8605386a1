import { readdirSync, readlinkSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { getContent } from '../prepared'
import { report } from '../report'
import { listProcesses, readMemory } from './process'
import { get, mostConnections, startServer, type Server } from './server'
import { openStore, type Store } from './store'
import { countAcked, newHistory, writeNext } from './writers'

// Hours of light, mixed load do not leak: pages, searches, shelves and marks of 20 readers, with memory and open
// handles measured every minute.

const minutes = Number(process.env.MINUTES ?? 120)
const rate = 5
/** Until then, caches fill and code is compiled. */
const warmUp = Math.min(20, minutes / 3)

interface Sample {
  minute: number
  /** In MB. */
  memory: number
  /** Open files, pipes and similar. */
  handles: number
  connections: number
}

/** Counts a process's open handles and connections. */
function countOpen(pid: number): Pick<Sample, 'handles' | 'connections'> {
  const open = readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${name}`)]
    } catch {
      // Closed in the meantime.
      return []
    }
  })
  const connections = open.filter((each) => each.startsWith('socket:')).length
  return { handles: open.length - connections, connections }
}

/** Returns the slope of a line through the samples in MB per hour, by least squares. */
function slope(samples: Sample[]): number {
  const mean = (key: 'minute' | 'memory') => samples.reduce((sum, sample) => sum + sample[key], 0) / samples.length
  const [minute, memory] = [mean('minute'), mean('memory')]
  return (
    (60 * samples.reduce((sum, sample) => sum + (sample.minute - minute) * (sample.memory - memory), 0)) /
    samples.reduce((sum, sample) => sum + (sample.minute - minute) ** 2, 0)
  )
}

describe('R22: leaks', () => {
  let server: Server | undefined
  let store: Store

  afterEach(async () => {
    await server?.stop('SIGKILL')
    server = undefined
    store?.remove()
  })

  it(
    'R22: don’t occur over hours of mixed load: memory and handles stay constant',
    { timeout: (minutes + 10) * 60_000 },
    async () => {
      store = await openStore()
      const readers = await store.addReaders(20)
      server = await startServer(store.variables)
      const { base } = server
      const topics = getContent().topics
      const resources = getContent()
        .resources.map(({ id }) => id)
        .slice(0, 40)
      const history = newHistory()
      const others: string[] = []

      await get(base, '/prometheus')
      // The largest process is the server.
      const [pid = server.pid] = listProcesses(server.pid).sort((a, b) => readMemory(b) - readMemory(a))
      const samples: Sample[] = []
      const asked: Promise<void>[] = []
      const began = performance.now()
      const now = () => (performance.now() - began) / 60_000
      for (let turn = 0; now() < minutes; turn++) {
        const [reader, topic] = [readers[turn % readers.length]!, topics[turn % topics.length]!]
        const kinds = [
          () => writeNext(history, base, reader, resources[turn % resources.length]!, ''),
          () => get(base, `/${topic}`),
          () => get(base, `/search?q=${topic}`),
          () => get(base, '/shelf', reader.cookie),
          () => get(base, `/${topic}`, reader.cookie),
        ]
        asked.push(
          kinds[turn % kinds.length]!().then(({ status, text, took }) => {
            if (status === 200) return
            others.push(`${status} after ${took.toFixed(0)} ms in minute ${now().toFixed(1)}: ${text.slice(0, 80)}`)
            console.log(others.at(-1))
          }),
        )
        await wait(1000 / rate)
        if (now() >= samples.length) {
          samples.push({ minute: now(), memory: readMemory(pid) / 2 ** 20, ...countOpen(pid) })
          if (samples.length % 10 === 1) console.log(samples.at(-1))
        }
      }
      await Promise.all(asked)

      const settled = samples.filter(({ minute }) => minute >= warmUp)
      const [first, last] = [settled[0]!, settled.at(-1)!]
      const [handles, connections] = [settled.map((each) => each.handles), settled.map((each) => each.connections)]
      const rise = slope(settled)
      report(
        'R22',
        '',
        `${asked.length} requests and ${countAcked(history)} marks among them in ${Math.round(minutes)} min; after ${Math.round(warmUp)} min memory rises ${rise.toFixed(1)} MB an hour (${first.memory.toFixed(0)} to ${last.memory.toFixed(0)} MB); ${Math.min(...handles)} to ${Math.max(...handles)} handles, ${Math.min(...connections)} to ${Math.max(...connections)} connections; ${others.length} answers other than 200`,
      )
      expect(others).toEqual([])
      expect(rise).toBeLessThan(5)
      expect(Math.max(...handles) - Math.min(...handles)).toBeLessThan(10)
      // The connections of the test itself, and the listening sockets.
      expect(Math.max(...connections)).toBeLessThan(mostConnections + 10)
    },
  )

  it('R22: control: a slope of 6 MB per hour is told from one of 4', () => {
    const rising = (perHour: number) =>
      Array.from({ length: 100 }, (_, minute) => ({
        minute,
        memory: 400 + (perHour / 60) * minute + (minute % 2 ? 20 : -20),
        handles: 40,
        connections: 4,
      }))
    expect(slope(rising(6))).toBeGreaterThan(5)
    expect(slope(rising(4))).toBeLessThan(5)
  })
})
