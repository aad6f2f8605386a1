import { open, readdir } from 'node:fs/promises'
import path from 'node:path'
import { limits } from './limits'
import type { Problem } from './portal'

/** What may stand in the content folder beside pages. */
const others = new Set(['README.md', 'STYLE.md', 'moved.yaml', 'links.json', 'topic.schema.json'])
const shape = /^[a-z0-9]+(-[a-z0-9]+)*$/
/** Names that Windows keeps for devices, whatever stands behind the dot. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** What a content folder holds: its pages by their paths from there, in plain string order, and what should not be there. */
export async function readFolder(folder: string): Promise<{ pages: string[]; problems: Problem[] }> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .map((entry) => ({ entry, file: path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/') }))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
  const pages: string[] = []
  const problems: Problem[] = []
  const folded = new Map<string, string>()
  for (const { entry, file } of entries) {
    const report = (rule: string, message: string) => problems.push({ file: printable(file), line: 1, column: 1, rule, message })
    const twin = folded.get(file.toLowerCase())
    folded.set(file.toLowerCase(), file)
    if (entry.isSymbolicLink()) report('symbolic-link', 'A link to another file or folder is not followed. Put the file itself here.')
    else if (!entry.isFile() && !entry.isDirectory()) report('file-name', 'This is no file. Take it out of the content folder.')
    else {
      const message = findNameFault(entry.name, entry.isDirectory(), file.includes('/'), twin)
      if (message) report('file-name', message)
    }
    if (entry.isFile() && entry.name.endsWith('.mdx') && !isHidden(file) && printable(file) === file) pages.push(file)
  }
  return { pages, problems }
}

function findNameFault(name: string, isFolder: boolean, isDeep: boolean, twin: string | undefined): string | null {
  if (twin !== undefined) return `On some systems this name is the same as ${printable(twin)}. Rename one of the two.`
  if (devices.test(name)) return 'Windows keeps this name for a device. Choose another.'
  if (Buffer.byteLength(name) > 100) return 'The name is longer than 100 bytes. Choose a shorter one.'
  if (!isDeep && others.has(name)) return null
  if (isFolder) return shape.test(name) ? null : 'A folder\'s name is lower-case letters, digits and single hyphens.'
  if (!name.endsWith('.mdx')) return `Only pages (<slug>.mdx) may stand here, and ${[...others].join(', ')} beside the chapters. Rename the file, or take it out.`
  return shape.test(name.slice(0, -4)) ? null : 'A page\'s name is its slug, lower-case letters, digits and single hyphens, and ".mdx".'
}

const isHidden = (file: string) => file.split('/').some((part) => part.startsWith('.'))

/** A name as it can be printed on one line. */
function printable(name: string): string {
  return name.replace(/[\p{C}\u2028\u2029]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}

/** The first bytes of a file: all of them where it is no larger than a page may be, else one more than that. */
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

/** The addresses of all that the public folder holds; none where there is no such folder. */
export async function listPublicFiles(folder: string): Promise<Set<string>> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return new Set(entries.filter((entry) => entry.isFile()).map((entry) => `/${path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')}`))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Set()
    throw error
  }
}
