import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'

// Reads the reports of both test runners.

/** The number of tests by result, and the name and reason of each failure. */
export interface Tally {
  passed: number
  failed: number
  skipped: number
  failures: string[]
}

/** The report of Vitest's reporter "json". */
export interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: {
    name: string
    status: string
    message?: string
    assertionResults: { fullName: string; status: string; failureMessages?: string[] | null }[]
  }[]
}

/** The report of Playwright's reporter "json". */
export interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  suites: PlaywrightSuite[]
  /** Errors outside of tests, such as an invalid configuration. */
  errors: { message?: string }[]
}

/** A test file, whose title is its name, or a group of tests. */
export interface PlaywrightSuite {
  title: string
  file: string
  specs: {
    title: string
    ok: boolean
    file: string
    line: number
    tests: { projectName: string; status: string; results: { errors: { message?: string }[] }[] }[]
  }[]
  suites?: PlaywrightSuite[]
}

/** The longest text of one failure, so that the end of a run shows all of them. */
const mostLetters = 1200

/** Returns a test's name with its failure messages, without the runner's stack frames. */
export function describeFailure(name: string, ...messages: (string | undefined | null)[]): string {
  const lines = stripVTControlCharacters(messages.filter(Boolean).join('\n')).split('\n')
  const why = lines
    .filter((line) => !/^\s+at (.*node_modules|new Promise)/.test(line))
    .join('\n')
    .trim()
  return `${name}\n${why.length > mostLetters ? `${why.slice(0, mostLetters)} …` : why}`
    .trim()
    .replaceAll('\n', '\n    ')
}

/** Summarises Vitest's report; a file that can't be loaded is one failure. */
export function readVitest({ numPassedTests, numFailedTests, numPendingTests, testResults }: VitestReport): Tally {
  const failures = testResults.flatMap(({ name: file, status, message, assertionResults }) => {
    const name = path.relative(process.cwd(), file)
    const failed = assertionResults.filter((each) => each.status === 'failed')
    if (status === 'failed' && failed.length === 0) return [describeFailure(name, message)]
    return failed.map((each) => describeFailure(`${name} > ${each.fullName}`, ...(each.failureMessages ?? [])))
  })
  return {
    passed: numPassedTests,
    failed: Math.max(numFailedTests, failures.length),
    skipped: numPendingTests,
    failures,
  }
}

/** Summarises Playwright's report. */
export function readPlaywright({ stats, suites, errors }: PlaywrightReport): Tally {
  const inSuite = ({ specs, suites: within = [] }: PlaywrightSuite): string[] => [
    ...specs.flatMap(({ title, file, line, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ projectName, results }) =>
          describeFailure(
            `[${projectName}] ${file}:${line} > ${title}`,
            ...results.flatMap(({ errors }) => errors.map(({ message }) => message)),
          ),
        ),
    ),
    ...within.flatMap(inSuite),
  ]
  const failures = [
    ...suites.flatMap(inSuite),
    ...errors.map(({ message }) => describeFailure('outside the tests', message)),
  ]
  return {
    passed: stats.expected,
    failed: Math.max(stats.unexpected + stats.flaky, failures.length),
    skipped: stats.skipped,
    failures,
  }
}
