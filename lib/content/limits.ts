import type { Root } from 'mdast'
import { visitParents } from 'unist-util-visit-parents'
import { placeOf } from './markdown'
import type { Finding } from './portal'

/** What a page may hold at most. The shipped ones are under 8 KB, with 400 nodes and five levels. */
export const limits = {
  fileBytes: 256 * 1024,
  lineLength: 10 * 1024,
  /** Quotes, list items, emphasis and elements, one inside another. */
  depth: 20,
  /** Nodes of the parsed page: words, links, emphases, blocks. */
  nodes: 5000,
  /** For reading one page; a usual one takes ten. */
  milliseconds: 500,
}

const flat = new Set(['root', 'list', 'paragraph', 'heading', 'table', 'tableRow'])

/** The first line that is longer than a page may have one. */
export function findLongLine(text: string): Finding | null {
  let line = 1
  for (let start = 0; start <= text.length; line++) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    if (end - start > limits.lineLength)
      return { line, column: 1, rule: 'size', message: `This line is longer than ${limits.lineLength / 1024} KB. Break it into several.` }
    start = end + 1
  }
  return null
}

/** The first node of a page that is nested too deeply, or is one too many. */
export function findTooMuch(tree: Root): Finding | null {
  let nodes = 0
  let found: Finding | null = null
  visitParents(tree, (node, ancestors) => {
    nodes++
    const depth = 'children' in node ? ancestors.filter(({ type }) => !flat.has(type)).length + (flat.has(node.type) ? 0 : 1) : 0
    if (depth > limits.depth) found = { ...placeOf(node), rule: 'nesting', message: `Lists, quotes and emphasis can be nested ${limits.depth} deep at most. Make this flatter.` }
    else if (nodes > limits.nodes) found = { ...placeOf(node), rule: 'size', message: `The page has more than ${limits.nodes} parts (words, links, blocks). Make two topics of it.` }
    return found === null
  })
  return found
}
