import type { Code, Definition, Link, Parents, Root, RootContent } from 'mdast'
import { SKIP, visit } from '@/lib/content'
import { ConversionError } from '../conversion-error'
import { toEmoji } from '../normalise/emoji'
import { hugWords } from '../normalise/tidy'
import { parseMarkdown } from '../tree/markdown'
import { toTree } from '../tree/to-tree'
import { findWrittenParts, type WrittenPart } from './left-out'

/** A finding about a line of the list, for the report. */
export interface Note {
  line: number
  text: string
}

/** A top-level block, with its line in the list. */
export interface Block {
  node: RootContent
  line: number
}

/**
 * Parses a list into blocks of plain Markdown: references are written out, bare addresses are marked, HTML is
 * converted. HTML that can't be converted is left out, its words kept, with a note. Returns all links and pictures of
 * the list too, to compare them with those that are kept, and the lines of the anchors that are written as HTML.
 */
export function parseList(
  text: string,
  notes: Note[],
): { blocks: Block[]; parts: WrittenPart[]; anchors: Map<string, number> } {
  const source = repairTypos(text)
  const tree = parseMarkdown(source)
  refuseDepth(tree)
  const definitions = findDefinitions(tree)
  resolveReferences(tree, definitions)
  visit(tree, 'link', (link: Link) => {
    if (source[link.position?.start.offset ?? -1] !== '[') link.data = { ...link.data, bare: true } as Link['data']
  })
  tree.children = tree.children.flatMap((node) => (isNote(node, source) ? toParagraphs(node) : [node]))
  const parts = findWrittenParts(tree)
  const anchors = dropSimpleHtml(tree)
  visit(tree, 'text', (node) => {
    node.value = toEmoji(node.value)
  })
  const groups = groupByHeading(tree.children)
  const introduction = endOfIntroduction(groups)
  const blocks = groups.flatMap((group, index) => {
    if (!group.some(holdsHtml)) return group.map((node) => ({ node, line: lineOf(node) }))
    const line = lineOf(group[0]!)
    const [start, end] = [group[0]!.position?.start.offset ?? 0, group.at(-1)!.position?.end.offset ?? 0]
    // References within the group need their definitions.
    const around = [...definitions].map(([name, { url }]) => `[${name}]: <${url}>`).join('\n')
    try {
      const html = source.slice(start, end)
      const converted = toTree(`${index <= introduction ? dropBanners(html) : html}\n\n${around}\n`, [])
      return converted.tree.children.map((node) => ({ node, line: line - 1 + lineOf(node) }))
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error
      notes.push({ line, text: `The HTML of this part can't be converted, so its tags are left out. ${error.message}` })
      return group.flatMap((node) => {
        dropHtml(node)
        return node.type === 'html' ? [] : [{ node, line: lineOf(node) }]
      })
    }
  })
  for (const { node } of blocks) if ('children' in node) hugWords(node)
  return { blocks, parts, anchors }
}

/** Deepest nesting of lists, items, quotes and emphasis; a page allows less. */
const maxDepth = 100

function refuseDepth(tree: Root): void {
  let level: (Root | RootContent)[] = [tree]
  for (let depth = 0; level.length > 0; depth++) {
    const [first] = level
    if (depth > maxDepth && first && first.type !== 'root')
      throw new ConversionError(`Line ${lineOf(first)} is nested more than ${maxDepth} deep. Make it flatter.`)
    level = level.flatMap((node) => ('children' in node ? (node.children as RootContent[]) : []))
  }
}

function lineOf(node: RootContent): number {
  return node.position?.start.line ?? 1
}

