import { watch } from 'node:fs'
import path from 'node:path'
import { generateMessages } from './generate-messages'
import { generateSources } from './generate-sources'
import { run } from './run'
import { serve } from './serve'

// npm run dev: runs the portal from its sources, with a separate database and a reader to sign in as.
await run(async () => {
  Object.assign(process.env, { NODE_ENV: 'development' })
  const dataDir = (process.env.DATA_DIR ??= 'data/dev')
  process.env.DATABASE_URL ??= `file:${path.resolve(dataDir, 'lectern.db')}`
  await generateSources()
  // Imported after the messages and the database client are generated above.
  const { prepare } = await import('./prepare')
  const env = await prepare()
  const { seed } = await import('./seed')
  const reader = await seed()
  await serve('dev', env)
  watch('messages/en', regenerate)
  console.log(`\nLectern is at ${env.baseUrl}\nSign in as ${reader.email} with the password "${reader.password}".`)
})

/** Compiles the English messages again after a change. A file that is half written is not valid yet. */
function regenerate(): void {
  try {
    generateMessages()
  } catch (error) {
    console.error((error as Error).message)
  }
}
