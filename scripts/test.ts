import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { figuresFile } from '../assurance/report'
import { generateSources } from './generate-sources'
import { run } from './run'
import { installBrowser } from './testing/browser'
import { watchOutside } from './testing/outside'
import { describeFailure, readPlaywright, readVitest, type Tally } from './testing/reports'
import { fixtureContent } from './testing/fixture-content'

// npm test: all checks that a merge needs, except for long ones (npm run test:assurance). Checks of the sources run
// beside the unit tests, which mostly wait. The browser tests need the whole machine and come last.

/** The tests must not call other machines. A browser may be downloaded before. */
const watched = watchOutside()
const reports = '.cache/reports'
const bin = (name: string) => `node_modules/.bin/${name}`

/** Runs a command that counts as one test. */
async function check(name: string, command: string, args: string[]): Promise<Tally> {
  const { ok, said } = await start(name, command, args)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, failures: ok ? [] : [describeFailure(name, said)] }
}

/** Runs a test runner and reads its report. A runner without tests has failed. */
async function runner(
  name: string,
  command: string,
  args: string[],
  report: string,
  read: (json: never) => Tally,
): Promise<Tally> {
  rmSync(report, { force: true })
  const { ok, said } = await start(name, command, args)
  let tally: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] }
  try {
    tally = read(JSON.parse(readFileSync(report, 'utf8')) as never)
  } catch {
    tally.failures.push(describeFailure(`${name} left no report`, said.slice(-1000)))
  }
  if ((!ok || tally.passed === 0) && tally.failures.length === 0)
    tally.failures.push(describeFailure(`${name}: it failed, and no test of it did`, said.slice(-1000)))
  return { ...tally, failed: Math.max(tally.failed, tally.failures.length) }
}

function vitest(name: string, report: string, args: string[] = []): Promise<Tally> {
  const file = `${reports}/${report}.json`
  return runner(
    name,
    bin('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
    file,
    readVitest,
  )
}

/** The running steps. The first prints its output at once; that of the others is kept until its turn. */
const running: Step[] = []

interface Step {
  said: (string | Buffer)[]
  done: boolean
}

function print(): void {
  for (let first = running[0]; first; first = running[0]) {
    for (const each of first.said.splice(0)) process.stdout.write(each)
    if (!first.done) return
    running.shift()
  }
}

async function start(name: string, command: string, args: string[]): Promise<{ ok: boolean; said: string }> {
  const step: Step = { said: [`\n— ${name}\n`], done: false }
  let said = ''
  const say = (chunk: string | Buffer) => {
    said += chunk.toString()
    step.said.push(chunk)
    print()
  }
  running.push(step)
  print()
  const begun = performance.now()
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...watched,
      NEXT_TELEMETRY_DISABLED: '1',
      PLAYWRIGHT_JSON: `${reports}/e2e.json`,
    },
  })
  child.stdout.on('data', say)
  child.stderr.on('data', say)
  const status = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      say(`${String(error)}\n`)
      resolve(null)
    })
    child.once('close', resolve)
  })
  step.done = true
  say(`— ${name}: ${status === 0 ? 'ok' : 'FAILED'} in ${((performance.now() - begun) / 1000).toFixed(0)} s\n`)
  return { ok: status === 0, said }
}

/** Runs the checks of the sources one by one. */
async function checkSources(): Promise<Tally[]> {
  return [
    await check('types', process.execPath, ['node_modules/typescript-7/bin/tsc', '--noEmit']),
    await check('lint', bin('oxlint'), []),
    await check('format', bin('oxfmt'), ['--check']),
  ]
}

await run(async () => {
  mkdirSync(reports, { recursive: true })
  rmSync(figuresFile, { force: true })
  await generateSources()
  const browser = installBrowser()
  // If this fails, `await browser` reports it below.
  browser.catch(() => {})
  // Runs alone, since reading a page has a time limit.
  const content = await check('content', process.execPath, ['scripts/content.mjs', 'check'])
  const [sources, unit] = await Promise.all([checkSources(), vitest('unit tests', 'unit')])
  const tallies = [content, ...sources, unit]
  process.env.CHROMIUM_PATH = await browser
  // Each test server sets its own; the shared build has none.
  delete process.env.BASE_URL
  Object.assign(process.env, fixtureContent)
  await (await import('./build')).ensureBuild()
  tallies.push(
    await vitest('assurance', 'assurance', [
      '--config',
      'assurance/vitest.config.ts',
      '--project=asking',
      '--project=rendering',
      '--project=last',
    ]),
    await runner('end-to-end tests', bin('playwright'), ['test'], `${reports}/e2e.json`, readPlaywright),
  )
  const sum = (key: Exclude<keyof Tally, 'failures'>) => tallies.reduce((total, tally) => total + tally[key], 0)
  const skipped = sum('skipped')
  const failures = tallies.flatMap((tally) => tally.failures)
  if (failures.length > 0) console.log(`\nFailures:\n  ${failures.join('\n  ')}`)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`)
  if (sum('failed') > 0) process.exitCode = 1
})
