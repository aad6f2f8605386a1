import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { providers } from '../../scripts/testing/databases'
import { startPostgres, type TestPostgres } from '../../scripts/testing/postgres'
import { getContent } from '../prepared'
import { report } from '../report'
import { get, post, startServer, type TimedResponse, type Server, patience } from './server'
import { openStore, type Store, type StoredReader } from './store'

// Two servers on one database, during an update or permanently.

const tries = 30

describe.each(providers)('two servers on %s', (provider) => {
  let postgres: TestPostgres | undefined
  let store: Store
  let servers: Server[] = []
  let reader: StoredReader
  let tutorials: string[]

  beforeAll(async () => {
    tutorials = getContent()
      .resources.filter(({ kind }) => kind === 'tutorial')
      .map(({ id }) => id)
    if (provider === 'postgresql') postgres = await startPostgres()
    store = await openStore({ postgres })
    servers = await Promise.all(
      [0, 1].map((index) => startServer(store.variables, { port: Number(process.env.FAULTS_PORT ?? 3490) + index })),
    )
    for (const { base } of servers) await get(base, '/prometheus')
  }, patience)
  afterAll(async () => {
    await Promise.all(servers.map((each) => each.stop('SIGKILL')))
    store.remove()
    await postgres?.stop()
  })
  beforeEach(async () => {
    reader = (await store.addReaders(1))[0]!
  })
  let refused = 0

  const send = (server: number, route: string, fields: object) =>
    post(servers[server]!.base, route, fields, reader.cookie, `10.3.0.${server}`)
  /** Retries like a browser until the change is stored. */
  async function on(server: number, route: string, fields: object): Promise<TimedResponse> {
    for (;;) {
      const answer = await send(server, route, fields)
      if (answer.status !== 503) return answer
      refused++
    }
  }
  const readMarks = () =>
    store.read(
      `SELECT "resourceId", bookmarked, progress, note FROM mark WHERE "userId" = '${reader.id}' ORDER BY "resourceId"`,
    )
  const statuses = (answers: TimedResponse[]) => [...new Set(answers.map(({ status }) => status))]

  it(
    'R5, R21: keep the last acknowledged change, and lose no simultaneous ones',
    async () => {
      const [one = '', other = '', third = ''] = tutorials
      const answers: TimedResponse[] = []
      // In turns: the later change wins on any server.
      for (let turn = 0; turn < tries; turn++)
        answers.push(await on(turn % 2, 'notes', { resource: one, note: `turn ${turn}` }))
      // At once, different fields of one mark.
      for (let turn = 0; turn < tries; turn++)
        answers.push(
          ...(await Promise.all([
            on(0, 'bookmarks', { resource: other, bookmarked: turn % 2 === 0 }),
            on(1, 'reading-progress', { resource: other, progress: turn % 2 ? 'done' : 'reading' }),
          ])),
        )
      // At once, the same field: one change wins as a whole.
      for (let turn = 0; turn < tries; turn++)
        answers.push(
          ...(await Promise.all(
            [0, 1].map((server) => on(server, 'notes', { resource: third, note: `${turn} of ${server}` })),
          )),
        )
      const seen = await Promise.all(servers.map(({ base }) => get(base, '/prometheus', reader.cookie)))

      const marks = new Map(
        (await readMarks()).map(({ resourceId, ...mark }) => [
          resourceId,
          { note: mark.note, progress: mark.progress, bookmarked: Boolean(mark.bookmarked) },
        ]),
      )
      report(
        provider === 'sqlite' ? 'R21' : 'R5',
        '',
        `${answers.length} writes over two servers by one reader: answers ${statuses(answers).join()}, ${refused} to be sent again; the last acknowledged holds`,
      )
      expect(statuses([...answers, ...seen])).toEqual([200])
      expect(marks.get(one)).toMatchObject({ note: `turn ${tries - 1}` })
      expect(marks.get(other)).toMatchObject({ bookmarked: tries % 2 === 1, progress: tries % 2 ? 'reading' : 'done' })
      expect(marks.get(third)?.note).toMatch(new RegExp(`^${tries - 1} of [01]$`))
      expect(marks.size).toBe(3)
    },
    patience,
  )

  it(
    'R18: store twenty simultaneous copies of a write once, with the same response to all',
    async () => {
      const [resource = ''] = tutorials
      for (const [route, fields] of [
        ['bookmarks', { bookmarked: true }],
        ['reading-progress', { progress: 'reading', percent: 40 }],
        ['notes', { note: 'mine' }],
        ['marks', { bookmarked: true, progress: 'done', note: 'mine' }],
        ['removals', {}],
      ] as const) {
        const answers = await Promise.all(
          Array.from({ length: 20 }, (_, index) => on(index % 2, route, { resource, ...fields })),
        )
        expect([route, statuses(answers)]).toEqual([route, [200]])
        // Only the first removal can return what it removed.
        const said = new Set(
          answers.map(({ text }) => JSON.stringify({ ...(JSON.parse(text) as object), asOf: 0, removed: 0 })),
        )
        expect([route, said.size]).toEqual([route, 1])
        expect(await readMarks()).toHaveLength(1)
      }
      const times = await store.read(
        `SELECT "bookmarkedAt", "progressAt", "noteAt" FROM mark WHERE "userId" = '${reader.id}'`,
      )
      expect(times).toHaveLength(1)
      report('R18', provider, '5 kinds of write, each 20 times at once over two servers: one effect, the same answer')
    },
    patience,
  )

  it(
    'R5, R21: create one account from simultaneous sign-ups with one address',
    async () => {
      const fields = { name: 'Ada', email: `ada-${provider}@example.org`, password: 'a long enough one' }
      const answers = await Promise.all(
        [0, 1, 0, 1].map((server, index) => post(servers[server]!.base, 'sign-up', fields, '', `10.4.0.${index}`)),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422])
      expect(await store.read(`SELECT 1 FROM "user" WHERE email = '${fields.email}'`)).toHaveLength(1)
    },
    patience,
  )
})
