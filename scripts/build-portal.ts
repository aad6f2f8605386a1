import { ensureBuild } from './build'
import { run } from './run'

// npm run build: the production build without a start, for images and for a new version beside the one that runs.
await run(ensureBuild)
