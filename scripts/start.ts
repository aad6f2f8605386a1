import { ensureBuild } from './build'
import { prepare } from './prepare'
import { run } from './run'
import { serve } from './serve'

// npm start: installs, builds and starts the portal from a fresh clone.
await run(async () => {
  const env = await prepare()
  await ensureBuild()
  await serve('start', env)
  console.log(`\nLectern is at ${env.baseUrl}`)
}, 'Lectern could not start')
