import { defineConfig } from '@playwright/test'
import { options, serve } from './e2e/options'
import { testContent } from './scripts/testing/test-content'

// Servers and tests alike.
Object.assign(process.env, testContent)

/** One server a database; the same build behind both. From another port on, two runs go on side by side. */
const firstPort = Number(process.env.E2E_PORT ?? 3210)
const servers = { sqlite: firstPort, postgresql: firstPort + 1, live: firstPort + 2 }

/** Whether something is part of this run: in `npm run test:assurance`, or where the command line names it. */
const isWanted = (word: string) => Boolean(process.env.SLOW) || process.argv.some((arg) => arg.includes(word))
/**
 * What a reader does is tried on both databases; pages that hold no mark are the same on either. Unit tests call the
 * API on both, so `npm test` has a browser take one journey on PostgreSQL, and try GitHub, which is set up there alone.
 */
const onPostgres = isWanted('postgresql')
  ? /(account|journey|marking|guests|refusals|github)\.spec\.ts/
  : /(journey|github)\.spec\.ts/
const slow = isWanted('.slow.') ? [] : [/\.slow\.spec\.ts$/]

const testIgnore = ['**/live/**', ...slow]

export default defineConfig({
  ...options,
  testDir: 'e2e',
  projects: [
    { name: 'sqlite', testIgnore, use: { baseURL: `http://localhost:${servers.sqlite}` } },
    { name: 'postgresql', testMatch: onPostgres, use: { baseURL: `http://localhost:${servers.postgresql}` } },
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
