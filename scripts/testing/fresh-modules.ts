import path from 'node:path'
import { afterAll, vi } from 'vitest'
import { fixtureContent } from './fixture-content'

// Test files share a process (vitest.config.ts), which loads each package once. Every file gets our own modules afresh,
// and leaves the process as it found it.
vi.resetModules()

/** What `onceAProcess` may keep from file to file: it is slow to make, and nothing changes it. */
const kept = /^(search indexes|common-passwords|test templates)$/
const made = (globalThis as { [key: symbol]: Map<string, unknown> | undefined })[Symbol.for('lectern.once-a-process')]
const content = made?.get('current content') as { portal?: unknown; folder?: string; version: string } | undefined
for (const name of [...(made?.keys() ?? [])]) if (!kept.test(name)) made?.delete(name)
// The content of the tests, once one of them has read it: half a second of work, and no test changes it.
if (content?.folder === path.resolve(fixtureContent.CONTENT_DIR) && content.version === '')
  made?.set('current content', { ...content, derived: new Map(), listeners: new Set() })

const variables = { ...process.env }

afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name]
  Object.assign(process.env, variables)
})
