import { access, readFile } from 'node:fs/promises'
import path from 'node:path'
import { isMap, isScalar, parseDocument } from 'yaml'
import { deriveResourceId, findAddressFault, isSlug, loadPortal, movesFile, type Portal } from '../content'
import { UserFacingError } from '../env'
import { parseUrl } from '../parse-url'
import { recordMoves, type End } from './record-move'
import { readEditablePages, rewriteAddresses, type AddressChange } from './rewrite-addresses'
import { rewriteReferences } from './rewrite-references'
import { writeTogether } from './write-together'

/** The result of a move. */
export interface Moved {
  /** Edited files, relative to the content folder. */
  edited: string[]
  /** Every edited address with its position. */
  changes: AddressChange[]
  /** The renamed file, if any. */
  renamed?: { from: string; to: string }
  /** Whether `moved.yaml` has a new entry. Mentions and resources with an author's id need none. */
  recorded: boolean
}

/**
 * Moves an address or a slug: edits every page that uses it and records the move, so that readers' marks
 * follow. Throws a UserFacingError and changes nothing if one place can't be edited.
 */
export async function move(folder: string, from: string, to: string): Promise<Moved> {
  const portal = await loadPortal(folder)
  return isAddress(from) ? moveAddress(folder, portal, from, to) : moveTopic(folder, portal, from, to)
}

/** Records that an address or a slug was withdrawn, and why. Edits no page. Throws a UserFacingError if it is still in use. */
export async function withdraw(folder: string, from: string, reason: string): Promise<Moved> {
  if (!reason.trim())
    throw new UserFacingError('Give the reason for the withdrawal: --withdrawn "The author took it down."')
  const portal = await loadPortal(folder)
  const key = isAddress(from) ? requireId(from) : from
  const resource = portal.resources.get(key)?.topics[0]
  const place = resource ? `${resource.file}:${resource.line}:${resource.column}` : portal.topics.get(key)?.file
  if (place) throw new UserFacingError(`"${from}" is still in use in ${place}. Remove it there first.`)
  await writeTogether(
    folder,
    new Map([
      [movesFile, await readRecord(folder, isAddress(from) ? 'addresses' : 'pages', from, { withdrawn: reason })],
    ]),
  )
  return { edited: [], changes: [], recorded: true }
}

async function moveAddress(folder: string, portal: Portal, from: string, to: string): Promise<Moved> {
  if (!isAddress(to)) throw new UserFacingError(`"${to}" is not an http:// or https:// address.`)
  const fault = findAddressFault(to)
  if (fault) throw new UserFacingError(`"${to}" can't be used: ${fault.message}`)
  const [former, now] = [requireId(from), requireId(to)]
  const pages = await readEditablePages(folder, portal)
  const { texts, changes } = rewriteAddresses(pages, {
    rewrite: (url) => (isAddress(url) && deriveResourceId(url) === former ? withFragment(url, from, to) : undefined),
  })
  changes.push(
    ...(await rewriteReferences(folder, [], texts, (value, key) =>
      key === 'tutorials' && isAddress(value) && deriveResourceId(value) === former ? to : undefined,
    )),
  )
  if (changes.length === 0)
    throw new UserFacingError(`No page uses ${from}. "npm run content -- explain" lists the addresses that pages use.`)
  // Marks belong to the id. An author's id does not change, another spelling keeps it, and mentions have none.
  const recorded = former !== now && portal.resources.has(former)
  await writeTogether(
    folder,
    recorded ? new Map([...texts, [movesFile, await readRecord(folder, 'addresses', from, { to })]]) : texts,
  )
  return { edited: [...texts.keys()], changes, recorded }
}

/** Keeps a fragment ("#…"), unless it is part of the moved address. */
function withFragment(url: string, from: string, to: string): string {
  const [own, old, target] = [url, from, to].map((each) => new URL(each).hash)
  if (own === old || (!old && target)) return to
  return to.split('#', 1)[0] + (own ?? '')
}

