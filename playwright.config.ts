import { defineConfig } from '@playwright/test'
import { options, serve } from './e2e/options'
import { fixtureContent } from './scripts/testing/fixture-content'
import { inMemory } from './scripts/testing/memory-disk'

// For servers and tests.
Object.assign(process.env, fixtureContent, inMemory())

/** The ports of the servers, which have the same build. A different first port allows two runs at once. */
const firstPort = Number(process.env.E2E_PORT ?? 3210)
const ports = { sqlite: firstPort, postgresql: firstPort + 1, live: firstPort + 2, path: firstPort + 3 }

/** Whether something is part of this run: in `npm run test:assurance`, or if the command line names it. */
const isWanted = (word: string) => Boolean(process.env.SLOW) || process.argv.some((arg) => arg.includes(word))
/**
 * Readers' actions are tested on both databases. Unit tests call the API on both, so `npm test` runs only one journey
 * on PostgreSQL, and GitHub, which only that server has.
 */
const onPostgres = isWanted('postgresql')
  ? /(account|journey|marking|guests|refusals|github)\.spec\.ts/
  : /(journey|github)\.spec\.ts/
/** Variants and long tests run only if a file is named: whole files by their name, single tests by a tag. */
const withSlow = isWanted('.spec')

/** Without a named file, the journey with script runs on PostgreSQL, and below a path on SQLite. */
const testIgnore = [
  '**/live/**',
  '**/below-path.spec.ts',
  ...(withSlow ? [] : [/\.slow\.spec\.ts$/, /journey\.spec\.ts$/]),
]

/** The projects on the command line; none means all. Starting an unused server takes seconds. */
const chosen = process.argv.flatMap((arg) => /^--project=(.+)$/.exec(arg)?.[1] ?? [])
const needs = (...projects: string[]) => chosen.length === 0 || projects.some((each) => chosen.includes(each))

export default defineConfig({
  ...options,
  testDir: 'e2e',
  grepInvert: withSlow ? undefined : /@slow/,
  projects: [
    { name: 'postgresql', testMatch: onPostgres, use: { baseURL: `http://localhost:${ports.postgresql}` } },
    {
      name: 'without-javascript',
      // Routes answer forms in unit tests; without script a browser takes the journey in `npm test`.
      testMatch: isWanted('without-javascript') ? /(account|journey)\.spec\.ts/ : /journey\.spec\.ts/,
      use: { baseURL: `http://localhost:${ports.sqlite}`, javaScriptEnabled: false },
    },
    {
      name: 'below-a-path',
      testMatch: /below-path\.spec\.ts/,
      use: { baseURL: `http://localhost:${ports.path}/learn/` },
    },
    { name: 'live-content', testMatch: /live\/smoke\.spec\.ts/, use: { baseURL: `http://localhost:${ports.live}` } },
    // Last, since its many short tests keep both workers busy to the end.
    { name: 'sqlite', testIgnore, use: { baseURL: `http://localhost:${ports.sqlite}` } },
  ],
  webServer: serve([
    ...(needs('sqlite', 'without-javascript') ? [{ provider: 'sqlite' as const, port: ports.sqlite }] : []),
    ...(needs('postgresql') ? [{ provider: 'postgresql' as const, port: ports.postgresql }] : []),
    ...(needs('below-a-path') ? [{ provider: 'sqlite' as const, port: ports.path, basePath: '/learn' }] : []),
    ...(needs('live-content') ? [{ provider: 'sqlite' as const, port: ports.live, contentDir: 'content' }] : []),
  ]),
})
