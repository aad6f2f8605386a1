import { lstatSync, readdirSync, statSync, type Stats } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { limits } from '../limits'
import type { Problem } from '../portal'
import { settingsFile } from './settings'
import { isPathFile, walkContent, type ContentEntry } from './walk-content'

const shape = /^[a-z0-9]+(-[a-z0-9]+)*$/
/** Names that Windows reserves for devices, with any extension. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const isPage = (file: string) => /\.mdx$/i.test(file)
/** Documents found in many folders, which are not meant as pages. */
const documents =
  /^(readme|style|licen[cs]e|changelog|changes|contributing|code[-_]of[-_]conduct|security|authors|todo|agents|claude)\b/i

/**
 * Lists the pages and path files of a content folder, in plain string order, with the problems of their names.
 * Ignores other files, with a warning if one looks like a page or a misnamed known file.
 */
export async function readFolder(folder: string): Promise<{ pages: string[]; paths: string[]; problems: Problem[] }> {
  const entries = await walkContent(folder)
  const withPages = new Set(entries.filter(({ file }) => isPage(file)).flatMap(({ file }) => listParents(file)))
  const pages: string[] = []
  const paths: string[] = []
  const problems: Problem[] = []
  const folded = new Map<string, string>()
  for (const entry of entries) {
    const { file, name, kind } = entry
    const report = (rule: string, message: string, severity?: 'warning') =>
      problems.push({ file: printable(file), line: 1, column: 1, rule, message, ...(severity && { severity }) })
    if (kind === 'link') {
      if (isPage(file) || (await isFolder(path.join(folder, file))))
        report('symbolic-link', 'Symbolic links are not followed. Put the file itself here.')
    } else if (kind === 'folder' ? withPages.has(file) : isPage(file)) {
      const message =
        kind === 'other'
          ? 'This is not a file. Remove it from the content folder.'
          : findNameFault(name, kind === 'folder', folded.get(file.toLowerCase()))
      folded.set(file.toLowerCase(), file)
      if (message) report('file-name', message)
      if (kind === 'file' && name.endsWith('.mdx') && printable(file) === file) pages.push(file)
    } else if (kind === 'file' && isPathFile(file)) {
      const message = findPathNameFault(name, folded.get(file.toLowerCase()))
      folded.set(file.toLowerCase(), file)
      if (message) report('file-name', message)
      else paths.push(file)
    } else if (kind === 'file') {
      const message = await findMisnamed(entry, folder, withPages)
      if (message) report('file-name', message, 'warning')
    }
  }
  return { pages, paths, problems }
}

function listParents(file: string): string[] {
  const parts = file.split('/')
  return parts.map((_part, place) => parts.slice(0, place).join('/'))
}

async function isFolder(target: string): Promise<boolean> {
  return stat(target).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/** Returns advice for a file that is ignored but looks like a page or known file; null for all others. */
async function findMisnamed(
  { file, name }: ContentEntry,
  folder: string,
  withPages: Set<string>,
): Promise<string | null> {
  const parent = path.posix.dirname(file).replace(/^\.$/, '')
  if (/^mov(ed|es)\.ya?ml$/i.test(name) && (name === 'moved.yaml' ? parent && withPages.has(parent) : !parent))
    return 'This file is not read. Declare moves in moved.yaml, at the top of the content folder.'
  if (/^portal\.ya?ml$/i.test(name) && name !== settingsFile && !parent)
    return 'This file is not read. Rename it to portal.yaml, in lower case.'
  const [, stem = ''] = /^(.+?)((\.mdx)?(\.(md|markdown|txt))+|\.mdown)$/i.exec(name) ?? []
  if (!stem || documents.test(stem) || (/\.txt$/i.test(name) && !/\.mdx?\.txt$/i.test(name))) return null
  // A repository holds other Markdown too. Next to pages, or with front matter, it is meant as a page.
  if (
    !withPages.has(parent) &&
    !/^---[ \t]*\r?\n/.test((await readFirst(path.join(folder, file)).catch(() => '')).toString())
  )
    return null
  return `This file is not read: pages end in .mdx. Rename it to ${stem}.mdx, or move it to another folder if it is not a page.`
}

function findNameFault(name: string, isFolder: boolean, twin: string | undefined): string | null {
  if (twin !== undefined) return `On some systems this name is the same as ${printable(twin)}. Rename one of the two.`
  if (devices.test(name)) return 'Windows reserves this name for a device. Choose another.'
  if (Buffer.byteLength(name) > 100) return 'The name is longer than 100 bytes. Choose a shorter one.'
  if (isFolder) return shape.test(name) ? null : 'A folder name must be lower-case letters, digits and single hyphens.'
  if (!name.endsWith('.mdx')) return 'The file is not read: pages end in ".mdx" in lower case. Rename it.'
  return shape.test(name.slice(0, -4))
    ? null
    : 'A page\'s name must be its slug (lower-case letters, digits and single hyphens) and ".mdx".'
}

function findPathNameFault(name: string, twin: string | undefined): string | null {
  if (!name.endsWith('.yaml')) return 'The file is not read: paths end in ".yaml" in lower case. Rename it.'
  const fault = findNameFault(name.replace(/yaml$/, 'mdx'), false, twin)
  return fault && !shape.test(name.slice(0, -5))
    ? 'A path\'s name must be lower-case letters, digits and single hyphens, and ".yaml".'
    : fault
}

/** Escapes a name for printing on one line. */
function printable(name: string): string {
  return name.replace(/[\p{C}\u2028\u2029]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}

/** Reads a file, but at most one byte more than the limit of a page, so that callers can tell that it is too large. */
export async function readFirst(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    if (size <= limits.fileBytes) return await handle.readFile()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(limits.fileBytes + 1), 0, limits.fileBytes + 1, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Returns the status of a file; undefined if it can't be read. Synchronous: promises take five times as long. */
export function tryStat(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

/** The folder with the pictures of the content, at the top of the content folder. */
const figuresFolder = 'figures'
/** Files that a page can show as a picture. */
export const pictureName = /\.(svg|png|jpe?g|webp|avif|gif)$/i

/** Returns the pictures in the content's own `figures` folder, as address → file. Follows no links, and skips hidden files. */
export function listFigures(folder: string): Map<string, string> {
  const figures = path.join(folder, figuresFolder)
  try {
    // A link would lead out of the content folder.
    if (!lstatSync(figures).isDirectory()) return new Map()
    return new Map(
      readdirSync(figures, { recursive: true, withFileTypes: true }).flatMap((entry): [string, string][] => {
        const file = path.join(entry.parentPath, entry.name)
        const name = path.relative(figures, file).replaceAll(path.sep, '/')
        const isServed = entry.isFile() && pictureName.test(name) && !/(^|\/)\./.test(name)
        return isServed ? [[`/${figuresFolder}/${name}`, file]] : []
      }),
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
    throw error
  }
}

/** Returns the addresses of all files in the public folder; empty if there is no such folder. */
export async function listPublicFiles(folder: string): Promise<Set<string>> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return new Set(
      entries
        .filter((entry) => entry.isFile())
        .map((entry) => `/${path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')}`),
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Set()
    throw error
  }
}
