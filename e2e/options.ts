import { devices, type PlaywrightTestConfig } from '@playwright/test'
import { findBrowser } from '../scripts/testing/browser'

/** What both kinds of browser tests have in common: those on content of their own, and the one on the real content. */
export const options = {
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  // Machines are shared; a test that is red for slowness says nothing.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: process.env.PLAYWRIGHT_JSON
    ? [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON }]]
    : [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 1000 },
    // A trace of every test makes all of them take twice as long; `--trace on` makes one of those asked for.
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findBrowser(),
      // Without these it looks for hosts outside; as root it needs the first.
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
} satisfies PlaywrightTestConfig

/** The server of the tests, on a database of that kind, with the content of the tests unless told otherwise. */
export const serve = (
  provider: 'sqlite' | 'postgresql',
  port: number,
  env: Record<string, string> = {},
  basePath = '',
) => ({
  env,
  command: `node --conditions=react-server --import tsx e2e/serve.ts ${provider} ${port} ${basePath}`,
  url: `http://localhost:${port}/api/health`,
  reuseExistingServer: false,
  gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 10_000 },
  stdout: 'ignore' as const,
  stderr: 'pipe' as const,
})
