import { defineConfig } from '@playwright/test'
import { options, serve } from './e2e/options'
import { testContent } from './scripts/testing/test-content'

// Servers and tests alike.
Object.assign(process.env, testContent)

/** One server a database; the same build behind both. From another port on, two runs go on side by side. */
const firstPort = Number(process.env.E2E_PORT ?? 3210)
const servers = { sqlite: firstPort, postgresql: firstPort + 1, live: firstPort + 2, path: firstPort + 3 }

/** Whether something is part of this run: in `npm run test:assurance`, or where the command line names it. */
const isWanted = (word: string) => Boolean(process.env.SLOW) || process.argv.some((arg) => arg.includes(word))
/**
 * What a reader does is tried on both databases; pages that hold no mark are the same on either. Unit tests call the
 * API on both, so `npm test` has a browser take one journey on PostgreSQL, and try GitHub, which is set up there alone.
 */
const onPostgres = isWanted('postgresql')
  ? /(account|journey|marking|guests|refusals|github)\.spec\.ts/
  : /(journey|github)\.spec\.ts/
/** What varies or takes long is left out where no file is named: whole files by their name, single tests by a tag. */
const withSlow = isWanted('.spec')

const testIgnore = ['**/live/**', '**/below-path.spec.ts', ...(withSlow ? [] : [/\.slow\.spec\.ts$/])]

/** The projects that the command line names; none means all. A server that no test asks takes seconds to start. */
const chosen = process.argv.flatMap((arg) => /^--project=(.+)$/.exec(arg)?.[1] ?? [])
const needs = (...projects: string[]) => chosen.length === 0 || projects.some((each) => chosen.includes(each))

export default defineConfig({
  ...options,
  testDir: 'e2e',
  grepInvert: withSlow ? undefined : /@slow/,
  projects: [
    { name: 'sqlite', testIgnore, use: { baseURL: `http://localhost:${servers.sqlite}` } },
    { name: 'postgresql', testMatch: onPostgres, use: { baseURL: `http://localhost:${servers.postgresql}` } },
    {
      name: 'without-javascript',
      testMatch: /(account|journey)\.spec\.ts/,
      use: { baseURL: `http://localhost:${servers.sqlite}`, javaScriptEnabled: false },
    },
    {
      name: 'below-a-path',
      testMatch: /below-path\.spec\.ts/,
      use: { baseURL: `http://localhost:${servers.path}/learn/` },
    },
    { name: 'live-content', testMatch: /live\/smoke\.spec\.ts/, use: { baseURL: `http://localhost:${servers.live}` } },
  ],
  webServer: [
    ...(needs('sqlite', 'without-javascript') ? [serve('sqlite', servers.sqlite)] : []),
    ...(needs('postgresql') ? [serve('postgresql', servers.postgresql)] : []),
    ...(needs('below-a-path') ? [serve('sqlite', servers.path, {}, '/learn')] : []),
    ...(needs('live-content') ? [serve('sqlite', servers.live, { CONTENT_DIR: 'content' })] : []),
  ],
})
