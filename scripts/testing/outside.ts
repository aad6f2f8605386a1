import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = path.resolve('.cache/reports')

/** Variables by which a process of Node, and all that it starts, writes down every call that it makes to another machine. */
export function watchOutside(): { OUTSIDE_CALLS?: string; NODE_OPTIONS?: string } {
  // Those of a whole run write into one file.
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

/** The calls that were made so far, in words. */
export function readOutsideCalls(file = process.env.OUTSIDE_CALLS ?? ''): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean)
  } catch {
    return []
  }
}
