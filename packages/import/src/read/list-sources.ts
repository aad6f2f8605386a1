import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'

const pages = /\.(md|markdown|mkd|mdown|mdx|txt|text)$/i

/** Folders of programs and generators, which contain no pages. */
export const skippedFolders =
  /^(\..*|node_modules|_site|_includes|_layouts|_sass|archetypes|layouts|themes|vendor|__pycache__)$/
/** Files that generators read as navigation or as parts of pages. */
const parts =
  /(?:^|\/)(?:SUMMARY|_sidebar|_navbar|_coverpage)\.md$|(?:^|\/)_(?!index\b)[^/]*\.mdx?$|(?:^|\/)_(?:common|partials?|shared|snippets?)\//i

/** The files that inputs name. */
export interface Sources {
  /** The source files, each once: those named, and the Markdown files in named folders. */
  files: string[]
  /** Markdown files in named folders that generators put into other pages, or read as navigation. */
  parts: string[]
  /** Entries of named folders that look like pages or folders, but are symbolic links or no files at all. */
  notFiles: string[]
  missing: string[]
}

/** Lists the source files of inputs. Skips folders of programs. */
export async function listSources(inputs: string[]): Promise<Sources> {
  const files = new Set<string>()
  const included = new Set<string>()
  const notFiles: string[] = []
  const missing: string[] = []
  for (const input of inputs) {
    const facts = await stat(input).catch(() => null)
    if (!facts) missing.push(input)
    else if (!facts.isDirectory()) files.add(input)
    else {
      const entries = await readdir(input, { recursive: true, withFileTypes: true })
      for (const entry of entries) {
        const file = path.join(entry.parentPath, entry.name)
        const isInSite = !path
          .relative(input, file)
          .split(path.sep)
          .some((part) => skippedFolders.test(part))
        if (entry.isFile() || entry.isDirectory() || !isInSite) continue
        const isFolder = await stat(file).then(
          (target) => target.isDirectory(),
          () => false,
        )
        if (isFolder || pages.test(entry.name)) notFiles.push(file)
      }
      const below = entries
        .filter((entry) => entry.isFile() && pages.test(entry.name))
        .map((entry) => path.relative(input, path.join(entry.parentPath, entry.name)))
      // Pages of upper folders first: they are named before translations and versions of the same name below.
      const depthOf = (file: string) => file.split(path.sep).length
      for (const file of below.sort((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1)))
        if (
          !file
            .split(path.sep)
            .slice(0, -1)
            .some((part) => skippedFolders.test(part)) &&
          !path.basename(file).startsWith('.')
        )
          (parts.test(file.split(path.sep).join('/')) ? included : files).add(path.join(input, file))
    }
  }
  return { files: [...files], parts: [...included], notFiles: notFiles.sort(), missing }
}
