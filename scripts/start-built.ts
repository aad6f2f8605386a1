import { readFileSync } from 'node:fs'
import { prepare } from './prepare'
import { run } from './run'
import { serve } from './serve'

// The image's start command: starts a built portal without its sources.
await run(async () => {
  const env = await prepare()
  // Like Next's standalone server, uses the configuration stored by the build: the image has no next.config.ts.
  const { config } = JSON.parse(readFileSync('.next/required-server-files.json', 'utf8')) as { config: object }
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config)
  await serve('start', env)
  console.log(`\nLectern is at ${env.baseUrl}`)
}, 'Lectern could not start')
