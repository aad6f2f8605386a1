import type { Parents, Root } from 'mdast'
import { cellSeparator, getAttribute, isElement, type OutsideLink } from './links'
import { toText, type MarkdownNode } from './markdown'
import type { Passage } from '../portal'

/** Nodes within text. All others are blocks, whose text is separated by a space. */
const phrasing = new Set([
  'paragraph',
  'heading',
  'tableCell',
  'emphasis',
  'strong',
  'delete',
  'link',
  'linkReference',
  'mdxJsxTextElement',
])

/**
 * Returns the words of a topic as passages: one per heading, and one per block that holds resources. Headings
 * must have their anchors already. Blocks of code are left out.
 */
export function readPassages(tree: Root, links: OutsideLink[]): Passage[] {
  const listed = findBlocks(links)
  const passages: (Omit<Passage, 'text'> & { words: string[] })[] = []
  let heading: string | null = null
  let words: string[] = []

  /** Begins a passage, to which the following text is added. */
  function open(resources: string[]): void {
    words = []
    passages.push({ heading, resources, words })
  }

  function read(node: MarkdownNode): void {
    const resources = listed.get(node)
    if (resources) {
      const around = words
      open(resources)
      readWords(node)
      words = around
    } else if (node.type === 'heading') {
      heading = (node.data?.hProperties as { id: string }).id
      open([])
    } else readWords(node)
  }

  function readWords(node: MarkdownNode): void {
    if (node.type === 'text' || node.type === 'inlineCode') words.push(node.value)
    else if (node.type === 'image' || node.type === 'imageReference') words.push(node.alt ?? '')
    else if (node.type === 'break') words.push(' ')
    else if (isElement(node, 'Checkpoint')) {
      words.push(' ', (getAttribute(node, 'question') ?? '').replaceAll('`', ''), ' ')
      readChildren(node)
    } else if (node.type === 'tableRow' && listed.has(node)) {
      const cells = node.children.filter((cell) => toText(cell).trim())
      for (const [place, cell] of cells.entries()) {
        if (place > 0) words.push(cellSeparator)
        read(cell)
      }
    } else if ('children' in node) readChildren(node)
  }

  function readChildren(node: Parents): void {
    for (const child of node.children) {
      if (!phrasing.has(node.type)) words.push(' ')
      read(child)
    }
  }

  open([])
  read(tree)
  return passages.map(({ words, ...passage }) => ({ ...passage, text: words.join('').replace(/\s+/g, ' ').trim() }))
}

/** Returns the blocks that hold resources, with their ids. A resource belongs to the block that lists it first. */
function findBlocks(links: OutsideLink[]): Map<unknown, string[]> {
  const blocks = new Map<unknown, string[]>()
  const known = new Set<string>()
  for (const { verdict, id, node, block = node } of links) {
    if (verdict === 'mention' || id === undefined || known.has(id)) continue
    known.add(id)
    blocks.set(block, [...(blocks.get(block) ?? []), id])
  }
  return blocks
}
