import { readFileSync } from 'node:fs'
import type { Env } from '../../lib/env'
import type { BareCall, BareVerb } from '../verbs'

export { UsageError } from '../verbs'

/** What a verb of `npm run admin --` is called with. */
export interface Call extends BareCall {
  env: Env
}

/** One verb: its file is `scripts/admin/<verb>.ts`, which calls into `lib/operating` and reports. */
export type Verb = BareVerb<Call>

/** This portal's version. */
export const readVersion = () => (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version

/** Says on stderr, where it may be read meanwhile, how far long work is: on a terminal on one line, else now and then. */
export function reportRows(what: string): (done: number, all: number) => void {
  let next = performance.now() + (process.stderr.isTTY ? 200 : 5000)
  return (done, all) => {
    if (performance.now() < next) return
    next = performance.now() + (process.stderr.isTTY ? 200 : 5000)
    process.stderr.write(
      `${process.stderr.isTTY ? '\r\x1b[2K' : ''}${what}: ${done} of ${all} rows${process.stderr.isTTY ? '' : '\n'}`,
    )
  }
}

/** Takes away what reportRows left on a terminal. */
export function endReport(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K')
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB']

/** A number of bytes, as a person says it. */
export function printBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  return `${power ? (bytes / 1000 ** power).toFixed(1) : bytes} ${units[power]}`
}

/** Rows of words in columns. */
export function printTable(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows
    .map((row) =>
      row
        .map((word, column) => word.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
