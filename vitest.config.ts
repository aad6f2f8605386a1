import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { fixtureContent } from './scripts/testing/fixture-content.ts'
import { inMemory } from './scripts/testing/memory-disk.ts'
import { releasedPackages } from './scripts/testing/released-packages.ts'

Object.assign(process.env, inMemory())

const alias = { '@': path.resolve(import.meta.dirname) }

const server = {
  plugins: [releasedPackages()],
  resolve: { alias },
  // As on the server, where "server-only" may be imported.
  ssr: { resolve: { conditions: ['react-server', 'module', 'node'] } },
}

export default defineConfig({
  test: {
    // Much of the time is spent waiting for locks and processes; on two cores, Vitest would use one worker.
    maxWorkers: 3,
    projects: [
      {
        ...server,
        test: {
          name: 'server',
          include: ['{app,components,lib,packages,scripts,server}/**/*.test.ts'],
          // Part of `npm run test:assurance`.
          exclude: ['**/*.slow.test.ts'],
          globalSetup: 'scripts/testing/setup.ts',
          // One process for many files: starting it and loading packages takes longer than most files.
          isolate: false,
          setupFiles: ['scripts/testing/fresh-modules.ts', 'scripts/testing/cheap-hashes.ts'],
          // Tests don't depend on the real content.
          env: { CONTENT_DIR: fixtureContent.CONTENT_DIR },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // React renders HTML only without the "react-server" condition.
        plugins: [releasedPackages()],
        resolve: {
          alias: { ...alias, 'server-only': path.resolve(import.meta.dirname, 'node_modules/server-only/empty.js') },
        },
        test: {
          name: 'rendering',
          include: ['{app,components}/**/*.test.tsx'],
          // `npm run test:assurance` tests every page of the real content.
          env: { CONTENT_DIR: process.env.SLOW ? 'content' : fixtureContent.CONTENT_DIR },
          isolate: false,
          setupFiles: 'scripts/testing/fresh-modules.ts',
          testTimeout: 60_000,
        },
      },
    ],
  },
})
