import { ensureBuild } from './build'
import { generateMessages } from './generate-messages'
import { run } from './run'
import { serve } from './serve'

// npm start: installs, builds and starts the portal from a fresh clone.
await run(async () => {
  // Modules that the next one imports need the messages.
  generateMessages()
  const { prepare } = await import('./prepare')
  const env = await prepare()
  await ensureBuild()
  await serve('start', env)
  console.log(`\nLectern is at ${env.baseUrl}`)
}, 'Lectern could not start')
