import type { Link, Nodes, Parents, Root, RootContent } from 'mdast'
import { isBare } from '../tree/normalise-html'
import { walk } from '../tree/walk'
import { wordsIn } from './links-of'
import type { Note } from './parse-list'

/** A link or picture as the list has it. */
export interface WrittenPart {
  kind: 'link' | 'link without words' | 'picture'
  url: string
  line: number
  /** The words that describe a picture. */
  alt?: string
}

/** Lists all links and pictures of a list, those in HTML too, before anything is left out. References are resolved. */
export function findWrittenParts(tree: Root): WrittenPart[] {
  const parts: WrittenPart[] = []
  walk(tree, (node, parent, index) => {
    const line = node.position?.start.line ?? 1
    if (node.type === 'image') parts.push({ kind: 'picture', url: node.url, line, alt: node.alt ?? '' })
    if (node.type === 'link')
      parts.push({ kind: isBare(node) || wordsIn(node) ? 'link' : 'link without words', url: node.url, line })
    if (node.type === 'html') parts.push(...findInHtml(node.value, line, textAfter(parent, index)))
  })
  return parts
}

const tag = /<!--[\s\S]*?(?:-->|$)|<(a|img)\s(?:[^<>"']|"[^"]*"|'[^']*')*>/gi

function findInHtml(html: string, line: number, after: string): WrittenPart[] {
  return [...html.matchAll(tag)].flatMap(({ 0: whole, 1: name, index }): WrittenPart[] => {
    const attribute = name?.toLowerCase() === 'img' ? 'src' : 'href'
    const url = readAttribute(whole, attribute)
    if (!name || !url) return []
    const at = line + html.slice(0, index).split('\n').length - 1
    if (attribute === 'src') return [{ kind: 'picture', url, line: at, alt: readAttribute(whole, 'alt') }]
    const [inner = ''] = (html.slice(index + whole.length) + after).split(/<\/a\s*>/i, 1)
    const hasWords = inner.replace(/<[^>]*>/g, '').trim() !== ''
    return [{ kind: hasWords ? 'link' : 'link without words', url, line: at }]
  })
}

function readAttribute(whole: string, attribute: string): string {
  const [, , quoted, bare] =
    new RegExp(`\\s${attribute}\\s*=\\s*(?:(["'])(.*?)\\1|([^\\s"'>]+))`, 'is').exec(whole) ?? []
  return (quoted ?? bare ?? '').replace(/&amp;/g, '&').trim()
}

/** Returns what follows a tag in its paragraph, with tags as they are: its link ends in a node of its own. */
function textAfter(parent: Parents | undefined, index: number): string {
  if (parent?.type !== 'paragraph' && parent?.type !== 'heading' && parent?.type !== 'tableCell') return ''
  return parent.children
    .slice(index + 1)
    .map((node) => (node.type === 'html' ? node.value : wordsIn(node)))
    .join('')
}

/**
 * Returns a note for each kind of link and picture that is in the list and not in `kept`, with their number and the line
 * of the first. `resolve` returns the address that is written for one of the list, null if a note names it already.
 * `findHeading` returns null for an anchor without a heading.
 */
export function describeLeftOut(
  parts: WrittenPart[],
  kept: RootContent[],
  resolve: (url: string) => string | null,
  findHeading: (anchor: string) => unknown,
): Note[] {
  const left = new Map<string, number>()
  for (const node of kept)
    walk(node as Nodes, (each) => {
      if (each.type === 'link') left.set(each.url, (left.get(each.url) ?? 0) + 1)
    })
  const found = new Map<keyof typeof sentences, WrittenPart[]>()
  const add = (what: keyof typeof sentences, part: WrittenPart) => found.set(what, [part, ...(found.get(what) ?? [])])
  // Of several links to one address, a badge is left out before a link with words, and the table of contents, which
  // comes first, before the others.
  for (const part of parts.toReversed().sort((a, b) => Number(a.kind !== 'link') - Number(b.kind !== 'link'))) {
    if (part.kind === 'picture') {
      add('pictures', part)
      continue
    }
    const url = resolve(part.url)
    const count = url === null ? 1 : (left.get(url) ?? 0)
    if (url !== null && count > 0) left.set(url, count - 1)
    if (count > 0 && url?.startsWith('#') && findHeading(url.slice(1)) === null) add('dangling', part)
    if (count > 0) continue
    if (part.kind === 'link without words') add('badges', part)
    else add(part.url.startsWith('#') ? 'contents' : 'others', part)
  }
  return Object.entries(sentences).flatMap(([what, sentence]) => {
    const [first, ...more] = found.get(what as keyof typeof sentences) ?? []
    if (!first) return []
    const number = more.length ? `${more.length + 1}, the first here` : '1'
    return [{ line: first.line, text: `${sentence} (${number}): ${first.url.slice(0, 100)}` }]
  })
}

const sentences = {
  pictures: 'Left out: pictures',
  badges: 'Left out: links without words, such as badges',
  contents: 'Left out: links to the list’s own headings, since the portal has a table of contents',
  others: 'Left out: links in a table of contents, a banner or small print, or in a part that can’t be converted',
  dangling: 'Kept as text: links to headings that the list does not have',
}

/** Returns the number of links of some blocks. */
export function countLinks(nodes: RootContent[]): number {
  let count = 0
  for (const node of nodes)
    walk(node as Nodes, ({ type }) => {
      if (type === ('link' satisfies Link['type'])) count++
    })
  return count
}
