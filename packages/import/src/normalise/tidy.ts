import type { Emphasis, Heading, Link, ListItem, Parents, PhrasingContent, Root, RootContent, Table, Text } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { decidesKind, dropInvisible, SKIP, visit } from '@/lib/content'

/**
 * Tidies a tree for writing as Markdown: headings from level two without gaps, emphasis that touches its words, tables
 * with one line per row, no empty nodes.
 */
export function tidyTree(tree: Root): void {
  visit(tree, (node) => {
    if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code')
      node.value = dropInvisible(node.value)
    if (node.type === 'image') node.alt = dropInvisible(node.alt ?? '')
    if (node.type === 'image') node.title = node.title ? dropInvisible(node.title) : null
    if (node.type === 'link') node.title = tidyLinkTitle(node)
  })
  visit(tree, 'listItem', showBox)
  liftBlocks(tree)
  unwrapNested(tree)
  hugWords(tree)
  dropEmpty(tree)
  tidyHeadings(tree)
  visit(tree, 'table', tidyTable)
  visit(tree, 'inlineCode', (code) => {
    code.value = code.value.replace(/(?<!\s)\s*\n\s*/g, ' ')
  })
}

/** Shows the box of a task as a sign, unless it holds a link that readers can mark as done: the portal hides others. */
function showBox(item: ListItem): void {
  if (typeof item.checked !== 'boolean') return
  let isTutorial = false
  visit(item, 'link', ({ url }: Link) => {
    isTutorial ||= /^https?:/i.test(url)
  })
  const [first] = item.children
  if (isTutorial || first?.type !== 'paragraph') return
  first.children.unshift({ type: 'text', value: item.checked ? '☑ ' : '☐ ' })
  item.checked = null
}

/** Returns a link's title; null if it only repeats its words or address. */
function tidyLinkTitle(link: Link): string | null {
  const title = dropInvisible(link.title ?? '')
    .replace(/\s+/g, ' ')
    .trim()
  return title && title !== link.url && title !== toString(link).replace(/\s+/g, ' ').trim() ? title : null
}

const blocks = new Set([
  'paragraph',
  'heading',
  'list',
  'listItem',
  'code',
  'blockquote',
  'table',
  'thematicBreak',
  'footnoteDefinition',
  'mdxJsxFlowElement',
])
const holdBlocks = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition', 'mdxJsxFlowElement'])

/** HTML allows blocks inside emphasis and text between blocks; Markdown does not. */
function liftBlocks(parent: Parents): void {
  const children = (parent.children as RootContent[]).flatMap((child): RootContent[] => {
    if (!('children' in child)) return [child]
    liftBlocks(child)
    const wrong =
      (isMark(child) || child.type === 'paragraph' || child.type === 'heading') &&
      (child.children as RootContent[]).some(({ type }) => blocks.has(type))
    return wrong ? child.children : [child]
  })
  parent.children = (holdBlocks.has(parent.type) ? wrapWords(children) : children) as never
}

function wrapWords(children: RootContent[]): RootContent[] {
  const wrapped: RootContent[] = []
  let words: PhrasingContent[] | undefined
  for (const child of children) {
    if (blocks.has(child.type)) {
      words = undefined
      wrapped.push(child)
    } else if (words) words.push(child as PhrasingContent)
    else {
      words = [child as PhrasingContent]
      wrapped.push({ type: 'paragraph', children: words })
    }
  }
  return wrapped
}

/** Removes emphasis nested in the same emphasis, which Markdown can't express. */
function unwrapNested(parent: Parents, around: ReadonlySet<string> = new Set()): void {
  parent.children = parent.children.flatMap((child): RootContent[] => {
    if (!('children' in child)) return [child]
    if (isMark(child) && around.has(child.type)) {
      unwrapNested(child, around)
      return child.children
    }
    unwrapNested(
      child,
      isMark(child) ? new Set([...around, child.type]) : child.type === 'paragraph' || around.size ? around : new Set(),
    )
    return [child]
  }) as never
}

function isMark(node: RootContent): node is Emphasis | Link {
  return node.type === 'emphasis' || node.type === 'strong' || node.type === 'delete' || node.type === 'link'
}

/** Moves white space out of emphasis and links, since `** words **` is plain text, and joins neighbours of one kind. */
export function hugWords(parent: Parents): void {
  const children: RootContent[] = []
  for (const child of parent.children) {
    if ('children' in child) hugWords(child)
    if (!isMark(child)) {
      push(children, child)
      continue
    }
    const before = trimEdge(child, 'start').replaceAll('\n', ' ')
    const after = trimEdge(child, 'end').replaceAll('\n', ' ')
    if (before) push(children, { type: 'text', value: before })
    if (child.children.length) push(children, child)
    if (after) push(children, { type: 'text', value: after })
  }
  parent.children = children as never
}

function push(children: RootContent[], child: RootContent): void {
  const last = children.at(-1)
  if (last?.type === 'text' && child.type === 'text')
    // Two spaces may meet where something was moved or left out.
    children[children.length - 1] = {
      type: 'text',
      value: (/^[ \n]/.test(child.value) ? last.value.replace(/(?<![ \n])[ \n]+$/, '') : last.value) + child.value,
    }
  else if (last && isMark(last) && last.type === child.type && child.type !== 'link') {
    for (const each of (child as Emphasis).children) push(last.children, each)
  } else children.push(child)
}

