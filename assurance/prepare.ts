import { writeFileSync } from 'node:fs'
import { getPortal } from '../lib/content/current'
import { getDatabase } from '../lib/db'
import { readEnv } from '../lib/env'
import { recordPortal } from '../lib/record-portal'
import { prepare } from '../scripts/prepare'
import type { Content } from './prepared'

// Migrates a database like a first start, and saves the content's lists for tests that need only those.
await prepare()
const portal = await getPortal()
await recordPortal(portal)
// Everything is in the file that is copied.
if (readEnv().database.provider === 'sqlite') await getDatabase().$queryRaw`PRAGMA wal_checkpoint(TRUNCATE)`
await getDatabase().$disconnect()
const { topics, resources, chapters } = portal
const content: Content = {
  topics: [...topics.keys()],
  resources: [...resources.values()].map(({ id, kind }) => ({ id, kind })),
  heads: chapters.map(({ head }) => head.slug),
}
writeFileSync(process.argv[2] ?? '', JSON.stringify(content))
process.exit()