/** Puts a space into `##Title`, which many programs read as a heading, and takes it out of `- [link] (https://…)`. */
function repairTypos(text: string): string {
  let fence = ''
  return text
    .split('\n')
    .map((line) => {
      const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? ''
      if (mark && (!fence || mark.startsWith(fence))) fence = fence ? '' : mark
      if (fence) return line
      return line
        .replace(/^( {0,3}#{2,6})(?=[^#\s])/, '$1 ')
        .replace(/^(\s*(?:[-*+]|\d{1,9}[.)])\s+\[[^\][]{2,}\]) (?=\(https?:\/\/[^\s()]+\))/, '$1')
    })
    .join('\n')
}

function findDefinitions(tree: Root): Map<string, Definition> {
  const definitions = new Map<string, Definition>()
  visit(tree, 'definition', (node, index, parent) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
    if (!parent || index === undefined) return
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
  return definitions
}

function resolveReferences(tree: Root, definitions: ReadonlyMap<string, Definition>): void {
  visit(tree, (node) => {
    if (node.type !== 'linkReference' && node.type !== 'imageReference') return
    const { url = '', title = null } = definitions.get(node.identifier) ?? {}
    Object.assign(node, { type: node.type === 'linkReference' ? 'link' : 'image', url, title })
  })
}

/**
 * Removes banners, which are links around pictures, and small print from the introduction of a list: most of it is about
 * sponsors. Lines stay as they are.
 */
function dropBanners(html: string): string {
  const drop = (text: string) => text.replace(/[^\n]+/g, '')
  return html
    .split(/(?<=<\/a\s*>)/i)
    .map((piece) => {
      const start = piece.toLowerCase().lastIndexOf('<a ')
      const link = piece.slice(start)
      return start >= 0 && /<img\s/i.test(link) && /<\/a\s*>$/i.test(link) ? piece.slice(0, start) + drop(link) : piece
    })
    .join('')
    .replace(/(?<=>\s*)<(su[bp])>(?:(?!<\/?su[bp]\b)[\s\S])*<\/\1>(?=\s*<)/gi, drop)
}

/**
 * Removes comments, pictures and anchors, and turns line breaks into Markdown's: most lists have no other HTML. Returns
 * the lines of the anchors.
 */
function dropSimpleHtml(tree: Root): Map<string, number> {
  const anchors = new Map<string, number>()
  visit(tree, 'html', (node, index, parent) => {
    if (!parent || index === undefined) return
    if (node.value.lastIndexOf('<!--') > node.value.lastIndexOf('-->'))
      throw new ConversionError(`The comment (<!--) in line ${lineOf(node)} has no end. Add "-->" after it.`)
    const value = node.value.replace(/<!--[\s\S]*?(?:-->|$)/g, '').trim()
    if (/^<br\s*\/?>$/i.test(value) && parent.type !== 'root') {
      parent.children[index] = parent.type === 'tableCell' ? { type: 'text', value: ' ' } : { type: 'break' }
      return
    }
    const [isAnchor, anchor] = /^<a\s+(?:name|id)\s*=\s*["']?([^"'<>\s]*)["']?\s*\/?>(?:\s*<\/a>)?$/i.exec(value) ?? []
    if (anchor) anchors.set(anchor, lineOf(node))
    if (value && !isAnchor && !/^(?:<img\s[^<>]*>\s*)+$/i.test(value)) return
    const next = parent.children[index + 1]
    const closes =
      isAnchor !== undefined && !value.includes('</') && next?.type === 'html' && /^<\/a>$/i.test(next.value.trim())
    parent.children.splice(index, closes ? 2 : 1)
    return [SKIP, index]
  })
  return anchors
}

/** Whether a block is indented as code is, but has sentences. */
function isNote(node: RootContent, source: string): node is Code {
  if (node.type !== 'code') return false
  const start = node.position?.start.offset ?? 0
  const isFenced = /^\s*(?:`{3}|~{3})/.test(source.slice(start, start + 20))
  return !isFenced && !/[{}[\]<>=;|$\\]/.test(node.value) && /[.!?]$/.test(wordsOfNote(node))
}

function toParagraphs(note: Code): RootContent[] {
  return wordsOfNote(note)
    .split(/\n{2,}/)
    .map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }], position: note.position }))
}

/** Returns the lines of a note with words, with an empty one for all others. */
function wordsOfNote({ value }: Code): string {
  const lines = value.split('\n').map((line) => (/\p{L}/u.test(line) ? line.trim() : ''))
  return lines.join('\n').trim()
}

/** Groups blocks so that each heading begins a group. */
function groupByHeading(nodes: RootContent[]): RootContent[][] {
  const groups: RootContent[][] = []
  for (const node of nodes)
    if (node.type === 'heading' || groups.length === 0) groups.push([node])
    else groups.at(-1)!.push(node)
  return groups
}

/** Returns the index of the group with the list's name, which a few may precede; -1 if the list is all in one. */
function endOfIntroduction(groups: RootContent[][]): number {
  const named = groups.slice(0, 4).findIndex(([first]) => first?.type === 'heading' && first.depth === 1)
  return groups.length > 1 ? Math.max(named, 0) : -1
}

function holdsHtml(node: RootContent): boolean {
  let found = node.type === 'html'
  visit(node, 'html', () => {
    found = true
  })
  return found
}

function dropHtml(node: RootContent): void {
  if (!('children' in node)) return
  ;(node as Parents).children = node.children.filter(({ type }) => type !== 'html') as never
  for (const child of node.children) dropHtml(child)
}
