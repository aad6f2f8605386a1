import { generateClients } from './generate-clients'
import { run } from './run'

// npm run generate: generates the database clients, which the type checker, the tests and the build need.
await run(async () => generateClients())
