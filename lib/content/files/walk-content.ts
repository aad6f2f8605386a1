import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { settingsFile } from './settings'

/** An entry of a content folder. */
export interface ContentEntry {
  /** Its path from the content folder, with "/". */
  file: string
  name: string
  kind: 'file' | 'folder' | 'link' | 'other'
}

/** The file with the content's Git history, for copies without Git. */
export const historyFile = 'history.json'

/** The files that are read besides pages and paths; all are at the top of the content folder. */
const knownFiles = ['moved.yaml', 'links.json', historyFile, settingsFile]

/**
 * Lists a content folder in plain string order. Skips hidden entries and `node_modules`, since the folder may be
 * the top of a repository.
 */
export async function walkContent(folder: string, below = ''): Promise<ContentEntry[]> {
  const entries: ContentEntry[] = []
  for (const entry of await readdir(path.join(folder, below), { withFileTypes: true })) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const file = below ? `${below}/${entry.name}` : entry.name
    const kind = entry.isSymbolicLink() ? 'link' : entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other'
    entries.push({ file, name: entry.name, kind })
    if (kind === 'folder') entries.push(...(await walkContent(folder, file)))
  }
  return below ? entries : entries.sort((a, b) => (a.file < b.file ? -1 : 1))
}

/** Whether a file is meant as a path, even with an invalid name. */
export function isPathFile(file: string): boolean {
  return /^paths\/[^/]+\.ya?ml$/i.test(file)
}

/** Lists the files of a content folder that make up a portal. */
export async function listSources(folder: string): Promise<string[]> {
  return (await walkContent(folder))
    .filter(
      // An SVG may be a logo that portal.yaml names.
      ({ file, kind }) =>
        kind === 'file' && (/\.(mdx|svg)$/.test(file) || isPathFile(file) || knownFiles.includes(file)),
    )
    .map(({ file }) => file)
}
