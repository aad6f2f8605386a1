import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { UserFacingError } from '../env'

/**
 * Writes files, and removes those that are null, below a folder: all or none. If one fails, restores the others
 * and throws a UserFacingError that names it.
 */
export async function writeTogether(folder: string, files: Map<string, string | null>): Promise<void> {
  const done: (() => Promise<void>)[] = []
  const drafts = new Map<string, string>()
  let current = ''
  try {
    // Errors for lack of space or permission occur here, before any file changes.
    for (const [file, text] of files) {
      current = file
      if (text === null) continue
      const target = path.join(folder, file)
      await mkdir(path.dirname(target), { recursive: true })
      const draft = `${target}.${randomUUID()}`
      drafts.set(file, draft)
      await writeFile(draft, text, { mode: (await stat(target).catch(() => null))?.mode })
    }
    for (const file of files.keys()) {
      current = file
      const target = path.join(folder, file)
      const before = await readOrNull(target)
      const draft = drafts.get(file)
      if (draft) await rename(draft, target)
      else await rm(target)
      drafts.delete(file)
      done.push(() => (before ? writeFile(target, before) : rm(target, { force: true })))
    }
  } catch (error) {
    for (const undo of done.reverse()) await undo()
    for (const draft of drafts.values()) await rm(draft, { force: true })
    const { code, message } = error as NodeJS.ErrnoException
    throw new UserFacingError(
      `${path.join(folder, current)} can't be written (${code ?? message}). Nothing was changed.`,
    )
  }
}

/** Returns the bytes of a file; null if it does not exist. */
async function readOrNull(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
