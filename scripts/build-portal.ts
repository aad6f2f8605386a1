import { getBuiltPortal } from '../lib/content/get-portal'
import { ensureBuild } from './build'
import { reportUnreadable } from './report-unreadable'
import { run } from './run'

// npm run build: the production build without a start, for images and for a new version beside the one that runs.
// It is complete but for pages that can't be read, which the exit code says, so that no pipeline ships it unseen.
await run(async () => {
  await ensureBuild()
  if (reportUnreadable(await getBuiltPortal()) > 0) process.exitCode = 1
})
