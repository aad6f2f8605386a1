import path from 'node:path'
import type { BareCall, BareVerb } from '../verbs'

export { UsageError } from '../verbs'

/** What a verb of `npm run content --` is called with. */
export interface Call extends BareCall {
  /** The content folder, absolute. */
  folder: string
}

/** One verb: its file is `scripts/content/<verb>.ts`, which calls into `lib` and reports. */
export type Verb = BareVerb<Call>

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
