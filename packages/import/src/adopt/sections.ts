import GithubSlugger from 'github-slugger'
import type { Heading, List, ListItem, Paragraph, RootContent } from 'mdast'
import { toString } from 'mdast-util-to-string'
import type { Block } from './parse-list'
import { linesToList } from './lines-to-list'
import { itemsOf, ownLinks, wordsIn } from './links-of'
import { isContentsName } from './section-names'
import { tableToList } from './table-to-list'

/** A heading of the list, with what is below it. */
export interface Section {
  title: string
  depth: number
  line: number
  /** The anchor that GitHub gives the heading; empty for a line in bold. */
  anchor: string
  /** All anchors that lead to it, also those written as HTML. */
  anchors: string[]
  /** The blocks before its first subheading. */
  nodes: RootContent[]
  children: Section[]
}

/**
 * Returns the sections of a list as a tree. The root holds what comes before the first heading.
 *
 * @param anchors The lines of the anchors that are written as HTML.
 */
export function toSections(blocks: Block[], anchors: ReadonlyMap<string, number> = new Map()): Section {
  const slugger = new GithubSlugger()
  const root: Section = { title: '', depth: 0, line: 1, anchor: '', anchors: [], nodes: [], children: [] }
  const open = [root]
  const all = [root]
  const lifted = raiseLabels(blocks.flatMap(liftHeadings))
  for (const [index, { node, line }] of lifted.entries()) {
    const next = lifted[index + 1]?.node
    // "**Media**" above a part of the table of contents.
    if (isLabel(node) && next?.type === 'list' && isContents(next)) continue
    if (node.type !== 'heading') {
      // Skips rules between sections, and blocks that hold only pictures.
      if (node.type === 'thematicBreak' || (node.type !== 'code' && !wordsIn(node))) continue
      if (!isContents(node) && !isContentsName(wordsIn(node))) open.at(-1)!.nodes.push(...toLists(node, open.length))
      continue
    }
    const title = nameOf(node)
    if (!title) continue
    while (open.length > 1 && open.at(-1)!.depth >= node.depth) open.pop()
    const anchor = isRaised(node) ? '' : slugger.slug(toString(node))
    const section: Section = {
      title,
      depth: node.depth,
      line,
      anchor,
      anchors: [anchor],
      nodes: linksOfHeading(node),
      children: [],
    }
    open.at(-1)!.children.push(section)
    open.push(section)
    all.push(section)
  }
  for (const [anchor, line] of anchors) findSection(all, line).anchors.push(anchor)
  return root
}

/** Turns a block that is a list in another form into one. Below the list's name, lines of links lead to its sites. */
function toLists(node: RootContent, level: number): RootContent[] {
  if (node.type === 'table') return tableToList(node)
  return [node.type === 'paragraph' && level > 2 ? linesToList(node) : node]
}

/** Returns the section that an anchor leads to: that of the heading in its line or right below, else the one around it. */
function findSection(sections: Section[], at: number): Section {
  return (
    sections.find(({ line }) => line >= at && line - at <= 2) ??
    sections.findLast(({ line }) => line <= at) ??
    sections[0]!
  )
}

/**
 * Makes headings of lines in bold that stand right above headings, as groups of them: "**Media**", "### Audio",
 * "### Video". One alone may be any emphasis.
 */
function raiseLabels(blocks: Block[]): Block[] {
  const raised = blocks.map(({ node, line }, index): Block | null => {
    const next = blocks[index + 1]?.node
    if (next?.type !== 'heading' || next.depth < 3 || !isLabel(node)) return null
    const depth = (next.depth - 1) as Heading['depth']
    return {
      node: { type: 'heading', depth, children: node.children, data: { isRaised: true } as Heading['data'] },
      line,
    }
  })
  return raised.filter(Boolean).length > 1 ? blocks.map((block, index) => raised[index] ?? block) : blocks
}

function isRaised(heading: Heading): boolean {
  return (heading.data as { isRaised?: boolean } | undefined)?.isRaised === true
}

/** Whether a block is a few words in bold, and no sentence. */
function isLabel(node: RootContent): node is Paragraph {
  const [only, ...more] = node.type === 'paragraph' ? node.children : []
  const words = wordsIn(node)
  return (
    only?.type === 'strong' &&
    more.length === 0 &&
    words.length <= 60 &&
    !/[.!?…]$/.test(words) &&
    !ownLinks(only).length
  )
}

/** Returns the words of a heading without emoji, marks and "back to top" around them, and without the colon at the end. */
function nameOf(node: Heading): string {
  const own = node.children.filter((child) => child.type !== 'link' || !child.url.startsWith('#'))
  const words = wordsIn({ ...node, children: own }) || wordsIn(node)
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
  // A fold around it.
  if (node.type === 'mdxJsxFlowElement') return node.children.length > 0 && node.children.every(isContents)
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
