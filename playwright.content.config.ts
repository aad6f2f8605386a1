import { defineConfig } from '@playwright/test'
import { options, serve } from './e2e/options'

// npm run test:content: every page of the real content, with the usual build.

const port = Number(process.env.E2E_PORT ?? 3215)

export default defineConfig({
  ...options,
  testDir: 'e2e/live',
  testMatch: 'content.spec.ts',
  use: { ...options.use, baseURL: `http://localhost:${port}` },
  webServer: serve([{ provider: 'sqlite', port }]),
})
