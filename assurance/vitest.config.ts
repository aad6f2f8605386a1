import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { isLong } from './report'

const root = path.resolve(import.meta.dirname, '..')

// Against the production build, on real databases. One file after the other: they measure time.
export default defineConfig({
  root,
  resolve: { alias: { '@': root } },
  ssr: { resolve: { conditions: ['react-server', 'module', 'node'] } },
  test: {
    name: 'assurance',
    include: ['assurance/**/*.test.ts'],
    exclude: isLong ? [] : ['assurance/**/*.long.test.ts'],
    globalSetup: 'scripts/testing/postgres-setup.ts',
    fileParallelism: false,
    testTimeout: isLong ? 4 * 60 * 60_000 : 60_000,
    hookTimeout: 60_000,
  },
})