function trimEdge(mark: Emphasis | Link, edge: 'start' | 'end'): string {
  let moved = ''
  for (;;) {
    const child = edge === 'start' ? mark.children[0] : mark.children.at(-1)
    if (child?.type === 'break') {
      moved = edge === 'start' ? `${moved} ` : ` ${moved}`
      if (edge === 'start') mark.children.shift()
      else mark.children.pop()
      continue
    }
    if (child?.type !== 'text') return moved
    const trimmed = edge === 'start' ? child.value.trimStart() : child.value.trimEnd()
    const space =
      edge === 'start' ? child.value.slice(0, child.value.length - trimmed.length) : child.value.slice(trimmed.length)
    moved = edge === 'start' ? moved + space : space + moved
    child.value = trimmed
    if (trimmed) return moved
    if (edge === 'start') mark.children.shift()
    else mark.children.pop()
  }
}

const canBeEmpty = new Set(['root', 'tableCell', 'tableRow', 'table'])

/** Removes empty nodes, innermost first. */
export function dropEmpty(parent: Parents): void {
  for (const child of parent.children) if ('children' in child) dropEmpty(child)
  parent.children = parent.children.filter((child) => {
    if (child.type === 'inlineCode') return child.value.trim() !== ''
    if (child.type === 'text') return child.value !== ''
    return !('children' in child) || child.children.length > 0 || canBeEmpty.has(child.type)
  }) as never
  if (parent.type === 'paragraph' || parent.type === 'heading' || parent.type === 'tableCell') trimBlock(parent)
}

/** Removes white space and breaks from both ends of a block. */
export function trimBlock(parent: { children: PhrasingContent[] }): void {
  const blank = (child: PhrasingContent | undefined) =>
    child?.type === 'break' || (child?.type === 'text' && !child.value.trim())
  while (blank(parent.children[0])) parent.children.shift()
  while (blank(parent.children.at(-1))) parent.children.pop()
  const [first, last] = [parent.children[0], parent.children.at(-1)]
  if (first?.type === 'text') first.value = first.value.trimStart()
  if (last?.type === 'text') last.value = last.value.trimEnd()
}

function tidyHeadings(tree: Root): void {
  visit(tree, 'heading', (heading, index, parent) => {
    // A heading that holds only a picture becomes a paragraph.
    if (parent && index !== undefined && !holdsWords(heading))
      parent.children[index] = { type: 'paragraph', children: heading.children }
  })
  const open: { was: number; is: number }[] = []
  visit(tree, 'heading', (heading: Heading) => {
    while (open.length && open[open.length - 1]!.was >= heading.depth) open.pop()
    const is = Math.min(6, (open.at(-1)?.is ?? 1) + 1)
    open.push({ was: heading.depth, is })
    heading.depth = is as Heading['depth']
    heading.children = heading.children.map((child) => (child.type === 'break' ? { type: 'text', value: ' ' } : child))
  })
}

/** Tells whether a node has text, apart from pictures. */
export function holdsWords(node: RootContent): boolean {
  return toString(node, { includeImageAlt: false }).trim() !== ''
}

/** Makes all rows as long as the longest, and reduces cells to text and emphasis. */
function tidyTable(table: Table): void {
  const columns = Math.max(1, ...table.children.map((row) => row.children.length))
  for (const row of table.children) {
    for (const cell of row.children) cell.children = cell.children.flatMap((child) => toPhrasing(child as RootContent))
    while (row.children.length < columns) row.children.push({ type: 'tableCell', children: [] })
  }
  table.align = Array.from({ length: columns }, (_, at) => table.align?.[at] ?? null)
}

function toPhrasing(node: RootContent): PhrasingContent[] {
  const space: Text = { type: 'text', value: ' ' }
  if (node.type === 'break' || node.type === 'thematicBreak') return [space]
  if (node.type === 'code') return [{ type: 'inlineCode', value: node.value.replace(/(?<!\s)\s*\n\s*/g, ' ') }]
  if (
    node.type === 'paragraph' ||
    node.type === 'heading' ||
    node.type === 'blockquote' ||
    node.type === 'list' ||
    node.type === 'listItem' ||
    node.type === 'mdxJsxFlowElement'
  )
    return [space, ...(node.children as RootContent[]).flatMap(toPhrasing), space]
  return [node as PhrasingContent]
}

/**
 * Removes a first heading that repeats the title, and returns true if it did. Keeps it if a list follows whose
 * links are not tutorials because of its words.
 */
export function dropTitleHeading(tree: Root, title: string): boolean {
  const [first, ...rest] = tree.children
  const same = (text: string) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '')
  if (first?.type !== 'heading' || same(toString(first)) !== same(title)) return false
  const next = rest.findIndex((node) => node.type === 'heading')
  if (decidesKind(toString(first)) && rest.slice(0, next < 0 ? undefined : next).some(holdsList)) return false
  tree.children.shift()
  return true
}

function holdsList(node: RootContent): boolean {
  let found = false
  visit(node, 'listItem', (_item: ListItem) => {
    found = true
    return SKIP
  })
  return found
}
