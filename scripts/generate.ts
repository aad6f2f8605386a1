import { generateSources } from './generate-sources'
import { run } from './run'

// npm run generate: generates the sources that are not in the repository; the type checker, the tests and the build need them.
await run(generateSources)
