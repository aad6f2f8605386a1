import path from 'node:path'
import { writeBuiltPortal } from '../lib/content/built-portal'
import { getContentFolder, getPortal } from '../lib/content/get-portal'
import { generateClients } from './generate-clients'
import { prepare, recordContent } from './prepare'
import { run } from './run'
import { serve } from './serve'

// npm run dev: the portal as its sources are now, on a database of its own, with a reader to try it as.
await run(async () => {
  Object.assign(process.env, { NODE_ENV: 'development' })
  const dataDir = (process.env.DATA_DIR ??= 'data/dev')
  process.env.DATABASE_URL ??= `file:${path.resolve(dataDir, 'lectern.db')}`
  generateClients()
  const env = await prepare()
  const portal = await getPortal()
  writeBuiltPortal(getContentFolder(), portal)
  await recordContent(portal)
  const { seed } = await import('./seed')
  const reader = await seed()
  await serve('dev', env)
  console.log(`\nLectern is at ${env.baseUrl}\nSign in as ${reader.email} with the password "${reader.password}".`)
})
