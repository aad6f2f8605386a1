import { generateSources } from './generate-sources'
import { run } from './run'

// npm run generate: generates the database clients, which the type checker, the tests and the build need.
await run(async () => generateSources())
