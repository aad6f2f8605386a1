import path from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  // As on the server, where "server-only" may be imported.
  ssr: { resolve: { conditions: ['react-server', 'module', 'node'] } },
  test: {
    include: ['{app,components,lib,scripts}/**/*.test.ts?(x)'],
    globalSetup: 'scripts/testing/postgres-setup.ts',
    // Most of the time goes on waiting for locks and other processes; on two cores Vitest would take one worker.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
