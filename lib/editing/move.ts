import { readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isMap, isSeq, parseDocument, type Document, type YAMLMap } from 'yaml'
import { deriveResourceId, isSlug, listPages, loadPortal, movesFile, slugOfAddress, type Portal } from '../content'
import { OperatorError } from '../env'

/** What a move did, for the report. */
export interface Moved {
  /** Files that were edited, from the content folder. */
  edited: string[]
  /** The file that got another name. */
  renamed?: { from: string; to: string }
  /** Whether `moved.yaml` says so now; an author's own id needs no entry. */
  recorded: boolean
}

/**
 * An address or a slug became another: edits every page that uses it and records the move, so that
 * readers' marks follow. Throws an OperatorError, and changes nothing, where it can't be done.
 */
export async function move(folder: string, from: string, to: string): Promise<Moved> {
  const portal = await loadPortal(folder)
  return isAddress(from) ? moveAddress(folder, portal, from, to) : moveTopic(folder, portal, from, to)
}

/** An address or a slug went for good, and an editor knows it: records why. The pages stay as they are. */
export async function withdraw(folder: string, from: string, reason: string): Promise<Moved> {
  const portal = await loadPortal(folder)
  const key = isAddress(from) ? requireId(from) : from
  const place = portal.resources.get(key)?.topics[0] ?? portal.topics.get(key)
  if (place) throw new OperatorError(`"${from}" is still in use in ${place.file}. Take it out there first.`)
  await record(folder, isAddress(from) ? 'addresses' : 'pages', from, { withdrawn: reason })
  return { edited: [], recorded: true }
}

async function moveAddress(folder: string, portal: Portal, from: string, to: string): Promise<Moved> {
  if (!isAddress(to)) throw new OperatorError(`"${to}" is no address of http:// or https://.`)
  const [former, now] = [requireId(from), requireId(to)]
  const pages = await readPages(folder)
  const edited = new Map<string, string>()
  for (const [file, text] of pages) {
    const links = [...portal.topics.values()].find((topic) => topic.file === file)?.links ?? []
    const urls = new Set(links.map(({ url }) => url).filter((url) => deriveResourceId(url) === former))
    const changed = [...urls].reduce((result, url) => replaceAddress(result, url, to), text)
    if (changed !== text) edited.set(file, changed)
  }
  if (edited.size === 0) throw new OperatorError(`No page uses ${from}. "npm run content -- explain" lists the addresses that pages use.`)
  // Its marks hang on the id that its author gave, which stays; or only its spelling changed.
  const needsRecord = former !== now && portal.resources.has(former)
  await write(folder, edited)
  if (needsRecord) await record(folder, 'addresses', from, { to })
  return { edited: [...edited.keys()], recorded: needsRecord }
}

async function moveTopic(folder: string, portal: Portal, from: string, to: string): Promise<Moved> {
  const topic = portal.topics.get(from)
  if (!topic) throw new OperatorError(`No topic has the slug "${from}".`)
  if (!isSlug(to)) throw new OperatorError(`"${to}" is no slug: lower-case letters, digits and single hyphens, and none of the portal's own addresses.`)
  if (portal.topics.has(to)) throw new OperatorError(`There is a topic "${to}" already.`)
  const edited = new Map<string, string>()
  for (const [file, text] of await readPages(folder)) {
    let changed = replaceInsideLinks(text, from, to)
    if (file === topic.file) changed = changed.replace(/^(slug:[ \t]*)(["']?)[^\r\n]*?\2[ \t]*(\r?)$/m, `$1$2${to}$2$3`)
    if (changed !== text) edited.set(file, changed)
  }
  const renamed = { from: topic.file, to: path.posix.join(path.posix.dirname(topic.file), `${to}.mdx`) }
  await write(folder, edited)
  await rename(path.join(folder, renamed.from), path.join(folder, renamed.to))
  await record(folder, 'pages', from, { to })
  return { edited: [...edited.keys()].filter((file) => file !== topic.file), renamed, recorded: true }
}

async function readPages(folder: string): Promise<[file: string, text: string][]> {
  return Promise.all((await listPages(folder)).map(async (file): Promise<[string, string]> => [file, await readFile(path.join(folder, file), 'utf8')]))
}

async function write(folder: string, files: Map<string, string>): Promise<void> {
  for (const [file, text] of files) await writeFile(path.join(folder, file), text)
}

/** Whole addresses only: one that another begins with stays. */
function replaceAddress(text: string, from: string, to: string): string {
  return text.split(from).reduce((result, rest) => result + (/^[)\]\s"'>]|^$/.test(rest) ? to : from) + rest)
}

function replaceInsideLinks(text: string, from: string, to: string): string {
  return text.replace(/(\]\(|\]:[ \t]*|href=["'])(\/[a-z0-9-]+(?:\.html)?)(?=[#)\s"']|$)/gm, (whole, before: string, address: string) =>
    slugOfAddress(address) === from ? `${before}/${to}${address.endsWith('.html') ? '.html' : ''}` : whole,
  )
}

/** Adds an entry to `moved.yaml`, its comments kept. An older entry for what is in use again goes. */
async function record(folder: string, list: 'addresses' | 'pages', from: string, end: { to: string } | { withdrawn: string }): Promise<void> {
  const file = path.join(folder, movesFile)
  const text = await readFile(file, 'utf8').catch(() => '# What moved, so that readers’ marks follow. Written by "npm run content -- move".\n')
  const document: Document = parseDocument(text)
  const same = list === 'addresses' ? (one: string, other: string) => deriveResourceId(one) === deriveResourceId(other) : Object.is
  const entries = document.get(list)
  const kept = isSeq<YAMLMap>(entries) ? entries.items.filter((item) => isMap(item) && !same(String(item.get('from')), from) && !('to' in end && same(String(item.get('from')), end.to))) : []
  document.set(list, document.createNode([...kept, document.createNode({ from, ...end })]))
  await writeFile(file, document.toString({ lineWidth: 0 }))
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

function requireId(address: string): string {
  try {
    return deriveResourceId(address)
  } catch {
    throw new OperatorError(`"${address}" is no address of http:// or https://.`)
  }
}
