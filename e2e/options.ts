import { devices, type PlaywrightTestConfig } from '@playwright/test'
import { findBrowser } from '../scripts/testing/browser'
import { allAnswer, type Asked } from './servers'

/** The options of all browser tests, with fixture content or the real one. */
export const options = {
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  // On a shared machine, a failure by slowness means nothing.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: process.env.PLAYWRIGHT_JSON
    ? [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON }]]
    : [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 1000 },
    // Playwright's routes don't see a service worker's requests. Tests of the service worker allow it.
    serviceWorkers: 'block',
    // Recording a trace doubles the time of a test; `--trace on` enables it.
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: findBrowser(),
      // Without these, Chromium looks for hosts outside; as root it needs the first.
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        // Pages are drawn by the processor anyway; a process of its own for that costs a tenth of the time.
        '--disable-gpu',
        '--in-process-gpu',
      ],
    },
  },
} satisfies PlaywrightTestConfig

/** Returns the options of these servers, which one process starts (e2e/serve.ts). */
export const serve = (servers: Asked[]) => ({
  env: { E2E_SERVERS: JSON.stringify(servers) },
  command: 'node --conditions=react-server scripts/run-bundled.mjs e2e/serve.ts',
  wait: { stdout: new RegExp(allAnswer) },
  gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 10_000 },
  stdout: 'ignore' as const,
  stderr: 'pipe' as const,
})
