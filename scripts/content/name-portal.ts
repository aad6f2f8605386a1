import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseDocument, stringify } from 'yaml'
import { listPages, readPage, settingsFile } from '../../lib/content'
import { fromHere, paint } from './content-verb'

/**
 * Names a portal `title`, or after its first page, in a new `portal.yaml` that explains every key. Does nothing if there is one, or
 * if the folder has pages other than `written`. Returns whether it wrote the file.
 */
export async function namePortal(folder: string, written: string[], title?: string): Promise<boolean> {
  const file = path.join(folder, settingsFile)
  if (existsSync(file)) return false
  const own = new Set(written)
  if ((await listPages(folder)).some((page) => !own.has(page))) return false
  const first = await findFirst(folder, written)
  if (!first?.frontMatter) return false

  const { title: firstTitle, meta } = first.frontMatter
  const name = title ?? firstTitle.split(':')[0]!.trim()
  const document = parseDocument(await readFile('templates/content/portal.yaml', 'utf8'))
  document.set('name', shorten(name, 60))
  document.set('description', meta)
  document.setIn(['home', 'heading'], shorten(name, 120))
  document.setIn(['home', 'lede'], meta)
  // The template's logo and colour are those of another portal.
  for (const key of ['logo', 'accent']) document.delete(key)
  const short = shortenName(name)
  const text = document.toString({ lineWidth: 0 })
  const named = short ? text.replace(/^# shortname: .*$/m, () => stringify({ shortname: short }).trim()) : text
  await writeFile(file, named, { flag: 'wx' })
  return true
}

/** Returns the first words of a name that has no room in the head of a page on a phone; empty if none fit. */
function shortenName(name: string): string {
  if (name.length <= 14) return ''
  // Many lists are called so.
  const rest = name.replace(/^awesome[\s-]+/i, '')
  if (rest !== name) return shortenName(rest) || rest
  const cut = name.slice(0, 15).replace(/\s*\S*$/, '')
  return cut.replace(/(?:\s+(?:a|an|and|at|for|in|of|on|the|to|with)|[\s,;:&–—-]+)+$/i, '')
}

/** Returns the page with the lowest sortorder. Parses no other: hundreds were just written and checked. */
async function findFirst(folder: string, written: string[]): Promise<ReturnType<typeof readPage> | null> {
  let first: { sortorder: string; file: string; bytes: Buffer } | undefined
  for (const file of written) {
    const bytes = await readFile(path.join(folder, file))
    const sortorder = /^sortorder: "(\d+)"$/m.exec(bytes.toString())?.[1]
    if (sortorder !== undefined && (!first || sortorder < first.sortorder)) first = { sortorder, file, bytes }
  }
  return first ? readPage(first.file, first.bytes) : null
}

/** Says where the portal got its name. */
export const describeNamed = (folder: string) =>
  `${paint.good('created')} ${fromHere(folder, settingsFile)}: the portal’s name and look. Change what you like.`

const shorten = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text)
