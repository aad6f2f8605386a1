import { createClient } from '@libsql/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Database } from '@/lib/db'
import { setBookmarked } from '@/lib/shelf'
import { providers } from '../../scripts/testing/databases'
import { startPostgres, type TestPostgres } from '../../scripts/testing/postgres'
import { report } from '../report'
import { patience } from './server'
import { openStore, type Store } from './store'

// Rolling back one reader's transaction does not affect changes acknowledged to others.

const [rollbacks, neighbours] = [20, 25]

function defer() {
  let resolve = () => {}
  return { promise: new Promise<void>((done) => (resolve = done)), resolve: () => resolve() }
}

describe.each(providers)('on %s', (provider) => {
  let postgres: TestPostgres | undefined
  let store: Store
  let database: Database

  beforeAll(async () => {
    if (provider === 'postgresql') postgres = await startPostgres()
    store = await openStore({ postgres })
    database = connect(store.env)
  })
  afterAll(async () => {
    await database.$disconnect()
    store.remove()
    await postgres?.stop()
  })

  it(
    'R2: concurrent writes survive another transaction’s rollback, and its changes are never visible',
    async () => {
      const readers = await store.addReaders(neighbours)
      let [acked, dirty] = [0, 0]
      for (let round = 0; round < rollbacks; round++) {
        const [opened, left] = [defer(), defer()]
        const giveUp = async (transaction: Pick<Database, 'mark'>) => {
          await transaction.mark.create({
            data: { userId: readers[0]!.id, resourceId: `never-${round}`, note: 'never', changedAt: new Date() },
          })
          opened.resolve()
          await left.promise
          throw new Error('rolled back')
        }
        const rolledBack = database.$transaction(giveUp).catch(() => {})
        await opened.promise
        const writes = readers.map(async ({ id }) => {
          await setBookmarked(id, [`r${round}`], true, undefined, database)
          acked++
        })
        dirty += (await store.read(`SELECT 1 FROM mark WHERE note = 'never'`)).length
        left.resolve()
        await Promise.all([rolledBack, ...writes])
      }
      const kept = await store.read('SELECT 1 FROM mark WHERE bookmarked')
      const traces = await store.read(`SELECT 1 FROM mark WHERE note = 'never'`)
      report(
        'R2',
        provider,
        `${rollbacks} rolled back beside ${acked} acknowledged: ${acked - kept.length} lost, ${dirty} seen before they were rolled back`,
      )
      expect(acked).toBe(rollbacks * neighbours)
      expect([acked - kept.length, dirty, traces.length]).toEqual([0, 0, 0])
    },
    patience,
  )
})

it('R2: control: on a single shared connection, the concurrent writes are lost', async () => {
  const store = await openStore()
  const [reader] = await store.addReaders(1)
  const shared = createClient({ url: store.env.url })
  await shared.execute('PRAGMA foreign_keys = OFF')
  await shared.execute('BEGIN')
  for (let index = 0; index < neighbours; index++)
    await shared.execute({
      sql: 'INSERT INTO mark ("userId", "resourceId", bookmarked, "changedAt") VALUES (?, ?, 1, ?)',
      args: [reader!.id, `r${index}`, new Date().toISOString()],
    })
  await shared.execute('ROLLBACK')
  shared.close()
  expect(await store.read('SELECT 1 FROM mark')).toHaveLength(0)
  store.remove()
})
