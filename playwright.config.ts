import { defineConfig } from '@playwright/test'
import { options, serve } from './e2e/options'
import { testContent } from './scripts/testing/test-content'

// Servers and tests alike.
Object.assign(process.env, testContent)

/** One server a database; the same build behind both. From another port on, two runs go on side by side. */
const firstPort = Number(process.env.E2E_PORT ?? 3210)
const servers = { sqlite: firstPort, postgresql: firstPort + 1, live: firstPort + 2 }

/** What a reader does is tried on both databases; pages that hold no mark are the same on either. */
const marks = /(account|journey|marking|guests|refusals|github)\.spec\.ts/
/** Part of `npm run test:assurance`, or named on the command line. */
const slow = process.env.SLOW || process.argv.some((arg) => arg.includes('.slow.')) ? [] : [/\.slow\.spec\.ts$/]

const testIgnore = ['**/live/**', ...slow]

export default defineConfig({
  ...options,
  testDir: 'e2e',
  projects: [
    { name: 'sqlite', testIgnore, use: { baseURL: `http://localhost:${servers.sqlite}` } },
    { name: 'postgresql', testMatch: marks, use: { baseURL: `http://localhost:${servers.postgresql}` } },
    {
      name: 'without-javascript',
      testMatch: /(account|journey)\.spec\.ts/,
      use: { baseURL: `http://localhost:${servers.sqlite}`, javaScriptEnabled: false },
    },
    { name: 'live-content', testMatch: /live\/smoke\.spec\.ts/, use: { baseURL: `http://localhost:${servers.live}` } },
  ],
  webServer: [
    serve('sqlite', servers.sqlite),
    serve('postgresql', servers.postgresql),
    serve('sqlite', servers.live, { CONTENT_DIR: 'content' }),
  ],
})
