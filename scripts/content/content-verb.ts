import path from 'node:path'
import type { BareCall, BareVerb } from '../verbs'

export { UsageError } from '../verbs'

/** The call of a verb of `npm run content`. */
export interface Call extends BareCall {
  /** The content folder, absolute. */
  folder: string
}

/** A verb of `npm run content`: it calls `lib` and prints the result. */
export type Verb = BareVerb<Call>

const coloured = process.stdout.isTTY && !process.env.NO_COLOR

/** Colours text on a terminal. */
export const paint = {
  bad: (text: string) => (coloured ? `\x1b[31m${text}\x1b[39m` : text),
  good: (text: string) => (coloured ? `\x1b[32m${text}\x1b[39m` : text),
  quiet: (text: string) => (coloured ? `\x1b[2m${text}\x1b[22m` : text),
}

/** Returns the path of a content file from the current folder, which terminals make clickable. */
export function fromHere(folder: string, file: string): string {
  return path.relative('.', path.join(folder, file))
}

/** Shows progress on a terminal, on a line that the next one replaces. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`)
}
