import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseDocument } from 'yaml'
import { loadPortal, settingsFile } from '../../lib/content'
import { fromHere, paint } from './content-verb'

/**
 * Names a portal after its first page, in a new `portal.yaml` that explains every key. Does nothing if there is one, or
 * if the folder has pages other than `written`. Returns whether it wrote the file.
 */
export async function namePortal(folder: string, written: string[]): Promise<boolean> {
  const file = path.join(folder, settingsFile)
  if (existsSync(file)) return false
  const { chapters, topics } = await loadPortal(folder)
  const first = chapters[0]?.head
  if (!first || [...topics.values()].some((topic) => !written.includes(topic.file))) return false

  const name = first.title.split(':')[0]!.trim()
  const prose = first.passages.find(({ resources, text }) => !resources.length && text)?.text ?? ''
  const description = /^.{20,300}?[.!?](?=\s|$)/su.exec(prose)?.[0] ?? first.meta
  const document = parseDocument(await readFile('templates/content/portal.yaml', 'utf8'))
  document.set('name', shorten(name, 60))
  document.set('description', description)
  document.setIn(['home', 'heading'], shorten(name, 120))
  document.setIn(['home', 'lede'], description)
  // The template's logo and colour are those of another portal.
  for (const key of ['logo', 'accent']) document.delete(key)
  await writeFile(file, document.toString({ lineWidth: 0 }), { flag: 'wx' })
  return true
}

/** Says where the portal got its name. */
export const describeNamed = (folder: string) =>
  `${paint.good('created')} ${fromHere(folder, settingsFile)}: the portal’s name and look. Change what you like.`

const shorten = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text)
