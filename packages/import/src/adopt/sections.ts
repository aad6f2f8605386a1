import GithubSlugger from 'github-slugger'
import type { List, ListItem, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import type { Block } from './parse-list'
import { itemsOf, ownLinks, wordsIn } from './links-of'
import { tableToList } from './table-to-list'

/** A heading of the list, with what is below it. */
export interface Section {
  title: string
  depth: number
  line: number
  /** The anchor that GitHub gives the heading. */
  anchor: string
  /** The blocks before its first subheading. */
  nodes: RootContent[]
  children: Section[]
}

/** Returns the sections of a list as a tree. The root holds what comes before the first heading. */
export function toSections(blocks: Block[]): Section {
  const slugger = new GithubSlugger()
  const root: Section = { title: '', depth: 0, line: 1, anchor: '', nodes: [], children: [] }
  const open = [root]
  for (const { node, line } of blocks.flatMap(liftHeadings)) {
    if (node.type !== 'heading') {
      // Skips rules between sections, and blocks that hold only pictures.
      if (node.type === 'thematicBreak' || (node.type !== 'code' && !wordsIn(node))) continue
      if (!isContents(node)) open.at(-1)!.nodes.push(...(node.type === 'table' ? tableToList(node) : [node]))
      continue
    }
    const title = nameOf(node)
    if (!title) continue
    while (open.length > 1 && open.at(-1)!.depth >= node.depth) open.pop()
    const anchor = slugger.slug(toString(node))
    const section: Section = { title, depth: node.depth, line, anchor, nodes: linksOfHeading(node), children: [] }
    open.at(-1)!.children.push(section)
    open.push(section)
  }
  return root
}

/** Returns the words of a heading without emoji and marks around them, and without the colon at the end. */
function nameOf(node: RootContent): string {
  const words = wordsIn(node)
  const bare = words
    .replace(/:[a-z0-9_+-]+:/g, ' ')
    .replace(/[\p{Extended_Pictographic}\uFE0F\u200D]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\s*:$/, '')
  return /[\p{L}\p{N}]/u.test(bare) ? bare : /[\p{L}\p{N}]/u.test(words) ? words : ''
}

/** A heading that is a link becomes a title; its link is the first item below it. */
function linksOfHeading(heading: RootContent): RootContent[] {
  const links = ownLinks(heading).filter(
    ({ url, children }) => !url.startsWith('#') && children.some((child) => wordsIn(child)),
  )
  if (links.length === 0) return []
  return [list(links.map((link) => ({ type: 'listItem', children: [{ type: 'paragraph', children: [link] }] })))]
}

/** Splits a list whose items begin with headings into these headings and the blocks below each. */
function liftHeadings({ node, line }: Block): Block[] {
  if (node.type !== 'list' || !node.children.some(({ children }) => children[0]?.type === 'heading'))
    return [{ node, line }]
  return node.children.flatMap((item): Block[] => {
    const at = item.position?.start.line ?? line
    if (item.children[0]?.type !== 'heading') return [{ node: { ...node, children: [item] }, line: at }]
    return item.children.flatMap((child) => liftHeadings({ node: child, line: child.position?.start.line ?? at }))
  })
}

/** Whether a block only leads to headings of its own document: a table of contents, or "back to top". */
function isContents(node: RootContent): boolean {
  if (node.type === 'list') {
    const items = itemsOf(node)
    return items.filter(isContentsItem).length > items.length * 0.6
  }
  return node.type === 'paragraph' && leadsToAnchors(node)
}

function isContentsItem(item: ListItem): boolean {
  const [first] = item.children
  return first?.type === 'paragraph' && leadsToAnchors(first)
}

function leadsToAnchors(node: RootContent): boolean {
  const links = ownLinks(node)
  if (links.length === 0 || links.some(({ url }) => !url.startsWith('#'))) return false
  return !/[\p{L}\p{N}]/u.test(links.reduce((text, link) => text.replace(wordsIn(link), ''), wordsIn(node)))
}

function list(children: ListItem[]): List {
  return { type: 'list', ordered: false, spread: false, children }
}
