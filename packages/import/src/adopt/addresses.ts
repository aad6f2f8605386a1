import type { Link, ListItem, Parents, PhrasingContent, RootContent } from 'mdast'
import { dropInvisible, findAddressFault, getHost, parseUrl } from '@/lib/content'
import { isBare } from '../tree/normalise-html'
import { isOutside, ownLinks, setAside, wordsIn } from './links-of'
import type { Block, Note } from './parse-list'

/** Where the list comes from. */
export interface Origin {
  /** The address of the list itself, for the foot of its pages. */
  page: string
  /** The address that its relative links are resolved against. */
  base: string
}

const codeHosts: Record<string, string> = { 'gitlab.com': '/-/blob/', 'codeberg.org': '/src/branch/' }
/** The default branch by whatever name, where the host knows that. */
const defaultBranch = (host: string) => (host === 'codeberg.org' ? 'main' : 'HEAD')

/** Returns the origin of a list, given the address of its repository, folder or file; null for anything else. */
export function readOrigin(source: string, file: string): Origin | null {
  const url = parseUrl(source)
  if (!url || !/^https?:$/.test(url.protocol)) return null
  const [, owner, name, blob, rest] =
    /^\/([^/]+)\/([^/]+?)(?:\.git)?(?:(\/(?:-\/)?(?:blob|tree|src\/branch)\/)([^?#]+))?\/?$/.exec(url.pathname) ?? []
  const isHost = /^(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org)$/.test(url.hostname)
  if (!isHost || !owner || !name) return { page: source, base: source }
  const page = `${url.origin}/${owner}/${name}`
  const way = codeHosts[getHost(source)] ?? '/blob/'
  if (!blob || !rest) return { page, base: `${page}${way}${defaultBranch(getHost(source))}/${file}` }
  const isFile = /\.(?:md|markdown|mdx)$/i.test(rest)
  return { page: isFile ? source : page, base: `${page}${way}${rest}${isFile ? '' : `/${file}`}` }
}

/**
 * Brings the addresses of a list into the form that the check accepts: relative ones lead to their source, `http:` is
 * `https:` where the host has it. A link whose address can't be used is kept as text, with a note.
 */
export function resolveAddresses(blocks: Block[], origin: Origin | null, secure: Set<string>, notes: Note[]): void {
  for (const { node } of blocks)
    visitLinks(node, ({ url }) => {
      if (/^https:/i.test(url) && isOutside(url)) secure.add(getHost(url))
    })
  for (const block of blocks) {
    const seen = new Set<string>()
    const resolve = (url: string): string | null => {
      const { address, reason } = resolveAddress(url, origin, secure)
      if (reason && !seen.has(url)) {
        seen.add(url)
        notes.push({ line: block.line, text: `The link to "${url.slice(0, 100)}" is kept as text: ${reason}` })
      }
      return address
    }
    if ('children' in block.node) rewrite(block.node, { resolve, own: origin?.page }, false)
  }
}

/** Returns the address to write for one of the list, or the reason why there is none. */
export function resolveAddress(
  written: string,
  origin: Origin | null,
  secure: Set<string>,
): { address: string | null; reason?: string } {
  let url = dropInvisible(written)
    .trim()
    .replace(/[\n\t]/g, '')
  if (!url) return { address: null, reason: 'it is empty.' }
  if (url.startsWith('#')) return { address: url }
  if (url.startsWith('//')) url = `https:${url}`
  if (!/^[a-z][a-z0-9+.-]*:/i.test(url)) {
    const resolved = origin && parseUrl(url, url.startsWith('/') ? undefined : origin.base)
    const fromRoot =
      origin && url.startsWith('/')
        ? parseUrl(origin.base.replace(/(\/(?:blob|branch)\/[^/]+)\/.*$/, '$1') + url)
        : null
    const found = fromRoot ?? resolved
    if (!found)
      return {
        address: null,
        reason: 'it leads into the repository of the list. Name that with --source https://github.com/…',
      }
    url = found.href
  }
  url = url.replace(/ /g, '%20').replace(/%(?![0-9a-f]{2})/gi, '%25')
  if (!/^mailto:/i.test(url)) url = url.replaceAll('\\', '/')
  const host = getHost(url)
  if (/^http:/i.test(url) && (secure.has(host) || findAddressFault(url)?.rule === 'insecure'))
    url = url.replace(/^http:/i, 'https:')
  const fault = findAddressFault(url)
  return fault ? { address: null, reason: fault.message } : { address: url }
}

function visitLinks(node: RootContent | Parents, visit: (link: Link) => void): void {
  if (node.type === 'link') visit(node)
  else if ('children' in node) for (const child of node.children as RootContent[]) visitLinks(child, visit)
}

interface Rewriting {
  resolve: (url: string) => string | null
  /** The address of the list. */
  own: string | undefined
}

/** Rewrites links, and removes pictures. Bare addresses become links with words. */
function rewrite(parent: Parents, rewriting: Rewriting, inList: boolean): void {
  const children = parent.children as RootContent[]
  parent.children = children.flatMap((child): RootContent[] => {
    if (child.type === 'image') return []
    if (child.type !== 'link') {
      if ('children' in child) rewrite(child, rewriting, inList || child.type === 'listItem')
      return [child]
    }
    const url = rewriting.resolve(child.url)
    const words = child.children.flatMap((each) => dropPictures(each))
    if (url === null) return protect(words)
    if (isBare(child)) {
      const { data: _bare, ...link } = child
      const label = wordsIn(child)
        .replace(/^(?:https?:\/\/|mailto:)/i, '')
        .replace(/\/$/, '')
      return [{ ...link, url, children: [{ type: 'text', value: label || getHost(url) }] }]
    }
    if (isAboutRepository(url, rewriting.own)) setAside(child)
    const shown = words.some((each) => wordsIn(each))
    // A badge has no words; in a list its description is better than nothing, unless it is the list's own.
    if (
      !shown &&
      (!inList || url === rewriting.own || ownLinks(parent).some((link) => link !== child && wordsIn(link)))
    )
      return []
    return [{ ...child, url, children: shown ? words : [{ type: 'text', value: describe(child) || getHost(url) }] }]
  }) as never
}

/** Whether an address leads to the list's repository itself, its issues and such, or a file such as CONTRIBUTING.md. */
function isAboutRepository(url: string, own: string | undefined): boolean {
  if (own === undefined || !url.startsWith(own)) return false
  return /^(?:\/|\/(?:-\/)?(?:issues|pulls?|merge_requests|discussions|graphs|stargazers|wiki)(?:\/.*)?|\/(?:-\/)?(?:blob|src\/branch)\/[^/]+\/(?:\.github\/)?(?:[A-Z][A-Z_-]*|contributing|code[-_]of[-_]conduct|licen[cs]e|readme)(?:\.\w+)?)?(?:[?#].*)?$/.test(
    url.slice(own.length),
  )
}

function dropPictures(node: PhrasingContent): PhrasingContent[] {
  if (node.type === 'image') return []
  if ('children' in node) node.children = (node.children as PhrasingContent[]).flatMap(dropPictures) as never
  return [node]
}

function describe(link: Link): string {
  const [alt = ''] = link.children.flatMap((child) => (child.type === 'image' ? [child.alt?.trim() ?? ''] : []))
  return alt
}

/** Writes text that the parser would turn into a link as code. */
function protect(words: PhrasingContent[]): PhrasingContent[] {
  return words.map((word) =>
    word.type === 'text' && /https?:\/\/|www\.|@/i.test(word.value)
      ? { type: 'inlineCode', value: word.value.trim() }
      : word,
  )
}

/** Whether an item has a link that can be a tutorial. */
export function hasTutorial(item: ListItem): boolean {
  return ownLinks(item).some(({ url }) => isOutside(url))
}
