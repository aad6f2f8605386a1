import { readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import type { FindPart } from '../dialects/includes'
import type { Site } from './find-site'
import { maxBytes, readSource } from './read-source'

/** Folders in which generators keep files that pages include. */
const folders = ['', '_includes', 'includes', 'snippets', '_snippets', 'partials', '_partials', 'docs']

/** Returns a function that finds the files that pages of a site include: beside the page, else in the usual folders. */
export function partFinder({ folder, root }: Site): FindPart {
  const around = [...new Set([root, folder])].flatMap((each) => folders.map((name) => path.join(each, name)))
  return (name, from) => {
    const plain = name.replace(/^@site\//, '/').replace(/^[~@]\//, 'src/')
    const beside = path.dirname(from)
    // In Hugo, the root may be the folder of a language.
    const usual = [plain.startsWith('/') ? folder : beside, ...around, ...foldersAbove(from, folder)]
    for (const base of /^\.\.?\//.test(plain) ? [beside] : usual) {
      const file = path.join(base, plain)
      const text = readInside(folder, file)
      if (text !== null) return { file: path.resolve(file), text }
    }
    return null
  }
}

/** Returns the folders between a file and the folder of its site. */
function foldersAbove(file: string, folder: string): string[] {
  const parts = path.relative(path.resolve(folder), path.dirname(path.resolve(file))).split(path.sep)
  return parts.map((_part, at) => path.join(folder, ...parts.slice(0, at + 1)))
}

/** Returns the text of a file without front matter; null if it is no text, too large, or outside a folder. */
function readInside(folder: string, file: string): string | null {
  try {
    const real = realpathSync(file)
    const facts = statSync(real)
    if (!real.startsWith(realpathSync(folder) + path.sep) || !facts.isFile() || facts.size > maxBytes) return null
    const bytes = readFileSync(real)
    const text = /\.(?:md|mdx|markdown)$/i.test(real) ? readSource(bytes, 'markdown').body : bytes.toString('utf8')
    return text.includes('\0') ? null : text.replace(/\r\n?/g, '\n').replace(/^(?:[ \t]*\n)+|\s+$/g, '')
  } catch {
    return null
  }
}
