import path from 'node:path'
import type { ParseArgsConfig } from 'node:util'
import { OperatorError } from '../../lib/env'

/** What a verb of `npm run content --` is called with. */
export interface Call {
  /** What stands behind the verb, without options. */
  args: string[]
  /** The verb's own options by name. */
  options: Record<string, string | boolean | (string | boolean)[] | undefined>
  /** The content folder, absolute. */
  folder: string
  /** Print data for programs instead of words for people. */
  json: boolean
}

/** One verb: its file is `scripts/content/<verb>.ts`, which calls into `lib` and reports. */
export interface Verb {
  /** One line for the list of verbs. */
  summary: string
  /** What may stand behind the verb, as in `<old> <new>`. */
  usage: string
  /** A paragraph or two for `--help`. */
  help: string
  options?: NonNullable<ParseArgsConfig['options']>
  /** One line for each option. */
  optionHelp?: Record<string, string>
  /** Does it, prints what came of it, and gives the exit code: 0 all is well, 1 something is not. */
  run(call: Call): Promise<0 | 1>
}

/** The command was called wrongly: one sentence, exit code 2. */
export class UsageError extends OperatorError {
  override name = 'UsageError'
}

const coloured = process.stdout.isTTY && !process.env.NO_COLOR

/** Colours, on a terminal only. */
export const paint = {
  bad: (text: string) => (coloured ? `\x1b[31m${text}\x1b[39m` : text),
  good: (text: string) => (coloured ? `\x1b[32m${text}\x1b[39m` : text),
  quiet: (text: string) => (coloured ? `\x1b[2m${text}\x1b[22m` : text),
}

/** A file of the content as one can click on it where the command was called. */
export function fromHere(folder: string, file: string): string {
  return path.relative('.', path.join(folder, file))
}

/** Shows how far long work is, on a terminal only, on one line that goes away. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`)
}
