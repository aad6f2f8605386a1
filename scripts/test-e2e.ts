import { run } from './run'
import { runPlaywright } from './testing/run-playwright'
import { testContent } from './testing/test-content'

// npm run test:e2e [-- e2e/marking.spec.ts]: what people do, in a real browser, against the production build.
await run(async () => {
  Object.assign(process.env, testContent)
  process.exitCode = await runPlaywright(process.argv.slice(2))
})
