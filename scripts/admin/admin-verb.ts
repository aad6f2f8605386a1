import { readFileSync } from 'node:fs'
import type { Env } from '../../lib/env'
import type { BareCall, BareVerb } from '../verbs'

export { UsageError } from '../verbs'

/** The call of a verb of `npm run admin`. */
export interface Call extends BareCall {
  env: Env
}

/** A verb of `npm run admin`: it calls `lib/operating` and prints the result. */
export type Verb = BareVerb<Call>

/** Returns this portal's version. */
export const readVersion = () => (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version

/** Returns a function that prints progress on stderr: on a terminal on one line, otherwise every five seconds. */
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

/** Removes the last line of reportRows from a terminal. */
export function endReport(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K')
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB']

/** Formats a number of bytes, such as "1.2 MB". */
export function printBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  return `${power ? (bytes / 1000 ** power).toFixed(1) : bytes} ${units[power]}`
}

/** Formats rows as aligned columns. */
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
