import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Finding } from '../content'
import type { Example, ExampleStep, PageLine } from './find-examples'

/** The result of one example. */
export interface ExampleResult {
  example: Example
  /** The program that is not installed here, so that the example was not run. */
  missing?: string
  /** Where it differs from its page. */
  finding?: Finding
}

/** Limits of one example. */
export interface ExampleLimits {
  milliseconds: number
  bytes: number
}

const defaults: ExampleLimits = { milliseconds: 20_000, bytes: 1_000_000 }

/** Prints rows as `python3 -m sqlite3` does, which exists since Python 3.12 only. */
const sqlShell = `
import sqlite3, sys
db = sqlite3.connect("example.db", isolation_level=None)
statement = ""
for line in open(sys.argv[1], encoding="utf-8"):
    statement += line
    if sqlite3.complete_statement(statement):
        for row in db.execute(statement):
            print(row)
        statement = ""
db.execute(statement)
`

const programs = { python: 'python3', js: 'node', bash: 'bash', sql: 'python3', console: 'bash' }

/**
 * Runs the examples of one page in their order, in an empty temporary folder that they share, and compares what they
 * print with what the page says. Runs them without a sandbox.
 */
export async function runExamples(examples: Example[], limits = defaults): Promise<ExampleResult[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-examples-'))
  try {
    const results: ExampleResult[] = []
    for (const example of examples) results.push({ example, ...(await runExample(example, folder, limits)) })
    return results
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function runExample(
  example: Example,
  folder: string,
  limits: ExampleLimits,
): Promise<Omit<ExampleResult, 'example'>> {
  const { name, code, language, steps } = example
  if (name !== null) {
    const file = path.resolve(folder, name)
    if (!file.startsWith(folder + path.sep))
      return {
        finding: report(example, `The title "${name}" leads out of the example's folder. Give a relative path.`),
      }
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, `${code}\n`)
  }
  const missing = listPrograms(example).find((program) => !isInstalled(program))
  if (missing) return { missing }
  if (language === 'console') {
    if (steps.length === 0) return { finding: report(example, 'No line of this block begins with "$ ".') }
    return { finding: await runConsole(example, folder, limits) }
  }
  const [step] = steps
  if (!step) return {}
  const command = { python: [name], js: [name], bash: [name], sql: ['-c', sqlShell, name] }[language].map(String)
  const { output, code: exitCode, stopped } = await run([programs[language], ...command], folder, limits)
  if (stopped) return { finding: report(step, stopped) }
  if (exitCode !== 0) return { finding: report(step, describeFailure(exitCode, output)) }
  return { finding: compare(step, output) }
}

/** Runs the commands of a console block in one shell, so that each sees the folder and exit code that the last one left. */
async function runConsole({ steps }: Example, folder: string, limits: ExampleLimits): Promise<Finding | undefined> {
  const mark = randomUUID()
  const script = [
    // Not every machine calls Python 3 "python", as the pages do.
    'python() { python3 "$@"; }',
    'leave() { return "$1"; }',
    ...steps.map(({ text }) => `${text}\n__code=$?; printf '\\n%s %s\\n' ${mark} "$__code"; leave "$__code"`),
  ].join('\n')
  const { output, stopped } = await run(['bash', '-c', script], folder, limits)
  let rest = output
  for (const step of steps) {
    const [printed = '', code, after] = rest.split(new RegExp(`\\n${mark} (\\d+)\\n([^]*)`))
    if (code === undefined) return report(step, stopped ?? describeFailure(null, rest))
    // A traceback that the page shows is no fault; one it doesn't show differs from it.
    const finding =
      code !== '0' && step.expected.length === 0
        ? report(step, describeFailure(Number(code), printed))
        : compare(step, printed)
    if (finding) return finding
    rest = after ?? ''
  }
  return undefined
}

/** Returns the first difference between what a step printed and what the page says. A line `...` matches any lines. */
function compare({ expected, ...step }: ExampleStep, output: string): Finding | undefined {
  const printed = splitLines(output)
  let at = 0
  for (const [index, line] of expected.entries()) {
    const text = normalise(line.text)
    if (text.trim() === '...') {
      const next = expected[index + 1]
      const found = next && printed.indexOf(normalise(next.text), at)
      if (found === undefined) return undefined
      // Without a match the next line is compared, and named.
      if (found >= 0) at = found
    } else if (printed[at] === text) at++
    else if (text === '' && printed[at] === undefined) continue
    else return differ(line, text, printed[at])
  }
  return printed.length > at ? differ(expected.at(-1) ?? step, undefined, printed[at]) : undefined
}

function differ(place: PageLine, expected: string | undefined, printed: string | undefined): Finding {
  const quote = (text: string | undefined) => (text === undefined ? 'nothing more' : `"${shorten(text)}"`)
  return report(place, `Expected ${quote(expected)}, printed ${quote(printed)}.`)
}

function describeFailure(code: number | null, output: string): string {
  const last = splitLines(output).at(-1)
  return `It failed${code === null ? '' : ` with exit code ${code}`}${last ? `: ${shorten(last)}` : '.'}`
}

function report({ line, column }: { line: number; column: number }, message: string): Finding {
  return { line, column, rule: 'example', message }
}

function splitLines(output: string): string[] {
  return output.trimEnd() === '' ? [] : output.trimEnd().split(/\r?\n/).map(normalise)
}

/** A line as a terminal shows it: tabs reach to every eighth column, accents join their letters, and the end has no space. */
function normalise(line: string): string {
  return line
    .normalize('NFC')
    .split('\t')
    .reduce((text, cell) => text.padEnd((Math.floor(text.length / 8) + 1) * 8) + cell)
    .trimEnd()
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

/** Lists the programs that an example needs. */
function listPrograms({ language, steps }: Example): string[] {
  const typed = language === 'console' ? steps.map(({ text }) => text).join('\n') : ''
  const named = ['python3', 'node', 'sqlite3'].filter((program) =>
    new RegExp(`\\b${program === 'python3' ? 'python3?' : program}\\s`).test(typed),
  )
  return [programs[language], ...named]
}

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK)
      return folder !== ''
    } catch {
      return false
    }
  })
}

/** Runs a command with its output and errors in one stream, as a terminal shows them. */
function run(
  command: string[],
  folder: string,
  { milliseconds, bytes }: ExampleLimits,
): Promise<{ output: string; code: number | null; stopped?: string }> {
  const { PATH, HOME } = process.env
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', 'exec "$@" 2>&1', 'sh', ...command], {
      cwd: folder,
      // A group of its own, so that what it started ends with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { NODE_ENV: 'production', PATH, HOME, LANG: 'C.UTF-8', TZ: 'UTC', PYTHONUNBUFFERED: '1', PYTHONUTF8: '1' },
    })
    const chunks: Buffer[] = []
    let [size, stopped] = [0, undefined as string | undefined]
    const end = () => {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // All of the group has ended.
      }
    }
    const stop = (why: string) => {
      stopped ??= why
      end()
    }
    const timer = setTimeout(() => stop(`It was still running after ${milliseconds / 1000} seconds.`), milliseconds)
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > bytes) stop(`It printed more than ${bytes / 1000} kB.`)
      else chunks.push(chunk)
    })
    child.on('error', reject)
    child.on('exit', end)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ output: Buffer.concat(chunks).toString('utf8'), code, ...(stopped && { stopped }) })
    })
  })
}
