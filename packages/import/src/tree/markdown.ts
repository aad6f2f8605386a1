import type { Root, RootContent } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { dropInvisible, spareSearch } from '@/lib/content'
import { walk } from './walk'

const parser = unified().use(remarkParse).use(remarkGfm, { singleTilde: false }).use(spareSearch)

/** Parses a source body: CommonMark with tables and footnotes, where HTML is HTML and braces are text. */
export function parseMarkdown(source: string): Root {
  return parser.parse(source)
}

/** Returns all words of a tree in order, without white space. */
export function wordsOf(tree: Root | RootContent): string {
  return chunksOf(tree).join('')
}

/** Returns the words as one string per text node. */
export function chunksOf(tree: Root | RootContent): string[] {
  const chunks: string[] = []
  walk(tree, (node) => {
    if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code')
      chunks.push(withoutSpace(node.value))
  })
  return chunks
}

/** Removes white space and invisible characters; the rest must not change in an import. */
export function withoutSpace(text: string): string {
  return dropInvisible(text).replace(/\s+/g, '')
}
