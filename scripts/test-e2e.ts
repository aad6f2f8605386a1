import { spawnSync } from 'node:child_process'
import { run } from './run'
import { installBrowser } from './testing/browser'
import { testBuild } from './testing/test-build'

// npm run test:e2e [-- e2e/marking.spec.ts]: what people do, in a real browser, against the production build.
await run(async () => {
  process.env.CHROMIUM_PATH = await installBrowser()
  delete process.env.BASE_URL
  Object.assign(process.env, testBuild)
  await (await import('./build')).ensureBuild()
  const { status } = spawnSync('node_modules/.bin/playwright', ['test', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  })
  process.exitCode = status ?? 1
})
