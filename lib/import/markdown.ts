import type { Root, RootContent } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { dropInvisible } from '../invisible-characters'

const parser = unified().use(remarkParse).use(remarkGfm, { singleTilde: false })

/** Parses a foreign body: CommonMark with tables and footnotes, in which HTML is HTML and braces are braces. */
export function parseMarkdown(source: string): Root {
  return parser.parse(source)
}

/** All words of a tree in order, without white space. */
export function wordsOf(tree: Root | RootContent): string {
  return chunksOf(tree).join('')
}

/** The same, one string for each node that holds words. */
export function chunksOf(tree: Root | RootContent): string[] {
  const chunks: string[] = []
  visit(tree, (node) => {
    if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code')
      chunks.push(withoutSpace(node.value))
  })
  return chunks
}

/** Text without white space and what nobody sees: what must be the same before and after. */
export function withoutSpace(text: string): string {
  return dropInvisible(text).replace(/\s+/g, '')
}
