import { ensureBuild } from './build'
import { run } from './run'

// npm run build: makes the production build without starting it, for images and for deploying beside a running version.
await run(ensureBuild)
