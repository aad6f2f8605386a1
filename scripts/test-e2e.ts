import { run } from './run'
import { runPlaywright } from './testing/run-playwright'
import { testBuild } from './testing/test-build'

// npm run test:e2e [-- e2e/marking.spec.ts]: what people do, in a real browser, against the production build.
await run(async () => {
  Object.assign(process.env, testBuild)
  process.exitCode = await runPlaywright(process.argv.slice(2))
})
