import { spawnSync } from 'node:child_process'
import { afterEach, expect, it, vi } from 'vitest'

/** Records each process that Prisma's CLI would start. The CLI checks for updates in a process that outlives it. */
const record = `import children from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
for (const name of ['spawn', 'fork']) children[name] = (...given) => {
  console.error('started ' + JSON.stringify(given))
  return ({ unref() {}, on() {}, once() {}, send() {}, disconnect() {} })
}
syncBuiltinESMExports()`

function validate(more: Record<string, string>): string {
  const { CHECKPOINT_DISABLE: _, ...env } = process.env
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(record)}`,
      'node_modules/prisma/build/index.js',
      'validate',
    ],
    { encoding: 'utf8', env: { ...env, DATABASE_URL: 'file:none', ...more } as NodeJS.ProcessEnv },
  )
  expect(status, stderr).toBe(0)
  return stderr
}

it('Prisma checks for no updates, however it is started', () => {
  expect(validate({})).not.toContain('started')
})

it('the control: by default, Prisma checks for updates', () => {
  expect(validate({ CHECKPOINT_DISABLE: '' })).toContain('started')
})

/** Returns the schema engine that a Prisma command is configured to use; undefined for Prisma's own. */
async function findEngine(...command: string[]): Promise<string | undefined> {
  vi.resetModules()
  vi.stubEnv('PRISMA_SCHEMA_ENGINE_BINARY', undefined)
  vi.stubEnv('CHECKPOINT_DISABLE', '1')
  const { argv } = process
  process.argv = [process.execPath, 'node_modules/.bin/prisma', ...command]
  try {
    await import('../prisma.config')
    return process.env.PRISMA_SCHEMA_ENGINE_BINARY
  } finally {
    process.argv = argv
  }
}

afterEach(() => void vi.unstubAllEnvs())

it.each([['generate'], ['validate'], ['format']])(
  'Prisma downloads no schema engine for "%s", which needs none',
  async (...command) => {
    expect(await findEngine(...command)).toBe(process.execPath)
  },
)

it.each([
  ['migrate', 'dev', '--name', 'add-a-column'],
  ['migrate', 'diff', '--from-empty', '--to-schema', 'prisma/sqlite'],
  ['db', 'execute'],
])('Prisma has its own schema engine for "%s %s", which needs it', async (...command) => {
  expect(await findEngine(...command)).toBeUndefined()
})
