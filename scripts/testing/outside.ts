import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = path.resolve('.cache/reports')

/** Returns variables that make a Node process and its children record each call to another machine. */
export function watchOutside(): { OUTSIDE_CALLS?: string; NODE_OPTIONS?: string } {
  // All processes of a run write into one file.
  if (process.env.OUTSIDE_CALLS) return {}
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'outside.txt')
  rmSync(file, { force: true })
  return {
    OUTSIDE_CALLS: file,
    NODE_OPTIONS:
      `${process.env.NODE_OPTIONS ?? ''} --import=${pathToFileURL(path.resolve('scripts/testing/watch-outside.mjs')).href}`.trim(),
  }
}

/** Returns the recorded calls as sentences. */
export function readOutsideCalls(file = process.env.OUTSIDE_CALLS ?? ''): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean)
  } catch {
    return []
  }
}