async function moveTopic(folder: string, portal: Portal, from: string, to: string): Promise<Moved> {
  const topic = portal.topics.get(from)
  if (!topic) throw new UserFacingError(`No topic has the slug "${from}".`)
  if (!isSlug(to))
    throw new UserFacingError(
      `"${to}" is not a valid slug. Use lower-case letters, digits and single hyphens, and none of the portal's own paths.`,
    )
  const other = portal.topics.get(to)
  if (other) throw new UserFacingError(`The slug "${to}" is already used by ${other.file}.`)
  const renamed = { from: topic.file, to: path.posix.join(path.posix.dirname(topic.file), `${to}.mdx`) }
  if (renamed.from !== renamed.to && (await exists(path.join(folder, renamed.to))))
    throw new UserFacingError(`The file ${renamed.to} already exists. Rename it, or choose another slug.`)

  const pages = await readEditablePages(folder, portal)
  const { texts, changes } = rewriteAddresses(pages, {
    rewrite: (url) => renameIn(url, from, to),
    part: (written) => (hasPlainSlug(written, from) ? { start: 1, end: 1 + from.length, text: to } : null),
  })
  changes.push(
    ...(await rewriteReferences(folder, pages, texts, (value, key) =>
      key !== 'tutorials' && value === from ? to : undefined,
    )),
  )
  const edited = [...texts.keys()].filter((file) => file !== topic.file)
  const text = texts.get(topic.file) ?? pages.find(({ file }) => file === topic.file)?.text ?? ''
  texts.delete(topic.file)
  await writeTogether(
    folder,
    new Map<string, string | null>([
      ...texts,
      [renamed.to, replaceSlug(text, topic.file, to)],
      [movesFile, await readRecord(folder, 'pages', from, { to })],
      ...(renamed.from === renamed.to ? [] : [[renamed.from, null] as const]),
    ]),
  )
  return { edited, changes, renamed, recorded: true }
}

/** Rewrites `/old`, `/old.html` and `/old/`, with query or fragment; undefined for any other address. */
function renameIn(url: string, from: string, to: string): string | undefined {
  const [, name = '', rest = ''] = /^\/([^/?#]+)(\/?(?:[?#].*)?)$/s.exec(url) ?? []
  const extension = name.endsWith('.html') ? '.html' : ''
  try {
    return decodeURIComponent(name.slice(0, name.length - extension.length)) === from
      ? `/${to}${extension}${rest}`
      : undefined
  } catch {
    return undefined
  }
}

function hasPlainSlug(written: string, slug: string): boolean {
  return written.startsWith(`/${slug}`) && !/^[\w%&\\-]/.test(written.slice(slug.length + 1))
}

/** Replaces the slug in a page's front matter. */
function replaceSlug(text: string, file: string, slug: string): string {
  const [fence = '', head = ''] = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)^---[ \t]*\r?$/m.exec(text) ?? []
  const document = parseDocument(head)
  const node = isMap(document.contents) ? document.contents.get('slug', true) : null
  if (!isScalar(node) || !node.range)
    throw new UserFacingError(`${file}:1:1 The front matter has no "slug" that can be edited. Nothing was changed.`)
  const start = fence.indexOf(head) + node.range[0]
  const length = node.range[1] - node.range[0]
  const quote = /^["']/.exec(text.slice(start))?.[0] ?? (typeof parseDocument(slug).toJS() === 'string' ? '' : '"')
  return text.slice(0, start) + quote + slug + quote + text.slice(start + length)
}

async function readRecord(folder: string, list: 'addresses' | 'pages', from: string, end: End): Promise<string> {
  const text = await readFile(path.join(folder, movesFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw new UserFacingError(`${movesFile} can't be read (${error.code}). Nothing was changed.`)
  })
  return recordMoves(text, [{ list, from, end }])
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && parseUrl(text) !== null
}

function requireId(address: string): string {
  try {
    return deriveResourceId(address)
  } catch {
    throw new UserFacingError(`"${address}" is not an http:// or https:// address.`)
  }
}
