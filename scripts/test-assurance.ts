import { spawnSync } from 'node:child_process'
import { appendFileSync, readFileSync, rmSync } from 'node:fs'
import { describeResults } from '../assurance/describe-results'
import { findProofs, findSampled, isSlow, readResults, reports } from '../assurance/proofs'
import { figuresFile, isLong } from '../assurance/report'
import { generateSources } from './generate-sources'
import { run } from './run'
import { installBrowser } from './testing/browser'
import { fixtureContent } from './testing/fixture-content'

// npm run test:assurance, test:long: runs every test that names a row of docs/assurance.md, with all cases, and prints
// the result of each row. "npm run test:assurance -- fuzz ownership" runs only files whose path contains one of the
// words.

/** A test that names rows. */
const title = '(^|\\s)[HCAZFMLRS]\\d+(, [HCAZFMLRS]\\d+)*: '
/** A test with more cases (scripts/testing/cases.ts) or databases (databases.ts) here than in `npm test`. */
const sampled = '\\(\\d+ cases\\)|on postgresql'
const config = ['--config', 'assurance/vitest.config.ts']

function start(command: string, args: string[]): boolean {
  const { status } = spawnSync(`node_modules/.bin/${command}`, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, SLOW: '1', NEXT_TELEMETRY_DISABLED: '1', PLAYWRIGHT_JSON: reports.e2e },
  })
  return status === 0
}

const vitest = (report: string, args: string[]) =>
  start('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args])

/** Whether a test file does more in `npm run test:long`. */
const isLonger = (file: string) => readFileSync(file, 'utf8').includes('process.env.LONG')

await run(async () => {
  for (const file of [figuresFile, ...Object.values(reports)]) rmSync(file, { force: true })
  await generateSources()
  process.env.CHROMIUM_PATH = await installBrowser()
  delete process.env.BASE_URL
  Object.assign(process.env, fixtureContent)
  await (await import('./build')).ensureBuild()

  const wanted = process.argv.slice(2)
  const files = [...new Set([...[...findProofs().values()].flat(), ...findSampled()])].filter(
    (file) => !wanted.length || wanted.some((each) => file.includes(each)),
  )
  const ours = files.filter((file) => file.startsWith('assurance/') || isSlow(file))
  const browser = files.filter((file) => file.startsWith('e2e/') && !isLong)
  const unit = files.filter((file) => !file.startsWith('e2e/') && !ours.includes(file) && (!isLong || isLonger(file)))
  const ok = [
    ours.length === 0 || vitest(reports.assurance, [...config, ...(wanted.length ? ours : [])]),
    unit.length === 0 || vitest(reports.unit, ['--testNamePattern', `${title}|${sampled}`, ...unit]),
    browser.length === 0 || start('playwright', ['test', ...(wanted.length ? browser : [])]),
  ]
  const results = describeResults(readResults())
  console.log(`\n${results}`)
  if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, results)
  if (ok.includes(false)) process.exitCode = 1
})
