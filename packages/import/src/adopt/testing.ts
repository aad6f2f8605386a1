import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { formatProblem, isError, loadPortal, type Portal } from '@/lib/content'
import { recordMove, writeTogether } from '@/lib/editing'
import { adoptList, type AdoptOptions, type AdoptReport } from './adopt-list'

/** A list and the content folder that it is adopted into; `done` deletes both. */
export interface Adoption {
  list: string
  folder: string
  adopt(text: string | Buffer, options?: Partial<AdoptOptions>): Promise<AdoptReport>
  load(): Promise<Portal>
  /** Returns the content folder's files with their texts. */
  files(): Promise<Record<string, string>>
  put(file: string, text: string): Promise<void>
  done(): Promise<void>
}

/** Creates an empty content folder, and a place for a list. */
export async function makeAdoption(): Promise<Adoption> {
  const root = await mkdtemp(path.join(tmpdir(), 'lectern-list-'))
  const [list, folder] = [path.join(root, 'list/README.md'), path.join(root, 'content')]
  await mkdir(path.dirname(list))
  await mkdir(folder)
  return {
    list,
    folder,
    async adopt(text, options = {}) {
      await writeFile(list, text)
      return adoptList({
        list,
        folder,
        publicFolder: path.join(root, 'public'),
        source: 'https://github.com/ada/list',
        recordMove: (moves, kind, from, to) => recordMove(moves, kind, from, { to }),
        write: writeTogether,
        ...options,
      })
    },
    load: () => loadPortal(folder, path.join(root, 'public')),
    async files() {
      const names = await readdir(folder, { recursive: true, withFileTypes: true })
      const files = names.filter((each) => each.isFile()).map((each) => path.join(each.parentPath, each.name))
      return Object.fromEntries(
        await Promise.all(
          files.sort().map(async (file) => [path.relative(folder, file), await readFile(file, 'utf8')] as const),
        ),
      )
    },
    async put(file, text) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
      await writeFile(path.join(folder, file), text)
    },
    done: () => rm(root, { recursive: true, force: true }),
  }
}

/** Returns the errors of a portal. */
export function errorsOf(portal: Portal): string[] {
  return portal.problems.filter(isError).map(formatProblem)
}

/** Returns the titles of the chapters, each with those of its topics. */
export function outline(portal: Portal): Record<string, string[]> {
  return Object.fromEntries(portal.chapters.map(({ head, topics }) => [head.title, topics.map(({ title }) => title)]))
}
