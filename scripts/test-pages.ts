import { run } from './run'
import { runPlaywright } from './testing/run-playwright'

// npm run test:content: opens every page of the real content in a browser.
await run(async () => {
  process.exitCode = await runPlaywright(['--config', 'playwright.content.config.ts', ...process.argv.slice(2)])
})
