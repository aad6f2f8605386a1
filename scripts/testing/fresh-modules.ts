import path from 'node:path'
import { afterAll, vi } from 'vitest'
import { fixtureContent } from './fixture-content'

// Test files share a process (vitest.config.ts), which loads each package once. Each file gets fresh modules of ours,
// and its changes to the process are undone.
vi.resetModules()

/** Values of `onceAProcess` that may outlive a file: they are slow to create and never change. */
const kept = /^(search indexes|common-passwords|test templates)$/
const made = (globalThis as { [key: symbol]: Map<string, unknown> | undefined })[Symbol.for('portal.once-a-process')]
const content = made?.get('current content') as { portal?: unknown; folder?: string; version: string } | undefined
for (const name of [...(made?.keys() ?? [])]) if (!kept.test(name)) made?.delete(name)
// The test content takes half a second to load, and no test changes it.
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
