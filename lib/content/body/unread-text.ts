import type { Link, Paragraph, RootContent } from 'mdast'
import { isElement } from './links'

/** Replaces each character that Markdown does not read as text: code, links, elements, escapes. */
export const read = '\uFFFC'

/** A block of text with its source. */
export interface UnreadText {
  block: TextBlock
  /** As long as the block's source. Everything but plain text is replaced by `read`; spaces and line ends are kept. */
  text: string
  /** The offset of the block in the source. */
  start: number
}

/** A block of text. */
export type TextBlock = Extract<RootContent, { type: 'paragraph' | 'heading' | 'tableCell' }>

/** Whether a node is a block of text. */
export function isTextBlock(node: { type: string }): node is TextBlock {
  return node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell'
}

/** Returns the parts of a block that Markdown reads as plain text, including bare addresses. */
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

/** Whether a link is a bare address. */
export function isBare(link: Link, source: string): boolean {
  return !link.position || source[link.position.start.offset ?? 0] !== '['
}
