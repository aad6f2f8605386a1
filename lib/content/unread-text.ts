import type { Link, Paragraph, RootContent } from 'mdast'
import { isElement } from './links'

/** Stands for a character of what Markdown has read as something else than text: code, a link, an element, an escape. */
export const read = '\uFFFC'

/** A block that holds text, with that text as it is written. */
export interface UnreadText {
  block: TextBlock
  /** As long as the source of the block: whatever is no plain text stands there as `read`, spaces and line ends as they are. */
  text: string
  /** Where the block begins in the source. */
  start: number
}

/** A block of words. */
export type TextBlock = Extract<RootContent, { type: 'paragraph' | 'heading' | 'tableCell' }>

/** Whether a node is a block of words. */
export function isTextBlock(node: { type: string }): node is TextBlock {
  return node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell'
}

/** Returns what Markdown took as plain text in a block; bare addresses count as text. */
export function getUnreadText(block: TextBlock, source: string): UnreadText {
  const [start, end] = [block.position?.start.offset ?? 0, block.position?.end.offset ?? 0]
  let [text, cursor] = ['', start]
  for (const leaf of listTexts(block, source)) {
    const [from, to] = [leaf.position?.start.offset ?? cursor, leaf.position?.end.offset ?? cursor]
    if (from < cursor) continue
    text += hide(source.slice(cursor, from)) + source.slice(from, to).replace(/\\[!-/:-@[-`{-~]/g, read.repeat(2))
    cursor = to
  }
  return { block, text: text + hide(source.slice(cursor, end)), start }
}

// ">" may begin a line of a quote.
const hide = (written: string) => written.replace(/[^\s>]/g, read)

function listTexts(node: TextBlock | RootContent, source: string): RootContent[] {
  if (node.type === 'text') return [node]
  if (node.type === 'link') return isBare(node, source) ? [node] : []
  if (node.type === 'linkReference' || ['Resource', 'Mention', 'Kbd'].some((name) => isElement(node, name))) return []
  return 'children' in node ? (node as Paragraph).children.flatMap((child) => listTexts(child, source)) : []
}

/** Whether a link is an address that stands in the text as it is. */
export function isBare(link: Link, source: string): boolean {
  return !link.position || source[link.position.start.offset ?? 0] !== '['
}
