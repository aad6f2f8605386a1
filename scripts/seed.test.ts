import { expect, it, vi } from 'vitest'
import { migrate } from '../lib/db/migrate'
import { createTestDatabase } from './testing/databases'

it('seed makes the developers’ reader with marks in the fullest topic, once', async () => {
  const { database, remove } = await createTestDatabase('sqlite')
  vi.stubEnv('DATABASE_URL', database.url)
  vi.stubEnv('BASE_URL', 'http://localhost:3000')
  await migrate(database)
  const [{ getDatabase }, { seed }] = await Promise.all([import('../lib/db'), import('./seed')])
  const reader = await seed()
  vi.stubEnv('CONTENT_DIR', 'no-such-folder')
  await seed()
  const marks = await getDatabase().mark.findMany({ where: { user: { email: reader.email } } })
  expect([marks.length, marks.filter(({ bookmarked }) => bookmarked).length]).toEqual([5, 2])
  await getDatabase().$disconnect()
  remove()
})
