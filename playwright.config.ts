import { defineConfig, devices, type ReporterDescription } from '@playwright/test'
import { findBrowser } from './scripts/testing/browser'
import { testBuild } from './scripts/testing/test-build'

// Servers and tests alike.
Object.assign(process.env, testBuild)

/** One server a database; the same build behind both. From another port on, two runs go on side by side. */
const firstPort = Number(process.env.E2E_PORT ?? 3210)
const servers = { sqlite: firstPort, postgresql: firstPort + 1 }

const reporters: ReporterDescription[] = [['list']]
if (process.env.PLAYWRIGHT_JSON) reporters.push(['json', { outputFile: process.env.PLAYWRIGHT_JSON }])

/** What a reader does is tried on both databases; pages that hold no mark are the same on either. */
const marks = /(account|journey|marking|guests|refusals|github)\.spec\.ts/

export default defineConfig({
  testDir: 'e2e',
  // Part of `npm run test:assurance`, or named on the command line.
  testIgnore: process.env.SLOW || process.argv.some((arg) => arg.includes('.slow.')) ? [] : /\.slow\.spec\.ts$/,
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  // Machines are shared; a test that is red for slowness says nothing.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: reporters,
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
  projects: [
    { name: 'sqlite', use: { baseURL: `http://localhost:${servers.sqlite}` } },
    { name: 'postgresql', testMatch: marks, use: { baseURL: `http://localhost:${servers.postgresql}` } },
    {
      name: 'without-javascript',
      testMatch: /(account|journey)\.spec\.ts/,
      use: { baseURL: `http://localhost:${servers.sqlite}`, javaScriptEnabled: false },
    },
  ],
  webServer: Object.entries(servers).map(([provider, port]) => ({
    command: `node --conditions=react-server --import tsx e2e/serve.ts ${provider} ${port}`,
    url: `http://localhost:${port}/api/health`,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  })),
})
