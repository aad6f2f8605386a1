import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { PlaywrightReport, PlaywrightSuite, VitestReport } from '../scripts/testing/reports'
import { figuresFile } from './report'

/** A title of a test or group that names rows: `it('F1, F2: …')`. */
const named = /(?:^|\s)((?:[HCAZFMLRS]\d+)(?:, [HCAZFMLRS]\d+)*): /g
const inSource = /['"`]((?:[HCAZFMLRS]\d+)(?:, [HCAZFMLRS]\d+)*): /g

const rooms = ['app', 'components', 'lib', 'packages', 'scripts', 'e2e', 'assurance']

function listTestFiles(): string[] {
  const files = rooms.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) =>
      path.posix.join(room, name.replaceAll(path.sep, '/')),
    ),
  )
  // The cases of that test quote titles.
  return files.filter((each) => /\.(test|spec)\.tsx?$/.test(each) && each !== 'scripts/english.test.ts').sort()
}

/** Returns the test files of which `npm test` runs a sample of the cases (scripts/testing/cases.ts). */
export function findSampled(): string[] {
  return listTestFiles().filter((file) =>
    /countCases\(|describe\.each\(sampledProviders\)/.test(readFileSync(file, 'utf8')),
  )
}

/** Returns the test files that name each row in a title, by the row's id. */
export function findProofs(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const file of listTestFiles())
    for (const [, ids = ''] of readFileSync(file, 'utf8').matchAll(inSource))
      for (const id of ids.split(', '))
        if (!found.get(id)?.includes(file)) found.set(id, [...(found.get(id) ?? []), file])
  return found
}

/** Returns the command that runs a test file. */
export function nameCommand(file: string): string {
  if (/\.long\.test\.tsx?$/.test(file)) return 'npm run test:long'
  return isSlow(file) ? 'npm run test:assurance' : 'npm test'
}

/** Whether a test file takes long or needs the machine for itself, so that `npm test` leaves it out. */
export function isSlow(file: string): boolean {
  return /\.slow\.(test|spec)\.tsx?$/.test(file)
}

/** The result of one row's tests in one run. */
export interface RowResult {
  passed: number
  failed: number
  files: string[]
  figures: Record<string, string>
}

interface TestRun {
  title: string
  file: string
  ok: boolean
}

/** The report files of the test runners. */
export const reports = {
  assurance: '.cache/reports/assurance.json',
  unit: '.cache/reports/unit.json',
  e2e: '.cache/reports/e2e.json',
}

/** Returns the results of each row from the latest reports. */
export function readResults(): Map<string, RowResult> {
  const results = new Map<string, RowResult>()
  for (const { title, file, ok } of Object.values(reports)
    .filter((each) => existsSync(each))
    .flatMap(readReport))
    for (const id of new Set([...title.matchAll(named)].flatMap(([, ids = '']) => ids.split(', ')))) {
      const result = results.get(id) ?? { passed: 0, failed: 0, files: [], figures: {} }
      result[ok ? 'passed' : 'failed']++
      if (!result.files.includes(file)) result.files = [...result.files, file].sort()
      results.set(id, result)
    }
  const lines = existsSync(figuresFile) ? readFileSync(figuresFile, 'utf8').split('\n').filter(Boolean) : []
  for (const { row, label, figure } of lines.map(
    (line) => JSON.parse(line) as { row: string; label: string; figure: string },
  )) {
    const result = results.get(row)
    if (result) result.figures[label] = figure
  }
  return results
}

function readReport(file: string): TestRun[] {
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport | PlaywrightReport
  if ('suites' in report) return report.suites.flatMap((suite) => readSuite(suite, ''))
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName, status }) => ({
        title: fullName,
        file: path.relative('.', name).replaceAll(path.sep, '/'),
        ok: status === 'passed',
      })),
  )
}

/** The outermost suite is the file; its name is not part of the title. */
function readSuite({ title, file, suites = [], specs }: PlaywrightSuite, above: string | null): TestRun[] {
  const here = title === file ? '' : `${above ?? ''} ${title}`
  return [
    ...suites.flatMap((suite) => readSuite(suite, here)),
    ...specs.flatMap((spec) =>
      spec.tests
        .filter(({ status }) => status !== 'skipped')
        .map(({ status }) => ({ title: `${here} ${spec.title}`, file: `e2e/${file}`, ok: status === 'expected' })),
    ),
  ]
}
