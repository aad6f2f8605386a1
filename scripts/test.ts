import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { figuresFile } from '../assurance/report'
import { ensureBuild, generateClients } from './build'
import { run } from './run'
import { installBrowser } from './testing/browser'

// npm test: everything that is checked before a merge, in the order of how soon each can fail.

interface Tally {
  passed: number
  failed: number
  skipped: number
}

const reports = '.cache/reports'
const bin = (name: string) => `node_modules/.bin/${name}`

/** A command that passes or fails as one. */
function check(name: string, command: string, args: string[]): Tally {
  const ok = start(name, command, args)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
}

/** A test runner; what it ran is read from its own report, and a runner that ran nothing has failed. */
function runner(name: string, command: string, args: string[], report: string, read: (json: never) => Tally): Tally {
  rmSync(report, { force: true })
  const ok = start(name, command, args)
  let tally: Tally = { passed: 0, failed: 0, skipped: 0 }
  try {
    tally = read(JSON.parse(readFileSync(report, 'utf8')) as never)
  } catch {
    console.error(`${name} left no report.`)
  }
  return !ok || tally.passed === 0 ? { ...tally, failed: Math.max(tally.failed, 1) } : tally
}

function vitest(name: string, report: string, args: string[] = []): Tally {
  const file = `${reports}/${report}.json`
  return runner(name, bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args], file, (json: { numPassedTests: number; numFailedTests: number; numPendingTests: number }) => ({
    passed: json.numPassedTests,
    failed: json.numFailedTests,
    skipped: json.numPendingTests,
  }))
}

function start(name: string, command: string, args: string[]): boolean {
  console.log(`\n— ${name}`)
  const begun = performance.now()
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', PLAYWRIGHT_JSON: `${reports}/e2e.json` },
  })
  console.log(`— ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  return status === 0
}

await run(async () => {
  mkdirSync(reports, { recursive: true })
  rmSync(figuresFile, { force: true })
  generateClients()
  const tallies = [
    check('types', bin('tsc'), ['--noEmit']),
    check('lint', bin('eslint'), ['.', '--max-warnings=0']),
    check('content', bin('tsx'), ['scripts/content.ts', 'check']),
    vitest('unit tests', 'unit'),
  ]
  process.env.CHROMIUM_PATH = installBrowser()
  // Each server of the tests has its own; the build they share is of none.
  delete process.env.BASE_URL
  ensureBuild()
  tallies.push(
    vitest('assurance', 'assurance', ['--config', 'assurance/vitest.config.ts']),
    runner('end-to-end tests', bin('playwright'), ['test'], `${reports}/e2e.json`, ({ stats }: { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
    })),
  )
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0)
  const skipped = sum('skipped')
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`)
  if (sum('failed') > 0) process.exitCode = 1
})
