import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { listPaths, loadPortal, movesFile, settingsFile, type Portal } from '@/lib/content'
import { listPagesIn } from '../write/stage'

/** Loads the portal as if these files were written, and those that are null removed. */
export async function tryFiles(
  folder: string,
  publicFolder: string,
  files: ReadonlyMap<string, string | null>,
): Promise<Portal> {
  const copy = await mkdtemp(path.join(tmpdir(), 'lectern-adopt-'))
  try {
    const pages = await listPagesIn(folder)
    const paths = pages.length ? await listPaths(folder) : []
    for (const file of [...pages, ...paths, movesFile, settingsFile]) {
      if (files.has(file)) continue
      await mkdir(path.dirname(path.join(copy, file)), { recursive: true })
      await copyFile(path.join(folder, file), path.join(copy, file)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
      })
    }
    for (const [file, text] of files) {
      if (text === null) continue
      await mkdir(path.dirname(path.join(copy, file)), { recursive: true })
      await writeFile(path.join(copy, file), text)
    }
    return await loadPortal(copy, publicFolder)
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}
