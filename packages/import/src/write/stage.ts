import { copyFile, link, mkdir, mkdtemp, readdir, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { listPages, loadPortal, movesFile, type Problem } from '@/lib/content'

/** A page to be written to the content folder. */
export interface Written {
  /** Path relative to the content folder. */
  file: string
  text: string
}

/** Checks a copy of the content with these pages added, and returns all problems. */
export async function tryPages(
  folder: string,
  publicFolder: string,
  pages: Written[],
  figures: string[],
): Promise<Problem[]> {
  const copy = await mkdtemp(path.join(tmpdir(), 'lectern-import-'))
  try {
    const [content, shown] = [path.join(copy, 'content'), path.join(copy, 'public')]
    for (const file of [...(await listPagesIn(folder)), movesFile]) {
      await mkdir(path.dirname(path.join(content, file)), { recursive: true })
      await copyFile(path.join(folder, file), path.join(content, file)).catch(ignoreMissing)
    }
    for (const { file, text } of pages) {
      await mkdir(path.dirname(path.join(content, file)), { recursive: true })
      await writeFile(path.join(content, file), text)
    }
    // The check only needs the names of public files.
    const names = (await readdir(publicFolder, { recursive: true, withFileTypes: true }).catch(() => []))
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(publicFolder, path.join(entry.parentPath, entry.name)))
    for (const name of [...names, ...figures.map((figure) => path.join('figures', figure))]) {
      await mkdir(path.dirname(path.join(shown, name)), { recursive: true })
      await writeFile(path.join(shown, name), '')
    }
    return (await loadPortal(content, shown)).problems
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

/** Lists the pages of a content folder; none if it does not exist. */
export async function listPagesIn(folder: string): Promise<string[]> {
  try {
    return await listPages(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Writes a new file atomically. Returns false if it already exists. */
export async function writeNew(file: string, data: string | Buffer): Promise<boolean> {
  await mkdir(path.dirname(file), { recursive: true })
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`)
  await writeFile(draft, data)
  try {
    await link(draft, file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    // Without hard links, a moment's race remains.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw error
    await rename(draft, file)
    return true
  } finally {
    await unlink(draft).catch(ignoreMissing)
  }
  return true
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
