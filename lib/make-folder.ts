import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * Makes a folder with all above it that are missing; one that is there stays. Throws as `mkdir` does.
 * Not Node's own `recursive`, which tries for ever where a file system makes no folders, as /proc.
 */
export function makeFolder(folder: string, mode?: number): void {
  if (isFolder(folder)) return
  if (path.dirname(folder) !== folder) makeFolder(path.dirname(folder), mode)
  try {
    mkdirSync(folder, mode)
  } catch (error) {
    // Another process may have been faster; or a file has the name.
    if (!isFolder(folder)) throw error
  }
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false
}
