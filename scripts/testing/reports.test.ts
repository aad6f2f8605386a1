import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readPlaywright, readVitest } from './reports'

// Runs both test runners with failing tests.

const bin = (name: string) => path.resolve('node_modules/.bin', name)
let folder: string

beforeEach(() => {
  mkdirSync('.cache', { recursive: true })
  // Inside the project, which has the runners.
  folder = mkdtempSync(path.resolve('.cache/reports-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function run(name: string, args: string[], env: Record<string, string> = {}): unknown {
  const report = path.join(folder, 'report.json')
  spawnSync(bin(name), args, {
    cwd: folder,
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, ...env },
    encoding: 'utf8',
  })
  return JSON.parse(readFileSync(report, 'utf8'))
}

it('readVitest names each failure with its reason, and files that can’t be loaded', { timeout: 60_000 }, () => {
  writeFileSync(path.join(folder, 'vitest.config.mjs'), 'export default {}')
  writeFileSync(
    path.join(folder, 'sums.spec.mjs'),
    `import { describe, expect, it } from 'vitest'
describe('sums', () => {
  it('holds', () => expect(1 + 1).toBe(2))
  it('does not hold', () => expect(1 + 1, 'one and one').toBe(3))
  it.skip('is left out', () => {})
})`,
  )
  writeFileSync(path.join(folder, 'broken.spec.mjs'), `throw new Error('broken on loading')`)
  const tally = readVitest(
    run('vitest', ['run', '--reporter=json', `--outputFile=${path.join(folder, 'report.json')}`]) as Parameters<
      typeof readVitest
    >[0],
  )
  expect(tally).toMatchObject({ passed: 1, failed: 2, skipped: 1 })
  const failures = tally.failures.toSorted()
  expect(failures[0]).toMatch(/broken\.spec\.mjs\n {4}broken on loading/)
  expect(failures[1]).toMatch(
    /^\.cache\/reports-\w+\/sums\.spec\.mjs > sums does not hold\n {4}AssertionError: one and one: expected 2 to be 3 .*\n {8}at \S+:4:\d+$/,
  )
})

it('readPlaywright names each failure with its reason', { timeout: 60_000 }, () => {
  writeFileSync(
    path.join(folder, 'playwright.config.mjs'),
    `export default { projects: [{ name: 'plain', testDir: '.' }] }`,
  )
  writeFileSync(
    path.join(folder, 'sums.spec.mjs'),
    `import { expect, test } from '@playwright/test'
test('holds', () => expect(1 + 1).toBe(2))
test.describe('within', () => {
  test('does not hold', () => expect(1 + 1, 'one and one').toBe(3))
})`,
  )
  const tally = readPlaywright(run('playwright', ['test', '--reporter=json']) as Parameters<typeof readPlaywright>[0])
  expect(tally).toMatchObject({ passed: 1, failed: 1, skipped: 0 })
  expect(tally.failures).toHaveLength(1)
  expect(tally.failures[0]).toMatch(/^\[plain\] sums\.spec\.mjs:4 > does not hold\n {4}Error: one and one/)
})
