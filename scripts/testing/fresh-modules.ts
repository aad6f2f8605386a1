import { afterAll, vi } from 'vitest'

// Test files share a process (vitest.config.ts), which loads each package once. Every file gets our own modules afresh,
// and leaves the process as it found it.
vi.resetModules()

/** What `onceAProcess` may keep from file to file: it is slow to make, and nothing changes it. */
const kept = /^(search indexes$|common-passwords$)/
const made = (globalThis as { [key: symbol]: Map<string, unknown> | undefined })[Symbol.for('lectern.once-a-process')]
for (const name of [...(made?.keys() ?? [])]) if (!kept.test(name)) made?.delete(name)

const variables = { ...process.env }

afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name]
  Object.assign(process.env, variables)
})
