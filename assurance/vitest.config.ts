import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { isLong } from './report.ts'

const root = path.resolve(import.meta.dirname, '..')
const times = { testTimeout: isLong ? 4 * 60 * 60_000 : 600_000, hookTimeout: 300_000 }

// Against the production build, on real databases. One file after the other: they measure time.
export default defineConfig({
  root,
  test: {
    fileParallelism: false,
    projects: [
      {
        resolve: { alias: { '@': root } },
        ssr: { resolve: { conditions: ['react-server', 'module', 'node'] } },
        test: { name: 'assurance', include: ['assurance/**/*.test.ts'], exclude: isLong ? [] : ['assurance/**/*.long.test.ts'], globalSetup: 'scripts/testing/postgres-setup.ts', ...times },
      },
      {
        // As vitest.config.ts has it: what React makes HTML of.
        resolve: { alias: { '@': root, 'server-only': path.join(root, 'node_modules/server-only/empty.js') } },
        test: { name: 'assurance, rendering', include: ['assurance/**/*.test.tsx'], ...times },
      },
    ],
  },
})
