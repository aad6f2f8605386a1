import { writeFileSync } from 'node:fs'
import { getBuiltPortal } from '../lib/content/get-portal'
import { getDatabase } from '../lib/db'
import { readEnv } from '../lib/env'
import { prepare, recordContent } from '../scripts/prepare'
import type { Content } from './prepared'

// What a first start does before there is a server, and what the content lists, for tests that need no more of it.
await prepare()
const portal = await getBuiltPortal()
await recordContent(portal)
// All of it in the one file that is copied.
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
