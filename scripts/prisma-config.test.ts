import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

/** Prints every process that Prisma's CLI starts instead of starting it: it asks for news of versions in one that outlives it. */
const record = `import children from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
for (const name of ['spawn', 'fork']) children[name] = (...given) => {
  console.error('started ' + JSON.stringify(given))
  return ({ unref() {}, on() {}, once() {}, send() {}, disconnect() {} })
}
syncBuiltinESMExports()`

function validate(more: Record<string, string>): string {
  const { CHECKPOINT_DISABLE: _, ...env } = process.env
  const { status, stderr } = spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(record)}`, 'node_modules/prisma/build/index.js', 'validate'], { encoding: 'utf8', env: { ...env, DATABASE_URL: 'file:none', ...more } as NodeJS.ProcessEnv })
  expect(status, stderr).toBe(0)
  return stderr
}

it('Prisma asks nobody for news of versions, whoever runs it', () => {
  expect(validate({})).not.toContain('started')
})

it('control: it would, where it is not told not to', () => {
  expect(validate({ CHECKPOINT_DISABLE: '' })).toContain('started')
})
