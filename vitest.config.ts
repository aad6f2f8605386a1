import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { testContent } from './scripts/testing/test-content.ts'

const alias = { '@': path.resolve(import.meta.dirname) }

const server = {
  resolve: { alias },
  // As on the server, where "server-only" may be imported.
  ssr: { resolve: { conditions: ['react-server', 'module', 'node'] } },
}

export default defineConfig({
  test: {
    // Most of the time goes on waiting for locks and other processes; on two cores Vitest would take one worker.
    maxWorkers: 2,
    projects: [
      {
        ...server,
        test: {
          name: 'server',
          include: ['{app,components,lib,packages,scripts,server}/**/*.test.ts'],
          // Part of `npm run test:assurance`.
          exclude: ['**/*.slow.test.ts'],
          globalSetup: 'scripts/testing/setup.ts',
          // One process for many files: starting it and loading packages costs more than most files do.
          isolate: false,
          setupFiles: ['scripts/testing/fresh-modules.ts', 'scripts/testing/cheap-hashes.ts'],
          // No test names what stands in the real content.
          env: { CONTENT_DIR: testContent.CONTENT_DIR },
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        // React makes HTML of elements only where it is not told that this is the server of its components.
        resolve: {
          alias: { ...alias, 'server-only': path.resolve(import.meta.dirname, 'node_modules/server-only/empty.js') },
        },
        test: {
          name: 'rendering',
          include: ['{app,components}/**/*.test.tsx'],
          // What holds for any page is tried on every real one in `npm run test:assurance`.
          env: { CONTENT_DIR: process.env.SLOW ? 'content' : testContent.CONTENT_DIR },
          isolate: false,
          setupFiles: 'scripts/testing/fresh-modules.ts',
          testTimeout: 20_000,
        },
      },
    ],
  },
})
