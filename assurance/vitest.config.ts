import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { watchOutside } from '../scripts/testing/outside.ts'
import { fixtureContent } from '../scripts/testing/fixture-content.ts'
import { inMemory } from '../scripts/testing/memory-disk.ts'
import { releasedPackages } from '../scripts/testing/released-packages.ts'
import { isLong } from './report.ts'

Object.assign(process.env, fixtureContent, inMemory(), watchOutside())

const root = path.resolve(import.meta.dirname, '..')
const alias = { '@': root }
const times = { testTimeout: isLong ? 4 * 60 * 60_000 : 600_000, hookTimeout: 300_000 }
const server = {
  plugins: [releasedPackages()],
  resolve: { alias },
  ssr: { resolve: { conditions: ['react-server', 'module', 'node'] } },
}

const slow = '**/*.slow.test.ts'
const long = '**/*.long.test.ts'
/** The test that looks back at all others. */
const last = 'assurance/outside.test.ts'

// Tests of the production build on real databases: first those with a server each, two files at a time; then, one by
// one, those that measure time or break a server. `npm test` runs all but "alone".
export default defineConfig({
  root,
  test: {
    globalSetup: 'assurance/setup.ts',
    projects: [
      {
        ...server,
        test: {
          name: 'asking',
          include: ['assurance/**/*.test.ts'],
          exclude: [slow, long, last],
          maxWorkers: 2,
          // Files of a worker share a portal (portal.ts) and the packages that were loaded.
          isolate: false,
          sequence: { groupOrder: 0 },
          ...times,
        },
      },
      {
        // Like vitest.config.ts: React renders HTML.
        plugins: [releasedPackages()],
        resolve: { alias: { ...alias, 'server-only': path.join(root, 'node_modules/server-only/empty.js') } },
        test: {
          name: 'rendering',
          include: ['assurance/**/*.test.tsx'],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
          ...times,
        },
      },
      {
        ...server,
        test: {
          name: 'alone',
          include: ['{app,assurance,components,lib,scripts,server}/**/*.{slow,long}.test.ts'],
          exclude: isLong ? [] : [long],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          ...times,
        },
      },
      {
        ...server,
        test: { name: 'last', include: [last], sequence: { groupOrder: 2 }, ...times },
      },
    ],
  },
})
