import { run } from './run'
import { runPlaywright } from './testing/run-playwright'
import { fixtureContent } from './testing/fixture-content'

// npm run test:e2e [-- e2e/marking.spec.ts]: the browser tests, against the production build.
await run(async () => {
  Object.assign(process.env, fixtureContent)
  process.exitCode = await runPlaywright(process.argv.slice(2))
})
