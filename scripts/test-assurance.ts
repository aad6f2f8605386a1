import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { findProofs, readOutcomes, reports } from '../assurance/proofs'
import { figuresFile, isLong } from '../assurance/report'
import { keepOutcomes } from '../assurance/results'
import { ensureBuild } from './build'
import { generateClients } from './generate-clients'
import { run } from './run'
import { installBrowser } from './testing/browser'

// npm run test:assurance, test:long: all that docs/assurance.md is made of, and then that document.
// "npm run test:assurance -- assurance/input.test.ts" tries and records the tests of those files alone.

/** A test that names rows. */
const title = '(^|\\s)[HCAZFMLRS]\\d+(, [HCAZFMLRS]\\d+)*: '
const config = ['--config', 'assurance/vitest.config.ts']

function start(command: string, args: string[]): boolean {
  const { status } = spawnSync(`node_modules/.bin/${command}`, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', PLAYWRIGHT_JSON: reports.e2e } })
  return status === 0
}

const vitest = (report: string, args: string[]) => start('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args])

/** Whether a test of a rule does more in the long run. */
const isLonger = (file: string) => readFileSync(file, 'utf8').includes('process.env.LONG')

await run(async () => {
  for (const file of [figuresFile, ...Object.values(reports)]) rmSync(file, { force: true })
  generateClients()
  process.env.CHROMIUM_PATH = await installBrowser()
  delete process.env.BASE_URL
  await ensureBuild()

  const wanted = process.argv.slice(2)
  const files = [...new Set([...findProofs().values()].flat())].filter((file) => !wanted.length || wanted.some((each) => file.includes(each)))
  const ours = files.filter((file) => file.startsWith('assurance/'))
  const browser = files.filter((file) => file.startsWith('e2e/') && !isLong)
  const unit = files.filter((file) => !/^(assurance|e2e)\//.test(file) && (!isLong || isLonger(file)))
  const ok = [
    // The test of the document comes last, once that is written.
    ours.length === 0 || vitest(reports.assurance, [...config, '--exclude', 'assurance/rows.test.ts', ...(wanted.length ? ours : [])]),
    unit.length === 0 || vitest(reports.unit, ['--testNamePattern', title, ...unit]),
    browser.length === 0 || start('playwright', ['test', '--grep', title, ...browser]),
  ]
  keepOutcomes(readOutcomes(), isLong ? 'long' : 'ci')
  ok.push(start('vitest', ['run', ...config, 'assurance/rows.test.ts']))
  if (ok.includes(false)) process.exitCode = 1
})
