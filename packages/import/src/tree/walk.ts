import type { Nodes as HtmlNodes } from 'hast'
import type { Nodes, Parents } from 'mdast'

/** Calls `see` for each node of a tree that it does not change, parents first. */
export function walk(
  node: Nodes,
  see: (node: Nodes, parent: Parents | undefined, index: number) => void,
  parent?: Parents,
  index = 0,
): void {
  see(node, parent, index)
  if ('children' in node) for (const [at, child] of node.children.entries()) walk(child, see, node, at)
}

/** Calls `see` for each node of a tree of HTML that it does not change, parents first. */
export function walkHtml(node: HtmlNodes, see: (node: HtmlNodes) => void): void {
  see(node)
  if ('children' in node) for (const child of node.children) walkHtml(child, see)
}
