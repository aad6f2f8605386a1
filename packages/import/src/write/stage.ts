import { copyFile, link, mkdir, mkdtemp, readdir, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { listPages, listPaths, loadPortal, movesFile, settingsFile, type KeptPages, type Portal } from '@/lib/content'

/**
 * Loads the portal as if these files were written, and those that are null removed. `figures` are the names of pictures
 * that the public folder will have too; pages in `kept` are not read again.
 */
export async function loadWith(
  folder: string,
  publicFolder: string,
  files: ReadonlyMap<string, string | null>,
  figures: string[],
  kept: KeptPages,
): Promise<Portal> {
  const copy = await mkdtemp(path.join(tmpdir(), 'lectern-import-'))
  try {
    const [content, shown] = [path.join(copy, 'content'), path.join(copy, 'public')]
    const put = async (target: string, write: (target: string) => Promise<void>) => {
      await mkdir(path.dirname(target), { recursive: true })
      await write(target)
    }
    const pages = await listPagesIn(folder)
    const paths = pages.length ? await listPaths(folder) : []
    for (const file of [...pages, ...paths, movesFile, settingsFile])
      if (!files.has(file))
        await put(path.join(content, file), (target) => copyFile(path.join(folder, file), target).catch(ignoreMissing))
    for (const [file, text] of files)
      if (text !== null) await put(path.join(content, file), (target) => writeFile(target, text))
    if (figures.length === 0) return await loadPortal(content, publicFolder, kept)
    // The check only needs the names of public files.
    const names = (await readdir(publicFolder, { recursive: true, withFileTypes: true }).catch(() => []))
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(publicFolder, path.join(entry.parentPath, entry.name)))
    for (const name of [...names, ...figures.map((figure) => path.join('figures', figure))])
      await put(path.join(shown, name), (target) => writeFile(target, ''))
    return await loadPortal(content, shown, kept)
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
