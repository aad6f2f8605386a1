import { availableParallelism, loadavg } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { providers } from '../../scripts/testing/databases'
import { startPostgres, type TestPostgres } from '../../scripts/testing/postgres'
import { getContent } from '../prepared'
import { isLong, report } from '../report'
import { get, patience, startServer, type Server } from './server'
import { openStore, type Store } from './store'
import { countAcked, judge, newHistory, writeNext } from './writers'

// Fifty readers at once, with four page views per mark.

const readers = 50
const seconds = isLong ? 60 : 10

describe.each(isLong ? providers : (['sqlite'] as const))('on %s', (provider) => {
  let postgres: TestPostgres | undefined
  let store: Store
  let server: Server

  beforeAll(async () => {
    if (provider === 'postgresql') postgres = await startPostgres()
    store = await openStore({ postgres })
    server = await startServer(store.variables)
  }, patience)
  afterAll(async () => {
    await server.stop('SIGKILL')
    store.remove()
    await postgres?.stop()
  })

  it(
    'R4: fifty readers at once lose nothing and see no error',
    async () => {
      const people = await store.addReaders(readers)
      const content = getContent()
      const [topics, resources] = [content.topics.slice(0, 8), content.resources.slice(0, 40).map(({ id }) => id)]
      const history = newHistory()
      // Next compiles a page on its first request.
      for (const slug of topics) await get(server.base, `/${slug}`, people[0]!.cookie)
      await writeNext(history, server.base, people[0]!, resources[0]!, '')
      const warm = countAcked(history)
      const times: number[] = []
      const failed: number[] = []
      const end = performance.now() + seconds * 1000
      await Promise.all(
        people.map(async (person, number) => {
          for (let turn = number; performance.now() < end; turn++) {
            const answer =
              turn % 5
                ? await get(server.base, `/${topics[turn % topics.length]}`, person.cookie)
                : await writeNext(history, server.base, person, resources[turn % resources.length]!, `10.5.0.${number}`)
            times.push(answer.took)
            if (answer.status !== 200) failed.push(answer.status)
          }
        }),
      )
      times.sort((a, b) => a - b)
      const verdict = await judge(history, store)
      const [load, cores] = [loadavg()[0]!, availableParallelism()]
      const [p50, p99] = [times[Math.floor(times.length / 2)]!, times[Math.floor(times.length * 0.99)]!]
      const acked = (countAcked(history) - warm) / seconds
      report(
        'R4',
        provider,
        `${times.length} requests in ${seconds} s, ${Math.round(acked)} marks acknowledged a second, ${verdict.lost + verdict.behind} lost, ${failed.length} answers other than 200; half within ${Math.round(p50)} ms, 99 of 100 within ${Math.round(p99)} ms; ${cores} cores, load ${load.toFixed(1)}`,
      )
      expect(verdict).toEqual({ lost: 0, behind: 0, ghosts: 0 })
      expect(failed).toEqual([])
      expect(times.length).toBeGreaterThan(readers)
    },
    patience,
  )
})
