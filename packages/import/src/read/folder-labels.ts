import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'yaml'

/** What a generator's own file says of a folder. */
export interface FolderLabel {
  title?: string
  position?: number
  description?: string
}

/** Reads `_category_.json` of Docusaurus and `.pages` of MkDocs below a folder, by the folder's path. */
export async function readFolderLabels(root: string): Promise<Map<string, FolderLabel>> {
  const labels = new Map<string, FolderLabel>()
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isFile() || !/^(_category_\.(json|ya?ml)|\.pages)$/.test(entry.name)) continue
    const folder = path.relative(root, entry.parentPath).split(path.sep).join('/')
    try {
      // JSON is YAML too.
      const data = parse(await readFile(path.join(entry.parentPath, entry.name), 'utf8'), { logLevel: 'silent' }) as {
        label?: unknown
        title?: unknown
        position?: unknown
        link?: { description?: unknown }
      } | null
      const title = data?.label ?? data?.title
      labels.set(folder, {
        ...(typeof title === 'string' && { title }),
        ...(typeof data?.position === 'number' && { position: data.position }),
        ...(typeof data?.link?.description === 'string' && { description: data.link.description }),
      })
    } catch {
      // An unreadable file is ignored: the folder keeps its own name and position.
    }
  }
  return labels
}
