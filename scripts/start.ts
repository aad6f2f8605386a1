import { getBuiltPortal } from '../lib/content/get-portal'
import { ensureBuild } from './build'
import { prepare, recordContent } from './prepare'
import { reportUnreadable } from './report-unreadable'
import { run } from './run'
import { serve } from './serve'

// npm start: from a fresh clone to a portal that answers.
await run(async () => {
  const env = await prepare()
  await ensureBuild()
  const portal = await getBuiltPortal()
  reportUnreadable(portal)
  await recordContent(portal)
  await serve('start', env)
  console.log(`\nLectern is at ${env.baseUrl}`)
}, 'Lectern could not start')
